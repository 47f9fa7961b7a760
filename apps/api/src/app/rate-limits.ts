import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Redis } from 'ioredis';
import type { Actor } from '../platform/actor.ts';
import type { Config } from '../platform/config.ts';
import { tooMany } from '../platform/errors.ts';
import { asksApi } from './api-address.ts';

/** Requests a minute by role; nobody in particular is counted by address. */
const PER_MINUTE: Partial<Record<Actor['role'], number>> = {
  admin: 1200,
  builder: 600,
  agent: 600,
  consultant: 600,
};
const STAFF = 1200;
const SIGNED_OUT = 300;

type Authenticate = (request: FastifyRequest) => Promise<Actor | null>;

/** Limits by role with the standard headers, counted in Redis when there is one, else in this process. */
export async function limitRates(
  app: FastifyInstance,
  config: Config,
  authenticate: Authenticate,
  redis?: Redis,
): Promise<void> {
  const whoAsks = async (request: FastifyRequest): Promise<Actor | null> => {
    try {
      return await authenticate(request);
    } catch {
      return null; // bad credentials are counted as nobody's and refused by the operation
    }
  };
  await app.register(rateLimit, {
    global: true,
    timeWindow: '1 minute',
    max: async (request: FastifyRequest) => {
      const actor = await whoAsks(request);
      return Math.round((actor ? (PER_MINUTE[actor.role] ?? STAFF) : SIGNED_OUT) * config.rateLimitFactor);
    },
    keyGenerator: async (request: FastifyRequest) => (await whoAsks(request))?.userId ?? request.ip,
    allowList: (request: FastifyRequest) => !asksApi(request),
    enableDraftSpec: true,
    errorResponseBuilder: (_request, context) => tooMany(Math.ceil(context.ttl / 1000)),
    ...(redis ? { redis, skipOnError: true } : {}),
  });
}
