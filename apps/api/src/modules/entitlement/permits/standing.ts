import type { Reader } from '../../../platform/db.ts';
import { permitName } from './permit-words.ts';
import { permitsOf } from './permits.repo.ts';

/** How a project stands with the city on a day: what draws and the final retainage ask. */
export interface PermitStanding {
  /** Every building permit that was not given up is in force (or finaled) on the day, and there is one. */
  active: boolean;
  /** Every building permit that was not given up is finaled, and there is one: the final draw may go. */
  finaled: boolean;
  /** The first last day among building permits in force; null when none is. */
  expiresDate: string | null;
  /** Why not active, or what is about to end, as a sentence; null when there is nothing to say. */
  reason: string | null;
}

const GIVEN_UP: readonly string[] = ['withdrawn', 'denied'];
const IN_FORCE: readonly string[] = ['issued', 'renewed'];

/** `today` is the civil day to judge by. Only building permits count: draws build the house they allow. */
export async function permitStanding(db: Reader, projectId: string, today: string): Promise<PermitStanding> {
  const building = (await permitsOf(db, projectId)).filter(
    ({ type, state }) => type === 'building' && !GIVEN_UP.includes(state),
  );
  if (building.length === 0)
    return { active: false, finaled: false, expiresDate: null, reason: 'There is no building permit.' };
  const inForce = (permit: (typeof building)[number]): boolean =>
    permit.state === 'finaled' || (IN_FORCE.includes(permit.state) && (permit.expiresDate ?? today) >= today);
  const lacking = building.find((permit) => !inForce(permit));
  const ends = building.flatMap(({ state, expiresDate }) =>
    IN_FORCE.includes(state) && expiresDate && expiresDate >= today ? [expiresDate] : [],
  );
  return {
    active: lacking === undefined,
    finaled: building.every(({ state }) => state === 'finaled'),
    expiresDate: ends.sort()[0] ?? null,
    reason: lacking ? sentence(lacking) : null,
  };
}

function sentence(permit: Awaited<ReturnType<typeof permitsOf>>[number]): string {
  const name = permitName(permit);
  const over = permit.state === 'expired' || IN_FORCE.includes(permit.state);
  return over
    ? `${name} expired on ${permit.expiresDate}.`
    : `${name} is ${permit.state.replaceAll('_', ' ')}, not issued yet.`;
}
