/** Days of a year of twelve months of thirty: one count, four rules for the ends of months. */
import { type CivilDate, daysInMonth, partsOf } from './calendar.ts';

/**
 * `US`: the end of February is a 30th; `bond`: ISDA's Bond Basis, without a rule for February; `E`: every 31st is a 30th;
 * `E ISDA`: so is the end of February, unless the note ends on it.
 */
export type ThirtyRule = 'US' | 'bond' | 'E' | 'E ISDA';

/** The days in [from, to), negative when `to` is earlier. `termination` is the note's last day; only `E ISDA` asks for it. */
export function thirtyDays(
  rule: ThirtyRule,
  from: CivilDate,
  to: CivilDate,
  termination?: CivilDate,
): number {
  const [a, b] = [partsOf(from), partsOf(to)];
  const [d1, d2] = DAYS[rule](a, b, to === termination);
  return 360 * (b.year - a.year) + 30 * (b.month - a.month) + (d2 - d1);
}

type Parts = { year: number; month: number; day: number };
const isEndOfFebruary = ({ year, month, day }: Parts) => month === 2 && day === daysInMonth(year, 2);
const atMost30 = (day: number) => Math.min(day, 30);

const DAYS: Record<ThirtyRule, (a: Parts, b: Parts, endsThere: boolean) => [number, number]> = {
  US: usDays,
  bond: (a, b) => [atMost30(a.day), a.day >= 30 ? atMost30(b.day) : b.day],
  E: (a, b) => [atMost30(a.day), atMost30(b.day)],
  'E ISDA': (a, b, endsThere) => [
    isEndOfFebruary(a) ? 30 : atMost30(a.day),
    isEndOfFebruary(b) && !endsThere ? 30 : atMost30(b.day),
  ],
};

/** The US rule, in its order: ends of February first, then the 31sts. */
function usDays(a: Parts, b: Parts): [number, number] {
  let [d1, d2] = [a.day, b.day];
  if (isEndOfFebruary(a) && isEndOfFebruary(b)) d2 = 30;
  if (isEndOfFebruary(a)) d1 = 30;
  if (d2 === 31 && d1 >= 30) d2 = 30;
  if (d1 === 31) d1 = 30;
  return [d1, d2];
}
