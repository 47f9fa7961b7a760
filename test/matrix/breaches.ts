import { type Permission, type Role, reach } from '@connect/domain/permissions';
import fastify, { type FastifyInstance } from 'fastify';
import { makeAuthenticator } from '../../apps/api/src/modules/identity/index.ts';
import { mount, newRequestId } from '../../apps/api/src/platform/http.ts';
import type { Call, Operation } from '../../apps/api/src/platform/operation.ts';
import { answerProblem } from '../../apps/api/src/platform/problems.ts';
import { findings } from './check.ts';
import { type Check, checkOf } from './compared.ts';
import { send } from './send.ts';
import type { MatrixWorld } from './world.ts';

type AnyCall = Call<unknown, unknown, unknown>;

/** An operation with another handler, as a mistake would have it. */
export const spoilt = (op: Operation, more: Partial<Operation>): Operation => ({ ...op, ...more });

/** The handler as if an administrator had asked: whose row it is no longer counts. */
export const withoutScope = (op: Operation): Operation =>
  spoilt(op, { handle: (call: AnyCall) => op.handle({ ...call, actor: { ...call.actor, role: 'admin' } }) });

/** Mounts operations that hold a mistake beside the real ones, behind the real sign-in, and answers what the matrix test says of them. */
export async function findingsOf(world: MatrixWorld, operations: readonly Operation[]): Promise<string[]> {
  const app = await mounted(world, operations);
  try {
    return await findings(
      checkOf(world, { operations, ask: (user, op, asked) => send(app, user, op, asked) }),
    );
  } finally {
    await app.close();
  }
}

async function mounted(world: MatrixWorld, operations: readonly Operation[]): Promise<FastifyInstance> {
  const app = fastify({ logger: false, genReqId: newRequestId });
  app.setErrorHandler(answerProblem);
  const gate = { authenticate: makeAuthenticator(world.server.config), refused: async () => {} };
  for (const op of operations) mount(app, op, gate);
  await app.ready();
  return app;
}

/** The matrix with one cell changed. */
export const matrixWith =
  (changed: Permission, role: Role, cell: ReturnType<typeof reach>): Check['reach'] =>
  (who, permission) =>
    who === role && permission === changed ? cell : reach(who, permission);
