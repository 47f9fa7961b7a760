import { randomUUID } from 'node:crypto';
import { type Permission, type Reach, ROLES, type Role } from '@connect/domain/permissions';
import type { Response } from 'light-my-request';
import type { Operation } from '../../apps/api/src/platform/operation.ts';
import { checkLists } from './check-lists.ts';
import type { Check } from './compared.ts';
import { leaksIn } from './leaks.ts';
import { type Asked, madeUp, type Row } from './row.ts';
import { rows } from './rows.ts';
import type { Side } from './world.ts';

const AT_ONCE = 4;

/** Tries every operation as every role and as nobody, on an own row and on somebody else's. Answers what is not as the matrix says. */
export async function findings(check: Check): Promise<string[]> {
  const reads = check.operations.filter((op) => op.method === 'GET');
  const writes = check.operations.filter((op) => op.method !== 'GET');
  // What is read while others write would count differently from one page to the next.
  return [...(await inTurns(check, reads)), ...(await inTurns(check, writes))].sort();
}

async function inTurns(check: Check, operations: readonly Operation[]): Promise<string[]> {
  const found: string[] = [];
  const waiting = operations.values();
  const work = async (): Promise<void> => {
    for (const op of waiting)
      found.push(...(await tryOperation(check, op)).map((each) => `${op.id}: ${each}`));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

async function tryOperation(check: Check, op: Operation): Promise<string[]> {
  const row = rows[op.id];
  if (!row) return ['has no entry in test/matrix/rows.ts'];
  const found: string[] = [];
  if (row.permission !== op.permission) found.push(`asks for ${op.permission}, not for ${row.permission}`);
  const { body } = row.names?.(check.world.own, 'admin', check.world) ?? {};
  if (row.names && op.body && !op.consumes && !op.body.safeParse(body).success)
    found.push('is tried with a body that does not fit, so whose row it is was never asked');
  found.push(...(await tryNobody(check, op, row)));
  for (const role of ROLES)
    found.push(...(await tryRole(check, op, row, role)).map((each) => `${role}: ${each}`));
  return found;
}

async function tryNobody(check: Check, op: Operation, row: Row): Promise<string[]> {
  const answer = await check.ask(null, op, await askedOf(check, row, 'own', 'admin'));
  const open = row.permission === 'public';
  if (open && answer.statusCode < 500 && answer.json?.()?.code !== 'unauthenticated') return [];
  if (!open && answer.statusCode === 401) return [];
  return [`nobody got ${answer.statusCode}, not ${open ? 'in' : '401'}`];
}

/** How far a role may go with an operation, by the matrix. */
function farOf({ reach }: Check, row: Row, role: Role): Reach | null {
  if (row.personal) return 'own';
  if (row.permission === 'public' || row.permission === 'signed-in' || row.shared)
    return row.shared && !reach(role, row.permission as Permission) ? null : 'all';
  return reach(role, row.permission);
}

async function tryRole(check: Check, op: Operation, row: Row, role: Role): Promise<string[]> {
  const user = check.world.own.userOf(role);
  const far = farOf(check, row, role);
  const found: string[] = [];
  const tried = async (whose: 'own' | 'foreign' | 'unknown'): Promise<Response> => {
    const asked = await askedOf(check, row, whose, role);
    const answer = await check.ask(user, op, asked);
    if (answer.statusCode >= 500)
      found.push(`${whose} row: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
    found.push(...leaksIn(check, op, role, answer, asked).map((leak) => `${whose} row: ${leak}`));
    return answer;
  };
  const own = await tried('own');
  const wanted = far === null ? 403 : row.narrower?.[role]?.status;
  if (row.permission === 'public') return found; // a link that nobody sent opens nothing, whoever holds it
  if (wanted ? own.statusCode !== wanted : [401, 403, 404].includes(own.statusCode))
    found.push(`own row: got ${said(own)}, not ${wanted ?? 'in'}`);
  if (row.names || row.personal) found.push(...(await tryForeign(row, far, role, tried)));
  if (far !== null && far !== 'all') found.push(...(await checkLists(check, op, row, role, user)));
  return found;
}

async function tryForeign(
  row: Row,
  far: Reach | null,
  role: Role,
  tried: (whose: 'foreign' | 'unknown') => Promise<Response>,
): Promise<string[]> {
  const foreign = await tried('foreign');
  if (far === null) return foreign.statusCode === 403 ? [] : [`foreign row: got ${said(foreign)}, not 403`];
  if (far === 'all') {
    const wanted = row.narrower?.[role]?.status;
    const right = wanted ? foreign.statusCode === wanted : ![401, 403, 404].includes(foreign.statusCode);
    return right ? [] : [`foreign row: got ${said(foreign)}, not ${wanted ?? 'in'}`];
  }
  const unknown = await tried('unknown');
  const found: string[] = [];
  // A row named in the body is a wrong field; one named by the address is not there.
  if (![404, 422].includes(foreign.statusCode)) found.push(`foreign row: got ${said(foreign)}, not 404`);
  if (plain(foreign) !== plain(unknown))
    found.push(`foreign row: answered ${plain(foreign)}, but an unknown one ${plain(unknown)}`);
  return found;
}

async function askedOf(
  { world }: Check,
  row: Row,
  whose: 'own' | 'foreign' | 'unknown',
  role: Role,
): Promise<Asked> {
  if (row.personal && whose === 'unknown') return { params: { id: randomUUID() } };
  if (row.personal) return row.personal(world[whose as 'own'].userOf(role));
  if (!row.names) return row.asks ?? {};
  if (whose === 'unknown') return row.names(madeUp(world.foreign), role, world);
  const side: Side = world[whose];
  return row.fresh ? row.fresh(side, world) : row.names(side, role, world);
}

const said = (answer: Response): string => `${answer.statusCode} ${answer.body.slice(0, 160)}`;

/** The answer without what names this one request. */
const plain = (answer: Response): string =>
  `${answer.statusCode} ${answer.body.replace(/"requestId":"[^"]*"/, '')}`;
