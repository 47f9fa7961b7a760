import type { Response } from 'light-my-request';
import { needsVersion, type Operation } from '../../apps/api/src/platform/operation.ts';
import { rows } from './rows.ts';
import { addressOf, send } from './send.ts';
import type { MatrixWorld } from './world.ts';

/** What a record's sub-address is about: its version is the record's own. */
const RECORD = /\/(transitions|parties|budget|decisions|bank-account)$/;

/**
 * Asks for a versioned change again, this time with the version that is current, as whoever may (an administrator, else
 * servicing). Answers undefined where the operation names no record that can be read.
 */
export async function changeAsSeen(world: MatrixWorld, op: Operation): Promise<Response | undefined> {
  const names = rows[op.id]?.names;
  if (!names || !needsVersion(op)) return undefined;
  const { server, staff } = world;
  const asked = names(world.own, 'admin', world);
  const record = await staff.admin.get(addressOf(op, { params: asked.params ?? {} }).replace(RECORD, ''));
  if (record.statusCode !== 200) return undefined;
  return send(server.app, staff.admin, op, asked, `"${record.json().version}"`);
}
