import { describe, expect, test } from 'vitest';
import { civilDate } from './calendar.ts';
import type { AccountKey } from './chart-of-accounts.ts';
import type { LoanEvent } from './loan-history.ts';
import { type NoteTerms, PLAIN_TERMS } from './loan-terms.ts';
import { cents } from './money.ts';
import { projectLoan } from './project-loan.ts';
import { rate } from './rate.ts';

/** Histories on which a projection and the naive loan once differed, as small as they can be. */

const d = civilDate;
const c = cents;
const plain: NoteTerms = {
  ...PLAIN_TERMS,
  commitmentCents: c(100_000_000),
  dayCount: '30/360',
  rate: { kind: 'fixed', rate: rate('0.12') },
  maturity: d('2026-01-15'),
};
const settled: LoanEvent = {
  kind: 'settled',
  key: 's',
  date: d('2025-01-15'),
  wireCents: c(30_000_000),
  feeCents: c(0),
  reserveCents: c(0),
};
const bill = (date: string): LoanEvent => ({ kind: 'bill', key: `bill ${date}`, date: d(date) });
const drawn = (date: string, amount: number): LoanEvent => ({
  kind: 'draw',
  key: `draw ${date}`,
  date: d(date),
  grossCents: c(amount),
  retainageCents: c(0),
  memo: 'Draw',
});
const paid = (date: string, amount: number, principal = 0): LoanEvent => ({
  kind: 'payment',
  key: `payment ${date}`,
  date: d(date),
  amountCents: c(amount),
  principalCents: c(principal),
});
const journal = (date: string, debited: AccountKey, credited: AccountKey, amount: number): LoanEvent => ({
  kind: 'journal',
  key: `journal ${date} ${debited}`,
  date: d(date),
  memo: 'Journal',
  lines: [
    { account: debited, amountCents: c(amount) },
    { account: credited, amountCents: c(-amount) },
  ],
});

describe('a stretch', () => {
  const interest = (terms: NoteTerms, ...events: LoanEvent[]) =>
    projectLoan(terms, [settled, ...events, bill('2025-02-15')], d('2025-02-15')).bills[0]?.interestCents;

  test('is not ended by what comes and goes within a day', () => {
    // From the 15th to the 31st the US rule counts 16 days, and 15 from there to the 15th: cut in two, a month would have 31.
    expect(interest(plain)).toBe(300_000n);
    expect(interest(plain, drawn('2025-01-31', 500), paid('2025-01-31', 500, 500))).toBe(300_000n);
  });
  test('is not ended by the same rate in other digits', () => {
    expect(interest(plain, { kind: 'rate', key: 'r', date: d('2025-01-31'), rate: rate('0.1200') })).toBe(
      300_000n,
    );
  });
});

describe('maturity', () => {
  const terms: NoteTerms = {
    ...plain,
    dayCount: 'actual/360',
    default: { rate: rate('0.18'), base: 'past_due' },
  };
  const extended: LoanEvent[] = [
    settled,
    { kind: 'defaulted', key: 'd', date: d('2026-01-20') },
    { kind: 'modified', key: 'm', date: d('2026-01-25'), maturity: d('2026-02-10') },
  ];
  test('moved once it has passed comes a second time', () => {
    // Past due from January 20 to 25 and from February 10 to 12.
    expect(projectLoan(terms, extended, d('2026-02-12')).defaultAccrual.rounded).toBe(105_000n);
  });
});

describe('a bill below zero', () => {
  const terms: NoteTerms = {
    ...plain,
    dayCount: '30E/360',
    allowsNegativeRate: true,
    lateFee: { rate: rate('0.1'), graceDays: 5 },
    interest: { from: 'reserve', through: d('2025-04-01') },
  };
  const credit: LoanEvent[] = [
    { ...settled, reserveCents: c(5_000) } as LoanEvent,
    { kind: 'rate', key: 'r', date: d('2025-01-15'), rate: rate('-0.06') },
    bill('2025-02-15'),
  ];
  test('takes nothing out of the reserve and no money of a payment', () => {
    const loan = projectLoan(terms, [...credit, paid('2025-02-16', 1_000)], d('2025-02-16'));
    expect(loan.bills[0]).toMatchObject({ interestCents: -150_000n, fromReserveCents: 0n });
    expect(loan.applied.get('payment 2025-02-16')).toMatchObject({ interest: 0n, unapplied: 1_000n });
  });
  test('is not past due', () => {
    const past: NoteTerms = { ...terms, default: { rate: rate('0.18'), base: 'past_due' } };
    const history: LoanEvent[] = [...credit, { kind: 'defaulted', key: 'd', date: d('2025-02-15') }];
    expect(projectLoan(past, history, d('2025-03-15')).defaultAccrual.rounded).toBe(0n);
  });
  test('pays the next bills', () => {
    const up: LoanEvent = { kind: 'rate', key: 'up', date: d('2025-04-15'), rate: rate('0.12') };
    const loan = projectLoan(
      terms,
      [...credit, bill('2025-04-15'), up, bill('2025-05-15'), bill('2025-06-15')],
      d('2025-06-21'),
    );
    expect(loan.bills.map(({ unpaidInterestCents }) => unpaidInterestCents)).toEqual([0n, 0n, 0n, 150_000n]);
    // Late is only what no credit paid.
    expect(loan.balances.fees_receivable).toBe(15_000n);
  });
});

test('an index that falls below zero stops there, unless the terms allow it', () => {
  const terms = (allowsNegativeRate: boolean): NoteTerms => ({
    ...plain,
    allowsNegativeRate,
    rate: {
      kind: 'index',
      index: 'SOFR30A',
      initialRate: rate('0.05'),
      multiplier: rate('1'),
      spread: rate('0.01'),
      floor: null,
      cap: null,
      resets: { anchor: d('2025-02-15'), months: 1 },
    },
  });
  const history: LoanEvent[] = [
    settled,
    { kind: 'index', key: 'i', date: d('2025-02-15'), index: 'SOFR30A', value: rate('-0.02') },
  ];
  expect(projectLoan(terms(false), history, d('2025-02-15')).rate).toBe('0');
  expect(projectLoan(terms(true), history, d('2025-02-15')).rate).toBe('-0.01');
});

test('a bill written off by journal is not late', () => {
  const terms: NoteTerms = { ...plain, lateFee: { rate: rate('0.05'), graceDays: 5 } };
  const history = [
    settled,
    bill('2025-02-15'),
    journal('2025-02-20', 'interest_income', 'interest_receivable', 300_000),
  ];
  const loan = projectLoan(terms, history, d('2025-03-01'));
  expect(loan.bills[0]?.unpaidInterestCents).toBe(0n);
  expect(loan.balances.fees_receivable).toBe(0n);
});

test('a loan that is paid off owes no exit fee and no minimum', () => {
  const terms: NoteTerms = { ...plain, exitFeeCents: c(100_000), minimumInterestCents: c(900_000) };
  const history: LoanEvent[] = [
    settled,
    { kind: 'payoff', key: 'p', date: d('2025-02-15'), collectedCents: c(31_000_000) },
  ];
  const loan = projectLoan(terms, history, d('2025-03-01'));
  expect(loan.payoffOn(d('2025-03-01')).totalCents).toBe(0n);
});

test('a reserve lowered on a day was not depleted before it', () => {
  const terms: NoteTerms = { ...plain, dayCount: 'actual/360', interest: { from: 'reserve', through: null } };
  const history: LoanEvent[] = [
    { ...settled, reserveCents: c(1_000_000) } as LoanEvent,
    { kind: 'reserve', key: 'r', date: d('2025-01-25'), changeCents: c(-960_000) },
  ];
  // 10,000 cents a day: 40,000 are used up on January 19, but there were 1,000,000 then.
  expect(projectLoan(terms, history, d('2025-01-30')).reserveDepletedOn).toBe('2025-01-25');
});

test('days come in their order when only default interest has cents', () => {
  const terms: NoteTerms = {
    ...plain,
    dayCount: 'actual/360',
    default: { rate: rate('0.99'), base: 'principal' },
  };
  const small = { ...settled, wireCents: c(4_000) } as LoanEvent;
  const loan = projectLoan(
    terms,
    [small, { kind: 'defaulted', key: 'd', date: d('2025-01-15') }],
    d('2025-02-15'),
  );
  const dates = loan.postings.map(({ effectiveDate }) => effectiveDate);
  expect(dates).toEqual([...dates].sort());
});

test('a draw of nothing and a payment that asks principal back are refused', () => {
  expect(() => projectLoan(plain, [settled, drawn('2025-02-01', 0)], d('2025-02-01'))).toThrow('above zero');
  expect(() => projectLoan(plain, [settled, paid('2025-02-01', 5, -5)], d('2025-02-01'))).toThrow(
    'below zero',
  );
});

test('of scheduled steps the latest counts, in whatever order they are listed', () => {
  const terms: NoteTerms = {
    ...plain,
    repayment: {
      kind: 'scheduled',
      steps: [
        { from: d('2025-02-15'), principalCents: c(700) },
        { from: d('2025-02-01'), principalCents: c(100) },
      ],
    },
  };
  expect(projectLoan(terms, [settled, bill('2025-02-15')], d('2025-02-15')).bills[0]?.principalCents).toBe(
    700n,
  );
});

test('a bill at the end of February loses three days of the US rule to a period that ends on a 31st', () => {
  const days = (...bills: LoanEvent[]) =>
    projectLoan(
      plain,
      [{ ...settled, date: d('2025-02-10') } as LoanEvent, ...bills],
      d('2025-03-31'),
    ).bills.reduce((sum, { segments }) => sum + segments.reduce((all, each) => all + each.days, 0), 0);
  expect(days(bill('2025-03-31'))).toBe(51);
  expect(days(bill('2025-02-28'), bill('2025-03-31'))).toBe(48);
});
