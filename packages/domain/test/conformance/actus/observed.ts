/** What an ACTUS case observes: index values, and events that nobody scheduled. */
import { daysBetween } from '../../../src/calendar.ts';
import type { Rational } from '../../../src/rational.ts';
import type { Step } from '../../../src/schedule.ts';
import type { Observed } from '../../../src/scheduled-note.ts';
import { centsExactly, decimal } from '../decimal.ts';
import { pythonLiteral } from '../python-literal.ts';
import { dateOf } from './terms.ts';

interface Series {
  data?: unknown;
}
interface SeenEvent {
  time: string;
  type: string;
  value?: unknown;
}

/** Data may be an object, or one that was printed into a string, as a whole or in parts. */
const opened = (value: unknown): unknown => (typeof value === 'string' ? pythonLiteral(value) : value);

/** `notice` is the time between a call and its settlement where both were observed. */
export function observedOf(
  data: unknown,
  events: unknown,
  side: 'lender' | 'borrower',
): { observed: Observed; notice: Step | null } {
  const seen = ((opened(events) ?? []) as SeenEvent[]).map((each) => opened(each) as SeenEvent);
  const at = (type: string) => seen.find((each) => each.type === type)?.time;
  const [called, due] = [at('XD'), at('STD')];
  const unknown = seen.find(({ type }) => !['XD', 'STD', 'PR', 'PP', 'PI', 'AD'].includes(type));
  if (unknown) throw new RangeError(`No note of ours observes ${unknown.type}.`);
  return {
    observed: {
      values: valuesOf(opened(data)),
      principal: seen
        .filter(({ type }) => type === 'PR' || type === 'PP' || type === 'PI')
        .map(({ time, value }) => ({ date: dateOf(time), amount: seenFrom(side, centsExactly(value ?? 0)) })),
      calledOn: called ? dateOf(called) : null,
    },
    notice: called && due ? { days: daysBetween(dateOf(called), dateOf(due)) } : null,
  };
}

/** Observed amounts bear the sign of the contract's own side; ours are the lender's. */
const seenFrom = (side: 'lender' | 'borrower', amount: Rational): Rational =>
  side === 'lender' ? amount : amount.negated();

function valuesOf(data: unknown): Observed['values'] {
  return Object.entries((data ?? {}) as Record<string, unknown>).flatMap(([index, series]) => {
    const points = opened((opened(series) as Series).data ?? []) as { timestamp: string; value: unknown }[];
    return points.map((point) => {
      const { timestamp, value } = opened(point) as typeof point;
      return { index, date: dateOf(timestamp), value: decimal(value) };
    });
  });
}
