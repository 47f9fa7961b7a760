/** For each rule of the ledger an event, or two, that breaks it on a loan that is otherwise in order. Tests only. */
import type { CivilDate } from '../src/calendar.ts';
import type { LedgerRule, LoanEvent } from '../src/loan-history.ts';
import type { NoteTerms } from '../src/loan-terms.ts';
import type { Cents } from '../src/money.ts';
import type { Rate } from '../src/rate.ts';
import { held, type NaiveLoan } from './naive-books.ts';
import { daysAfter } from './naive-days.ts';
import { payoffParts } from './naive-money.ts';

export interface Breaker {
  /** What breaks it, last. */
  events: LoanEvent[];
  terms?: Partial<NoteTerms>;
}

const c = (amount: bigint): Cents => amount as Cents;
const at = (date: string, key = 'breaks it') => ({ key, date: date as CivilDate });
const fee = (date: string): LoanEvent => ({ ...at(date), kind: 'fee', amountCents: c(100n), memo: 'Fee' });
const payment = (day: string, amount: bigint, principal = 0n): LoanEvent => ({
  ...at(day),
  kind: 'payment',
  amountCents: c(amount),
  principalCents: c(principal),
});
const draw = (day: string, gross: bigint, retainage: bigint): LoanEvent => ({
  ...at(day),
  kind: 'draw',
  grossCents: c(gross),
  retainageCents: c(retainage),
  memo: 'Draw',
});
const rateSet = (day: string, key: string, value: string): LoanEvent => ({
  ...at(day, key),
  kind: 'rate',
  rate: value as Rate,
});
const settled = (day: string, wire: bigint, fees: bigint): LoanEvent => ({
  ...at(day),
  kind: 'settled',
  wireCents: c(wire),
  feeCents: c(fees),
  reserveCents: c(0n),
});

/** Breaks a rule in one of its ways, on `day`, on which nothing else happened and for which `loan` is as it stands. */
export const BREAKERS: Record<LedgerRule, readonly ((loan: NaiveLoan, day: string) => Breaker)[]> = {
  not_settled: [(loan) => ({ events: [fee(daysAfter(loan.settledOn!, -1))] })],
  settled_twice: [(_, day) => ({ events: [settled(day, 1n, 0n)] })],
  paid_off: [
    (loan, day) => ({ events: [payoff(loan, day, 0n), fee(daysAfter(day, 1))] }),
    (loan, day) => ({ events: [payoff(loan, day, 0n), { ...payoff(loan, day, 0n), key: 'payoff again' }] }),
  ],
  amount_not_positive: [
    (_, day) => ({ events: [payment(day, 0n)] }),
    (_, day) => ({ events: [payment(day, 1n, -1n)] }),
    (_, day) => ({ events: [draw(day, 0n, 0n)] }),
    (_, day) => ({ events: [{ ...at(day), kind: 'fee', amountCents: c(-5n), memo: 'Fee' }] }),
    (_, day) => ({ events: [{ ...at(day), kind: 'refund_unapplied', amountCents: c(0n) }] }),
  ],
  retainage_more_than_work: [
    (_, day) => ({ events: [draw(day, 100n, 101n)] }),
    (_, day) => ({ events: [draw(day, -1n, -2n)] }),
    (loan, day) => ({ events: [draw(day, 0n, held(loan, 'retainage_withheld') - 1n)] }),
  ],
  over_commitment: [
    (loan, day) => ({ events: [draw(day, loan.commitment - loan.lent + 1n, 0n)] }),
    (loan, day) => ({ events: [{ ...at(day), kind: 'modified', commitmentCents: c(loan.lent - 1n) }] }),
  ],
  negative_rate: [
    (_, day) => ({ events: [rateSet(day, 'breaks it', '-0.0001')], terms: { allowsNegativeRate: false } }),
  ],
  rate_set_twice: [(_, day) => ({ events: [rateSet(day, 'a', '0.08'), rateSet(day, 'b', '0.08')] })],
  default_twice: [
    (loan, day) => ({
      events: [
        ...(loan.isInDefault ? [] : [{ ...at(day, 'a'), kind: 'defaulted' as const }]),
        { ...at(day, 'b'), kind: 'defaulted' },
      ],
    }),
  ],
  not_in_default: [
    (loan, day) => ({
      events: [
        ...(loan.isInDefault ? [{ ...at(day, 'a'), kind: 'cured' as const }] : []),
        { ...at(day, 'b'), kind: 'cured' },
      ],
    }),
  ],
  billed_through: [
    (loan) => ({ events: [{ ...at(loan.billedThrough!, 'zz breaks it'), kind: 'bill' }] }),
    (_, day) => ({
      events: [
        { ...at(day, 'a'), kind: 'bill' },
        { ...at(day, 'b'), kind: 'bill' },
      ],
    }),
  ],
  reserve_below_zero: [
    (loan, day) => ({
      events: [{ ...at(day), kind: 'reserve', changeCents: c(-held(loan, 'reserve_undrawn') - 1n) }],
    }),
  ],
  principal_overpaid: [
    (loan, day) => ({ events: [payment(day, 1n, held(loan, 'principal') + 1n)] }),
    (loan, day) => ({
      events: [
        { ...payment(day, 999_999_999_999n), key: 'a' },
        { ...at(day), kind: 'apply_unapplied', principalCents: c(held(loan, 'principal') + 1n) },
      ],
    }),
  ],
  unapplied_short: [
    (loan, day) => ({
      events: [{ ...at(day), kind: 'refund_unapplied', amountCents: c(1n - held(loan, 'unapplied')) }],
    }),
    (loan, day) => ({
      events: [
        ...(held(loan, 'unapplied') < 0n
          ? [{ ...at(day, 'a'), kind: 'refund_unapplied' as const, amountCents: c(-held(loan, 'unapplied')) }]
          : []),
        { ...at(daysAfter(day, 1), 'b'), kind: 'apply_unapplied', principalCents: c(0n) },
      ],
    }),
  ],
  payoff_short: [(loan, day) => ({ events: [payoff(loan, day, -1n)] })],
  journal_unbalanced: [
    (_, day) => ({ events: [journal(day, ['suspense', 5n], ['cash', -4n])] }),
    // Balanced in all, but not on the books and off them.
    (_, day) => ({ events: [journal(day, ['suspense', 5n], ['pledged', -5n])] }),
    (_, day) => ({ events: [journal(day, ['suspense', 0n], ['cash', 0n])] }),
    (_, day) => ({ events: [journal(day)] }),
  ],
  overdrawn: [
    (loan, day) => ({
      events: [
        journal(
          day,
          ['fee_income', above(loan, 'fees_receivable')],
          ['fees_receivable', -above(loan, 'fees_receivable')],
        ),
      ],
    }),
    (loan, day) => ({
      events: [
        journal(day, ['suspense', above(loan, 'principal')], ['principal', -above(loan, 'principal')]),
      ],
    }),
  ],
  not_pledged: [
    (_, day) => ({ events: [released(day, 'breaks it', 'no pledge')] }),
    (_, day) => ({
      events: [{ ...at(day, 'a'), kind: 'pledged' }, released(day, 'b', 'a'), released(day, 'c', 'a')],
    }),
    // A release counts from its own day, whenever the pledge was entered.
    (_, day) => ({
      events: [{ ...at(daysAfter(day, 1), 'a'), kind: 'pledged' }, released(day, 'b', 'a')],
    }),
  ],
  wrong_currency: [
    (_, day) => ({
      events: [{ ...at(day), kind: 'payment', amountCents: c(5n), principalCents: c(0n), currency: 'EUR' }],
    }),
  ],
  key_used_twice: [(_, day) => ({ events: [fee(day), { ...fee(daysAfter(day, 40)) }] })],
};

const released = (day: string, key: string, of: string): LoanEvent => ({
  ...at(day, key),
  kind: 'pledge_released',
  of,
});

type Line = Extract<LoanEvent, { kind: 'journal' }>['lines'][number];
const journal = (day: string, ...lines: [Line['account'], bigint][]): LoanEvent => ({
  ...at(day),
  kind: 'journal',
  lines: lines.map(([account, amount]) => ({ account, amountCents: c(amount) })),
  memo: 'Journal',
});
const above = (loan: NaiveLoan, account: Line['account']): bigint => {
  const there = held(loan, account);
  return there > 0n ? there + 1n : 1n;
};

/** What the payoff takes, and so much more or less. */
function payoff(loan: NaiveLoan, day: string, more: bigint): LoanEvent {
  const { owed } = payoffParts(loan);
  return { ...at(day, 'payoff'), kind: 'payoff', collectedCents: c((owed > 0n ? owed : 0n) + more) };
}
