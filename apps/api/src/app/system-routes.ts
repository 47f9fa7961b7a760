import { z } from 'zod';
import { operation } from '../platform/operation.ts';
import { health, isReady } from './health.ts';

const Health = z
  .object({
    status: z.enum(['healthy', 'unhealthy']),
    database: z.enum(['connected', 'disconnected']),
    redis: z.enum(['connected', 'disconnected', 'embedded']),
    version: z.string().meta({ examples: ['1.0.0'] }),
  })
  .meta({ id: 'Health' });

/** For load balancers and operators; the shape of /health is the architecture's own. */
export const systemRoutes = [
  operation({
    method: 'GET',
    path: '/health',
    id: 'getHealth',
    tag: 'System',
    summary: 'Whether the service and what it stands on are well',
    description: '503 when not healthy.',
    permission: 'public',
    response: Health,
    handle: async ({ reply }) => {
      const answer = await health();
      if (answer.status !== 'healthy')
        reply.code(503).header('cache-control', 'no-store').type('application/json').send(answer);
      return answer;
    },
  }),
  operation({
    method: 'GET',
    path: '/health/live',
    id: 'getLiveness',
    tag: 'System',
    summary: 'Whether the process answers',
    permission: 'public',
    response: z.object({ status: z.literal('live') }),
    handle: async () => ({ status: 'live' as const }),
  }),
  operation({
    method: 'GET',
    path: '/health/ready',
    id: 'getReadiness',
    tag: 'System',
    summary: 'Whether the process takes requests',
    description: '503 while starting or stopping, or without a database.',
    permission: 'public',
    response: z.object({ status: z.enum(['ready', 'not_ready']) }),
    handle: async ({ reply }) => {
      const ready = await isReady();
      if (!ready) reply.code(503).type('application/json').send({ status: 'not_ready' });
      return { status: ready ? ('ready' as const) : ('not_ready' as const) };
    },
  }),
];
