import { expect, test } from 'vitest';
import { type CivilDate, civilDate } from './calendar.ts';
import type { LoanEvent } from './loan-history.ts';
import { PLAIN_TERMS } from './loan-terms.ts';
import { cents } from './money.ts';
import { projectLoan } from './project-loan.ts';
import { rate } from './rate.ts';

const d = civilDate;
const terms = {
  ...PLAIN_TERMS,
  commitmentCents: cents(30_000_000),
  dayCount: 'actual/360',
  rate: { kind: 'fixed', rate: rate('0.09') },
  maturity: d('2027-06-15'),
} as const;
const settled: LoanEvent = {
  kind: 'settled',
  key: 'settled',
  date: d('2026-10-01'),
  wireCents: cents(20_000_000),
  feeCents: cents(0),
  reserveCents: cents(0),
};
const pledged = (key: string, date: string): LoanEvent => ({ kind: 'pledged', key, date: d(date) });
const released = (of: string, date: string): LoanEvent => ({
  kind: 'pledge_released',
  key: `end of ${of}`,
  date: d(date),
  of,
});
const draw = (date: string): LoanEvent => ({
  kind: 'draw',
  key: `draw ${date}`,
  date: d(date),
  grossCents: cents(1_000_000),
  retainageCents: cents(100_000),
  memo: 'Draw',
});
const payment = (date: string): LoanEvent => ({
  kind: 'payment',
  key: `payment ${date}`,
  date: d(date),
  amountCents: cents(500_000),
  principalCents: cents(500_000),
});

/** Each posting of the memo: its day and what stands there afterwards. */
function memoOf(history: LoanEvent[], through: CivilDate = d('2026-12-01')): [string, bigint][] {
  let standing = 0n;
  return projectLoan(terms, history, through)
    .postings.filter(({ kind }) => kind === 'pledge_set')
    .map(({ effectiveDate, lines }) => {
      standing += lines.find(({ account }) => account === 'pledged')!.amountCents;
      return [effectiveDate, standing];
    });
}

test('what is pledged is the principal, from pledge to release, once a day', () => {
  const history = [
    settled,
    draw('2026-10-05'),
    pledged('a', '2026-10-10'),
    draw('2026-10-20'),
    payment('2026-10-20'),
    payment('2026-11-02'),
    released('a', '2026-11-10'),
    draw('2026-11-12'),
  ];
  expect(memoOf(history)).toEqual([
    ['2026-10-10', 20_900_000n],
    ['2026-10-20', 21_300_000n],
    ['2026-11-02', 20_800_000n],
    ['2026-11-10', 0n],
  ]);
});

test('it follows what is entered later for an earlier day', () => {
  const history = [settled, pledged('a', '2026-10-10')];
  expect(memoOf(history)).toEqual([['2026-10-10', 20_000_000n]]);
  expect(memoOf([...history, draw('2026-10-05')])).toEqual([['2026-10-10', 20_900_000n]]);
});

test('taken back and pledged again on one day, and pledged and taken back on one day', () => {
  const history = [settled, pledged('a', '2026-10-10'), released('a', '2026-10-20')];
  expect(memoOf([...history, pledged('b', '2026-10-20')])).toEqual([['2026-10-10', 20_000_000n]]);
  expect(memoOf([settled, pledged('c', '2026-10-10'), released('c', '2026-10-10')])).toEqual([]);
});

test('a payoff leaves nothing pledged, and the bank lets go of it later', () => {
  const payoff: LoanEvent = {
    kind: 'payoff',
    key: 'payoff',
    date: d('2026-11-01'),
    collectedCents: cents(21_000_000),
  };
  const history = [settled, pledged('a', '2026-10-10'), payoff, released('a', '2026-11-20')];
  expect(memoOf(history)).toEqual([
    ['2026-10-10', 20_000_000n],
    ['2026-11-01', 0n],
  ]);
});

test('what a journal puts on the memo stays there, and is none of the pledge', () => {
  const journal: LoanEvent = {
    kind: 'journal',
    key: 'journal',
    date: d('2026-10-15'),
    lines: [
      { account: 'pledged', amountCents: cents(7) },
      { account: 'pledged_contra', amountCents: cents(-7) },
    ],
    memo: 'Journal',
  };
  const history = [settled, pledged('a', '2026-10-10'), journal, released('a', '2026-11-10')];
  expect(projectLoan(terms, history, d('2026-11-01')).balances.pledged).toBe(20_000_007n);
  expect(projectLoan(terms, history, d('2026-12-01')).balances).toMatchObject({
    pledged: 7n,
    pledged_contra: -7n,
  });
});
