/** The clock of a permit, split into days with the city and days with us: which of the two a slip belongs to. */
import { type CivilDate, daysBetween, laterOf } from './calendar.ts';
import { clockOf, type PermitState } from './permit-states.ts';

/** A state and the day it began. */
export interface StateSince {
  state: PermitState;
  date: CivilDate;
}

export interface PermitClock {
  /** Days, counted from the day a state began to the day it ended. */
  cityDays: number;
  usDays: number;
  /** In whose hands the permit is now; stopped when issued, finaled, denied or withdrawn. */
  running: 'city' | 'us' | 'stopped';
  /** The first day of the stretch that is running: the last time the permit changed hands. */
  since: CivilDate | null;
}

/**
 * Adds up a permit's states, oldest first, through `today`. The day a permit changes hands belongs to whoever receives it.
 * @throws RangeError when the states are out of order
 */
export function permitClock(states: readonly StateSince[], today: CivilDate): PermitClock {
  const clock: PermitClock = { cityDays: 0, usDays: 0, running: 'stopped', since: null };
  states.forEach(({ state, date }, i) => {
    const next = states[i + 1]?.date ?? laterOf(today, date);
    if (next < date) throw new RangeError('The states of a permit stand in the order of their dates.');
    const days = daysBetween(date, next);
    const hands = clockOf(state);
    if (hands === 'city') clock.cityDays += days;
    if (hands === 'us') clock.usDays += days;
    if (i === 0 || hands !== clock.running) clock.since = date;
    clock.running = hands;
  });
  return clock;
}
