import { randomUUID } from 'node:crypto';
import type { Role } from '@connect/domain/permissions';
import { z } from 'zod';
import type { Operation } from '../../apps/api/src/platform/operation.ts';
import type { SignedIn } from '../actors.ts';
import type { Check } from './compared.ts';
import { leaksIn } from './leaks.ts';
import type { Row, SideIds } from './row.ts';

const parametersOf = (op: Operation): string[] =>
  op.query instanceof z.ZodObject ? Object.keys(op.query.shape) : [];

/** A list, page by page, as somebody who sees only some rows: nothing foreign, the own row among them, a total that counts no more. */
export async function checkLists(
  check: Check,
  op: Operation,
  row: Row,
  role: Role,
  user: SignedIn,
): Promise<string[]> {
  const names = parametersOf(op);
  if (op.method !== 'GET' || row.names || !names.includes('limit')) return [];
  const found: string[] = [];
  const items: { id?: string }[] = [];
  let total: number | undefined;
  for (let cursor = ''; ; ) {
    const query = {
      limit: '2',
      ...(names.includes('withTotal') ? { withTotal: 'true' } : {}),
      ...(cursor ? { cursor } : {}),
    };
    const answer = await check.ask(user, op, { query });
    if (answer.statusCode !== 200) return [`list: got ${answer.statusCode}`];
    found.push(...leaksIn(check, op, role, answer, {}).map((leak) => `list: ${leak}`));
    const page = answer.json();
    items.push(...page.items);
    total = page.total;
    cursor = page.nextCursor;
    if (!cursor) break;
  }
  if (total !== undefined && total !== items.length)
    found.push(`list: counts ${total} rows but shows ${items.length}`);
  const mine = row.shows?.(check.world.own, role);
  if (mine && !items.some(({ id }) => id === mine)) found.push('list: does not show the own row');
  found.push(...(await checkFilters(check, op, user, names)));
  return found;
}

/** Asking for what belongs to somebody else's record answers as for a record that is not there. */
async function checkFilters(check: Check, op: Operation, user: SignedIn, names: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names.filter((each) => /Id$/.test(each))) {
    const foreign = idFor(name, check.world.foreign);
    const [theirs, nothing] = await Promise.all(
      [foreign, randomUUID()].map((id) => check.ask(user, op, { query: { [name]: id } })),
    );
    const plain = (body: string): string => body.replace(/"requestId":"[^"]*"/, '');
    if (plain(theirs!.body) !== plain(nothing!.body))
      found.push(`list by ${name} of somebody else: ${theirs!.body.slice(0, 200)}`);
  }
  return found;
}

function idFor(name: string, side: SideIds): string {
  const known = (side as unknown as Record<string, unknown>)[name];
  if (typeof known === 'string') return known;
  return name === 'borrowerId'
    ? side.entityId
    : name === 'inspectorId'
      ? side.contacts.inspector
      : side.projectId;
}
