import { randomUUID } from 'node:crypto';
import { MoveForbidden } from '@connect/domain/machine';
import { type Permission, reach } from '@connect/domain/permissions';
import build from 'fast-json-stringify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { forbidden, malformed, Problem, unauthenticated, versionRequired } from './errors.ts';
import { Replay } from './idempotency.ts';
import { inlineSchema } from './json-schema.ts';
import { needsVersion, type Operation } from './operation.ts';
import { sha256 } from './seal.ts';
import { parseBody, parseParams, parseQuery } from './validate.ts';

const STEP_UP_MINUTES = 5;
const JSON_BODY = /^application\/json\s*(;|$)/i;
const FORM_BODY = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const FORM_WITH_FILE = 'multipart/form-data';
/** What carries a file of up to 100 MB, over a line however slow. */
export const FILE_TIMEOUT_MS = 600_000;
/** An operation that declares no query or no body takes none: a word it would not read is refused like any unknown field. */
const NOTHING = z.strictObject({});
const JSON_TYPE = 'application/json; charset=utf-8';

/** What the composition root lends to the HTTP layer. */
export interface Gate {
  /** Who asks; null when no credentials came. Throws 401 when they are bad. */
  authenticate(request: FastifyRequest): Promise<Actor | null>;
  /** Leaves an audit event for a refusal, in a transaction of its own. */
  refused(actor: Actor, op: Operation, code: string, request: FastifyRequest): Promise<void>;
}

/** Mounts an operation: authenticate, permit, validate, handle, serialize. */
export function mount(app: FastifyInstance, op: Operation, gate: Gate): void {
  const serialize = op.response && !op.produces ? serializerOf(op.response) : undefined;
  const status = op.status ?? 200;
  app.route({
    method: op.method,
    url: op.path.replace(/\{(\w+)\}/g, ':$1'),
    bodyLimit: op.bodyLimit ?? 262_144,
    ...(op.produces || op.consumes === FORM_WITH_FILE ? { handlerTimeout: FILE_TIMEOUT_MS } : {}),
    config: {
      permission: op.permission,
      fresh: Boolean(op.stepUp || op.money || needsVersion(op)), // these never trust a remembered session
      ...(op.perMinute ? { rateLimit: { max: op.perMinute, timeWindow: '1 minute' } } : {}),
    },
    handler: async (request, reply) => {
      const actor = await admit(op, gate, request);
      const call = {
        actor,
        params: op.params ? parseParams(op.params, request.params) : {},
        query: queryOf(op, request),
        body: bodyOf(op, request),
        version: needsVersion(op) ? seenVersion(request) : 0,
        request,
        reply,
      };
      if (op.method === 'POST' && !op.neverKept) bindIdempotency(op, actor, request);
      try {
        const answer = await op.handle(call);
        if (reply.sent) return reply; // the handler has answered itself
        if (op.produces) return answer ?? reply;
        return send(reply, status, answer, serialize);
      } catch (error) {
        if (error instanceof Replay) {
          reply.header('idempotency-replayed', 'true');
          // Through the serializer again: what is not in the contract is not in a replay either.
          return send(reply, status, JSON.parse(error.body) ?? undefined, serialize);
        }
        if (isRefusal(error)) await gate.refused(actor, op, error.code, request);
        throw error;
      }
    },
  });
}

type Serialize = (value: unknown) => string;
const serializers = new WeakMap<z.ZodType, Serialize>();

/** Compiled once a schema: where sample data is loaded, the loader mounts the operations before the server does. */
function serializerOf(schema: z.ZodType): Serialize {
  const serialize = serializers.get(schema) ?? (build(inlineSchema(schema) as never) as Serialize);
  serializers.set(schema, serialize);
  return serialize;
}

/** What OAuth clients ask refuses a query in OAuth's own words. */
const queryOf = (op: Operation, request: FastifyRequest): unknown =>
  op.takesForms ? {} : parseQuery(op.query ?? NOTHING, request.query);

function bodyOf(op: Operation, request: FastifyRequest): unknown {
  // A form with a file is streamed by its handler, which parses the fields it finds there.
  if (op.method === 'GET' || op.consumes === FORM_WITH_FILE) return undefined;
  return parseBody(op.body ?? NOTHING, jsonOf(op, request));
}

/** The body, provided that it came as what the operation takes. Throws 415. */
function jsonOf(op: Operation, request: FastifyRequest): unknown {
  const type = request.headers['content-type'];
  if (type === undefined || JSON_BODY.test(type) || (op.takesForms && FORM_BODY.test(type)))
    return request.body;
  throw new Problem(415, 'unsupported_media_type', 'Send application/json.');
}

async function admit(op: Operation, gate: Gate, request: FastifyRequest): Promise<Actor> {
  const actor = await gate.authenticate(request);
  if (op.permission === 'public') return actor ?? nobody(request);
  if (!actor) throw unauthenticated();
  const problem = refusal(op, actor);
  if (!problem) return actor;
  await gate.refused(actor, op, problem.code, request);
  throw problem;
}

const isRefusal = (error: unknown): error is { code: string } =>
  error instanceof MoveForbidden || (error instanceof Problem && error.status === 403);

function refusal(op: Operation, actor: Actor): Problem | null {
  if (
    op.permission !== 'signed-in' &&
    (actor.role === 'system' || !reach(actor.role, op.permission as Permission))
  )
    return forbidden();
  return op.stepUp && !steppedUp(actor) ? stepUpRequired() : null;
}

/** Money and overrides ask again for the second factor (or the password where none is enrolled), at most five minutes old. */
export function steppedUp(actor: Actor): boolean {
  if (actor.kind === 'system') return true;
  const at = actor.steppedUpAt?.getTime() ?? 0;
  return Date.now() - at < STEP_UP_MINUTES * 60_000;
}

export const stepUpRequired = (): Problem =>
  forbidden('Confirm with your authenticator code or password first.', 'step_up_required');

/** For verbs of a transition that move money or override a decision while their neighbours do not. Throws 403 step_up_required. */
export function requireStepUp(actor: Actor): void {
  if (!steppedUp(actor)) throw stepUpRequired();
}

function nobody(request: FastifyRequest): Actor {
  return {
    kind: 'user',
    userId: null,
    sessionId: null,
    role: 'system',
    name: 'Nobody',
    requestId: request.id,
    ip: request.ip,
    steppedUpAt: null,
  };
}

function seenVersion(request: FastifyRequest): number {
  const header = request.headers['if-match'];
  if (header === undefined) throw versionRequired();
  const match = /^"?(\d{1,9})"?$/.exec(header);
  if (!match) throw malformed('If-Match must hold one version, for example "3".');
  return Number(match[1]);
}

const keyRequired = (): Problem =>
  new Problem(
    400,
    'idempotency_key_required',
    'Send an Idempotency-Key: this moves money and must happen once.',
  );

/** For verbs of a transition that move money while their neighbours do not. Throws 400 idempotency_key_required. */
export function requireKey(actor: Actor): void {
  if (actor.kind === 'user' && !actor.idempotency) throw keyRequired();
}

const KEY = /^[\x21-\x7e]{8,200}$/;

function bindIdempotency(op: Operation, actor: Actor, request: FastifyRequest): void {
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    if (op.money) throw keyRequired();
    return;
  }
  if (typeof key !== 'string' || !KEY.test(key))
    throw malformed('Idempotency-Key: 8 to 200 printable characters.');
  actor.idempotency = {
    // Of the address only a hash, since the token of a signing link is part of one.
    route: [op.method, op.path, ...(op.params ? [sha256(JSON.stringify(request.params))] : [])].join(' '),
    key,
    bodyHash: sha256(JSON.stringify(request.body ?? null)),
  };
}

function send(
  reply: FastifyReply,
  status: number,
  answer: unknown,
  serialize: Serialize | undefined,
): FastifyReply {
  if (status === 204 || answer === undefined) return reply.code(204).send();
  const version = (answer as { version?: unknown }).version;
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  return reply
    .code(status)
    .type(JSON_TYPE)
    .send(serialize ? serialize(answer) : JSON.stringify(answer));
}

export const newRequestId = (): string => randomUUID();
