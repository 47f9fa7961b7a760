import { describe, expect, test } from 'vitest';
import { civilDate } from './calendar.ts';
import { ACCOUNTS } from './chart-of-accounts.ts';
import { assertBalanced } from './ledger.ts';
import type { LoanEvent } from './loan-history.ts';
import { type NoteTerms, PLAIN_TERMS } from './loan-terms.ts';
import { cents } from './money.ts';
import { comingBills, projectLoan } from './project-loan.ts';
import { rate } from './rate.ts';

const d = civilDate;
const terms: NoteTerms = {
  ...PLAIN_TERMS,
  commitmentCents: cents(127_500_000),
  dayCount: 'actual/360',
  rate: { kind: 'fixed', rate: rate('0.09') },
  interest: { from: 'reserve', through: null },
  maturity: d('2027-06-15'),
};
const settled: LoanEvent = {
  kind: 'settled',
  key: 's',
  date: d('2026-06-16'),
  wireCents: cents(54_000_000),
  feeCents: cents(1_000_000),
  reserveCents: cents(6_000_000),
};
const drawn = (key: string, date: string, gross: number): LoanEvent => ({
  kind: 'draw',
  key,
  date: d(date),
  grossCents: cents(gross),
  retainageCents: cents(Math.round(gross / 10)),
  memo: `Draw ${key}`,
});

describe('a construction loan', () => {
  const history = [
    settled,
    drawn('1', '2026-08-04', 6_477_778),
    ...comingBills(d('2026-06-16'), d('2026-11-01')),
  ];
  const loan = projectLoan(terms, history, d('2026-11-23'));
  test('balances in every posting', () => {
    for (const posting of loan.postings) assertBalanced(posting);
  });
  test('days sum to the bill', () => {
    const july = loan.bills[1]!;
    const days = loan.postings.filter(({ key }) => key >= 'day:2026-07-01' && key < 'day:2026-08-01');
    expect(days).toHaveLength(31);
    expect(days.reduce((sum, { lines }) => sum + lines[0]!.amountCents, 0n)).toBe(july.interestCents);
  });
});

const nine: NoteTerms = { ...terms, commitmentCents: cents(30_000_000), interest: { from: 'borrower' } };
const funded: LoanEvent = {
  kind: 'settled',
  key: 's',
  date: d('2026-10-05'),
  wireCents: cents(20_000_000),
  feeCents: cents(300_000),
  reserveCents: cents(0),
};

test('retainage withheld is neither principal nor interest-bearing, and comes back as a release', () => {
  const release: LoanEvent = {
    kind: 'draw',
    key: 'r',
    date: d('2026-11-12'),
    grossCents: cents(0),
    retainageCents: cents(-100_000),
    memo: 'Retainage',
  };
  const held = projectLoan(nine, [funded, drawn('1', '2026-10-20', 1_000_000)], d('2026-11-01'));
  expect(held.balances).toMatchObject({ principal: 21_200_000n, retainage_withheld: -100_000n });
  const paid = projectLoan(nine, [funded, drawn('1', '2026-10-20', 1_000_000), release], d('2026-11-13'));
  expect(paid.balances).toMatchObject({
    principal: 21_300_000n,
    retainage_withheld: 0n,
    retainage_contra: 0n,
  });
});

test('a loan from funding to payoff ends at zero everywhere but cash and income; minimum interest is made up exactly', () => {
  const history: LoanEvent[] = [
    funded,
    drawn('1', '2026-10-20', 5_000_000),
    { kind: 'fee', key: 'f', date: d('2026-10-20'), amountCents: cents(25_000), memo: 'Inspection fee' },
    { kind: 'bill', key: 'bill:2026-10', date: d('2026-11-01') },
    {
      kind: 'payment',
      key: 'p',
      date: d('2026-11-10'),
      amountCents: cents(300_000),
      principalCents: cents(0),
    },
  ];
  const exact = { ...nine, exitFeeCents: cents(100_000), minimumInterestCents: cents(1_000_000) };
  const open = projectLoan(exact, history, d('2026-11-20'));
  const { totalCents, minimumInterestCents } = open.payoffOn(d('2026-11-20'));
  expect(minimumInterestCents).toBe(cents(1_000_000n - open.earnedCents));
  const payoff: LoanEvent = {
    kind: 'payoff',
    key: 'x',
    date: d('2026-11-20'),
    collectedCents: cents(totalCents + 7n),
  };
  const refund: LoanEvent = {
    kind: 'refund_unapplied',
    key: 'y',
    date: d('2026-11-20'),
    amountCents: cents(7),
  };
  const end = projectLoan(exact, [...history, payoff, refund], d('2027-11-20'));
  for (const { key } of ACCOUNTS)
    if (!['cash', 'interest_income', 'fee_income'].includes(key))
      expect([key, end.balances[key]]).toEqual([key, 0n]);
  expect(end.balances.interest_income).toBe(-1_000_000n);
  expect(end.balances.cash).toBe(1_000_000n + 425_000n);
  expect(() =>
    projectLoan(
      exact,
      [...history, { ...payoff, collectedCents: cents(totalCents - 1n) } as LoanEvent],
      d('2026-12-01'),
    ),
  ).toThrow('missing');
});

test('entered in any order, and with or without a posting a day, it comes to the same cents', () => {
  const history = [
    settled,
    drawn('1', '2026-08-04', 6_477_778),
    ...comingBills(d('2026-06-16'), d('2026-11-01')),
  ];
  const there = projectLoan(terms, history, d('2026-11-23'));
  const back = projectLoan(terms, history.toReversed(), d('2026-11-23'), { daily: false });
  expect(back.balances).toEqual(there.balances);
  expect(back.bills).toEqual(there.bills);
  expect(back.reserveDepletedOn).toEqual(there.reserveDepletedOn);
});
