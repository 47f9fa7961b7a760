import { describe, expect, test } from 'vitest';
import { civilDate } from './calendar.ts';
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
