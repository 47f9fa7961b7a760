/** Projections per second, which need no database. */
import { addDays, addMonths, type CivilDate } from '../../packages/domain/src/calendar.ts';
import type { LoanEvent } from '../../packages/domain/src/loan-history.ts';
import { type NoteTerms, PLAIN_TERMS } from '../../packages/domain/src/loan-terms.ts';
import type { Cents } from '../../packages/domain/src/money.ts';
import { comingBills, projectLoan } from '../../packages/domain/src/project-loan.ts';
import type { Rate } from '../../packages/domain/src/rate.ts';
import { round } from './book.ts';

const cents = (n: number): Cents => BigInt(n) as Cents;

/** Eighteen months with twenty draws, a bill a month and a payment of each. */
export function busyHistory(settledOn: CivilDate): { history: LoanEvent[]; through: CivilDate } {
  const through = addMonths(settledOn, 18);
  const draws = Array.from(
    { length: 20 },
    (_, i): LoanEvent => ({
      kind: 'draw',
      key: `draw:${i}`,
      date: addDays(settledOn, 10 + 26 * i),
      grossCents: cents(3_000_000 + i * 1_234),
      retainageCents: cents(300_000),
      memo: `Draw ${i + 1}`,
    }),
  );
  const bills = comingBills(settledOn, through);
  const payments = bills.map(
    ({ date }): LoanEvent => ({
      kind: 'payment',
      key: `payment:${date}`,
      date: addDays(date, 9),
      amountCents: cents(450_000),
      principalCents: cents(0),
    }),
  );
  const settled: LoanEvent = {
    kind: 'settled',
    key: 'settled',
    date: settledOn,
    wireCents: cents(30_000_000),
    feeCents: cents(600_000),
    reserveCents: cents(0),
  };
  return {
    history: [settled, ...draws, ...bills, ...payments.filter(({ date }) => date <= through)],
    through,
  };
}

const TERMS: NoteTerms = {
  ...PLAIN_TERMS,
  commitmentCents: cents(100_000_000),
  dayCount: 'actual/360',
  rate: { kind: 'fixed', rate: '0.0875' as Rate },
  maturity: '2099-01-01' as CivilDate,
};

/** With a posting for each day, and without days; beside the same lines merely added up by account. */
export function projections(seconds: number) {
  const { history, through } = busyHistory('2025-01-15' as CivilDate);
  const { postings } = projectLoan(TERMS, history, through);
  const addUp = () => {
    const sums: Record<string, bigint> = {};
    for (const { lines } of postings)
      for (const { account, amountCents } of lines) sums[account] = (sums[account] ?? 0n) + amountCents;
  };
  const daily = perSecond(seconds, () => projectLoan(TERMS, history, through));
  const floor = perSecond(seconds, addUp);
  return {
    what: 'a loan of 18 months with 20 draws, 18 bills and their payments, through its last day',
    postings: postings.length,
    perSecond: round(daily),
    perSecondWithoutDays: round(
      perSecond(seconds, () => projectLoan(TERMS, history, through, { daily: false })),
    ),
    floor: { what: 'the same lines added up by account', perSecond: round(floor) },
    ratio: round(daily / floor),
  };
}

function perSecond(seconds: number, work: () => unknown): number {
  for (let i = 0; i < 20; i += 1) work();
  const from = performance.now();
  let [n, ms] = [0, 0];
  for (; ms < seconds * 1000; ms = performance.now() - from, n += 1) work();
  return (n * 1000) / ms;
}
