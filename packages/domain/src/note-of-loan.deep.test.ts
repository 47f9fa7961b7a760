import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cases, patience } from '../../../test/deep.ts';
import { addDays, addMonths, civilDate } from './calendar.ts';
import { DAY_COUNTS } from './daycount.ts';
import type { LoanEvent } from './loan-history.ts';
import { type NoteTerms, PLAIN_TERMS } from './loan-terms.ts';
import { type Cents, cents } from './money.ts';
import { noteOfLoan } from './note-of-loan.ts';
import { notePayments } from './note-payments.ts';
import { noteSchedule } from './note-schedule.ts';
import { comingBills, projectLoan } from './project-loan.ts';
import { type Rate, rate, rateToRational } from './rate.ts';

const anyRate = fc.integer({ min: 0, max: 3000 }).map((n): Rate => rate((n / 10_000).toFixed(4)));
const anyLoan = fc.record({
  on: fc.integer({ min: 0, max: 1500 }).map((n) => addDays(civilDate('2024-01-01'), n)),
  principal: fc.integer({ min: 1_000_00, max: 3_000_000_00 }),
  months: fc.integer({ min: 1, max: 30 }),
  dayCount: fc.constantFrom(...DAY_COUNTS),
  first: anyRate,
  index: fc.option(
    fc.record({
      after: fc.integer({ min: 1, max: 100 }),
      months: fc.integer({ min: 1, max: 7 }),
      floor: fc.constantFrom(null, rate('0.02'), rate('-0.005')),
      values: fc.array(fc.tuple(fc.integer({ min: -20, max: 900 }), anyRate), { maxLength: 8 }),
    }),
  ),
  repayment: fc.constantFrom('interest_only' as const, 'level' as const, 'scheduled' as const),
  amounts: fc.array(fc.integer({ min: 0, max: 200_000_00 }), { minLength: 1, maxLength: 3 }),
  start: fc.integer({ min: 0, max: 200 }),
});
type AnyLoan = typeof anyLoan extends fc.Arbitrary<infer T> ? T : never;

function termsOf({ on, principal, months, dayCount, first, index, repayment, amounts, start }: AnyLoan) {
  const terms: NoteTerms = {
    ...PLAIN_TERMS,
    commitmentCents: cents(principal),
    dayCount,
    maturity: addMonths(on, months),
    rate: index
      ? {
          kind: 'index',
          index: 'SOFR',
          initialRate: first,
          multiplier: rate('1.1'),
          spread: rate('-0.0123456789'),
          floor: index.floor,
          cap: rate('0.2'),
          resets: { anchor: addDays(on, index.after), months: index.months },
        }
      : { kind: 'fixed', rate: first },
    repayment:
      repayment === 'level'
        ? { kind: 'level', paymentCents: cents(amounts[0]!), from: addDays(on, start) }
        : repayment === 'scheduled'
          ? {
              kind: 'scheduled',
              steps: amounts.map((amount, i) => ({
                from: addMonths(addDays(on, start), 2 * i),
                principalCents: cents(amount),
              })),
            }
          : { kind: 'interest_only' },
  };
  return terms;
}

const many = cases(300, 10_000);
test(
  'the books of a loan whose borrower pays every bill on its day are its schedule',
  () => {
    fc.assert(
      fc.property(anyLoan, (loan) => {
        const terms = termsOf(loan);
        const values = (loan.index?.values ?? []).map(([after, value]) => ({
          date: addDays(loan.on, after),
          value,
        }));
        const rows = notePayments(
          noteSchedule(noteOfLoan(terms, { on: loan.on, principalCents: cents(loan.principal) }), {
            observed: {
              values: values.map(({ date, value }) => ({
                index: 'SOFR',
                date,
                value: rateToRational(value),
              })),
              principal: [],
              calledOn: null,
            },
          }),
        ).filter(({ date }) => date > loan.on && date < terms.maturity);
        const last = addDays(terms.maturity, -1);
        const history: LoanEvent[] = [
          {
            kind: 'settled',
            key: 'settled',
            date: loan.on,
            wireCents: cents(loan.principal),
            feeCents: cents(0),
            reserveCents: cents(0),
          },
          ...values.map(
            ({ date, value }, i): LoanEvent => ({
              kind: 'index',
              key: `value ${i}`,
              date,
              index: 'SOFR',
              value,
            }),
          ),
          ...comingBills(loan.on, last),
          ...rows.flatMap(({ date, interest, principal }): LoanEvent[] => {
            const amountCents = interest.plus(principal).numerator as Cents;
            return amountCents > 0n
              ? [{ kind: 'payment', key: `paid ${date}`, date, amountCents, principalCents: cents(0) }]
              : [];
          }),
        ];
        const { bills, balances } = projectLoan(terms, history, last);
        const due = bills
          .map(({ to, interestCents, principalCents }) => [to, interestCents, principalCents])
          .filter(([, interest, principal]) => interest !== 0n || principal !== 0n);
        expect(due).toEqual(
          rows.map(({ date, interest, principal }) => [date, interest.numerator, principal.numerator]),
        );
        expect(balances.unapplied).toBe(0n);
      }),
      many,
    );
  },
  patience(many),
);

test('interest from a reserve becomes principal through the last bill that it pays', () => {
  const terms: NoteTerms = {
    ...PLAIN_TERMS,
    commitmentCents: cents(1_000_000_00),
    dayCount: '30E/360',
    rate: { kind: 'fixed', rate: rate('0.12') },
    maturity: civilDate('2026-06-01'),
    interest: { from: 'reserve', through: civilDate('2026-03-20') },
  };
  const lent = { on: civilDate('2026-01-01'), principalCents: cents(100_000_00) };
  const rows = notePayments(noteSchedule(noteOfLoan(terms, lent)));
  expect(rows.map(({ date, balance }) => `${date} ${balance.toDecimalString(0)}`)).toEqual([
    '2026-01-01 10000000',
    '2026-02-01 10100000',
    '2026-03-01 10201000',
    '2026-04-01 10201000',
    '2026-05-01 10201000',
    '2026-06-01 0',
  ]);
});
