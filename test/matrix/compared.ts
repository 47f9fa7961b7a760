import { reach } from '@connect/domain/permissions';
import type { Response } from 'light-my-request';
import type { Operation } from '../../apps/api/src/platform/operation.ts';
import type { SignedIn } from '../actors.ts';
import type { Asked } from './row.ts';
import { send } from './send.ts';
import type { MatrixWorld } from './world.ts';

/** What is compared with the matrix, and where. */
export interface Check {
  world: MatrixWorld;
  /** What is tried; a planted breach is a changed copy of one of them. */
  operations: readonly Operation[];
  /** Where the requests go: the real server, or one with a breach. */
  ask: (user: SignedIn | null, op: Operation, asked: Asked) => Promise<Response>;
  /** The matrix that is compared with. */
  reach: typeof reach;
}

export const checkOf = (world: MatrixWorld, more: Partial<Check> & Pick<Check, 'operations'>): Check => ({
  world,
  ask: (user, op, asked) => send(world.server.app, user, op, asked),
  reach,
  ...more,
});
