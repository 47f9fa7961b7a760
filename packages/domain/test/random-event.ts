/** One event out of a step: as much of it as the loan allows on its day, or nothing. Tests only. */
import type { CivilDate } from '../src/calendar.ts';
import type { AccountKey } from '../src/chart-of-accounts.ts';
import type { LoanEvent } from '../src/loan-history.ts';
import type { Cents } from '../src/money.ts';
import type { Rate } from '../src/rate.ts';
import type { Recipe, Step } from './loan-recipe.ts';
import { held, type NaiveLoan } from './naive-books.ts';
import { daysAfter, placeOf } from './naive-days.ts';
import { payoffParts } from './naive-money.ts';

const FIVE_MILLION_DOLLARS = 500_000_000n;
const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const c = (amount: bigint): Cents => amount as Cents;

/** From one cent to all of `most`, by the step's way and share; nothing when there is nothing. */
function amountOf({ way, share }: Step, most: bigint): bigint {
  if (most <= 0n) return 0n;
  const ways = [most, BigInt(share % 99) + 1n, (most * BigInt(share)) / 1000n, BigInt(share) * 7_919n, 1n];
  const amount = ways[way % ways.length] ?? most;
  return amount < 1n ? 1n : lesser(amount, most);
}

const decimal = (tenThousandths: number): Rate => {
  const digits = String(Math.abs(tenThousandths)).padStart(5, '0');
  return `${tenThousandths < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}` as Rate;
};

export function eventOf(loan: NaiveLoan, recipe: Recipe, key: string, step: Step): LoanEvent | null {
  const at = { key, date: loan.day as CivilDate };
  const { kind, share, way } = step;
  if (kind === 'index')
    return {
      ...at,
      kind,
      index: way === 1 ? 'PRIME' : 'SOFR30A',
      value: decimal(way === 2 ? -share : share),
    };
  if (kind === 'settled')
    return {
      ...at,
      kind,
      wireCents: c(recipe.wire),
      feeCents: c(recipe.fee),
      reserveCents: c(recipe.reserve),
    };
  if (loan.settledOn === null) return null;
  if (kind === 'pledged') return { ...at, kind };
  if (kind === 'pledge_released') {
    const of = [...loan.pledges][share % loan.pledges.size];
    return of === undefined ? null : { ...at, kind, of };
  }
  const unapplied = -held(loan, 'unapplied');
  if (kind === 'refund_unapplied')
    return unapplied > 0n ? { ...at, kind, amountCents: c(amountOf(step, unapplied)) } : null;
  if (loan.paidOffOn !== null) return null;
  const principal = held(loan, 'principal');
  const asked = c(way % 3 === 0 ? 0n : amountOf({ ...step, way: way % 3 }, principal));
  switch (kind) {
    case 'rate':
      if (loan.rateEventOn === loan.day) return null;
      return { ...at, kind, rate: decimal(loan.terms.allowsNegativeRate && way === 0 ? -share : share * 2) };
    case 'modified':
      return modified(loan, at, step);
    case 'defaulted':
      return loan.isInDefault ? null : { ...at, kind };
    case 'cured':
      return loan.isInDefault ? { ...at, kind } : null;
    case 'bill':
      return loan.day > loan.billedThrough! ? { ...at, kind } : null;
    case 'reserve': {
      const undrawn = held(loan, 'reserve_undrawn');
      const change = way === 0 ? -amountOf({ ...step, way: share % 3 }, undrawn) : amountOf(step, 5_000_000n);
      return change === 0n ? null : { ...at, kind, changeCents: c(change) };
    }
    case 'fee':
      return { ...at, kind, amountCents: c(amountOf(step, 2_500_000n)), memo: 'Fee' };
    case 'draw':
      return draw(loan, at, step);
    case 'payment': {
      const amount = amountOf(step, FIVE_MILLION_DOLLARS);
      const [interest, most] = [held(loan, 'interest_receivable'), interestAndMore(loan)];
      const amounts = [amount, interest, most, most + 1n, amount, principal / 3n];
      const paid = amounts[share % amounts.length]!;
      return {
        ...at,
        kind,
        amountCents: c(paid > 0n ? paid : amount),
        principalCents: asked,
        ...(way === 3 ? { currency: 'USD' } : {}),
      };
    }
    case 'apply_unapplied':
      return unapplied > 0n ? { ...at, kind, principalCents: asked } : null;
    case 'journal':
      return journal(loan, at, step);
    case 'payoff': {
      const exitFee = way === 1 ? { exitFeeCents: c(BigInt(share) * 100n) } : {};
      const { owed } = payoffParts(loan, exitFee.exitFeeCents);
      const more = way === 2 ? BigInt(share) : 0n;
      return { ...at, kind, collectedCents: c((owed > 0n ? owed : 0n) + more), ...exitFee };
    }
  }
}

const interestAndMore = (loan: NaiveLoan): bigint =>
  held(loan, 'interest_receivable') +
  held(loan, 'default_interest_receivable') +
  held(loan, 'fees_receivable');

type At = { key: string; date: CivilDate };

function modified(loan: NaiveLoan, at: At, { way, share }: Step): LoanEvent {
  const maturity = daysAfter(loan.day, Math.max(share - 200, 0 - placeOf(loan.day))) as CivilDate;
  const commitment = c(loan.lent + BigInt(share) * 1_000_003n);
  if (way === 0) return { ...at, kind: 'modified', commitmentCents: commitment };
  if (way === 1) return { ...at, kind: 'modified', maturity, commitmentCents: commitment };
  return { ...at, kind: 'modified', maturity };
}

/** A draw with retainage, without, a release of what was withheld, or work that is withheld whole. */
function draw(loan: NaiveLoan, at: At, step: Step): LoanEvent | null {
  const left = lesser(loan.commitment - loan.lent, FIVE_MILLION_DOLLARS);
  const withheld = -held(loan, 'retainage_withheld');
  // Two draws in three leave something to lend.
  const net = amountOf(step, step.share % 3 === 0 ? left : left / 6n);
  if (step.share % 5 === 0 && withheld > 0n) {
    const released = lesser(amountOf(step, withheld), left);
    return released <= 0n
      ? null
      : { ...at, kind: 'draw', grossCents: c(0n), retainageCents: c(-released), memo: 'Retainage' };
  }
  if (step.share % 17 === 1)
    return { ...at, kind: 'draw', grossCents: c(12_345n), retainageCents: c(12_345n), memo: 'All withheld' };
  if (net === 0n) return null;
  const retainage = step.share % 2 === 0 ? net / 9n : 0n;
  return { ...at, kind: 'draw', grossCents: c(net + retainage), retainageCents: c(retainage), memo: 'Work' };
}

/** Pairs that a journal moves money between, debit first; and from which it can take only what is there. */
const JOURNALS: readonly [AccountKey, AccountKey][] = [
  ['cash', 'borrower_reserve'],
  ['fee_income', 'fees_receivable'],
  ['interest_income', 'interest_receivable'],
  ['suspense', 'principal'],
  ['default_interest_income', 'default_interest_receivable'],
  ['interest_receivable', 'suspense'],
  ['principal', 'suspense'],
  ['suspense', 'unapplied'],
  ['pledged', 'pledged_contra'],
  ['reserve_undrawn', 'reserve_contra'],
  ['accrued_interest', 'interest_income'],
];
const ONLY_WHAT_IS_THERE: readonly AccountKey[] = [
  'fees_receivable',
  'interest_receivable',
  'principal',
  'default_interest_receivable',
];

function journal(loan: NaiveLoan, at: At, step: Step): LoanEvent | null {
  const [debited, credited] = JOURNALS[step.share % JOURNALS.length]!;
  const most = ONLY_WHAT_IS_THERE.includes(credited) ? held(loan, credited) : 1_000_000n;
  const amount = amountOf(step, most);
  if (amount === 0n) return null;
  const lines = [
    { account: debited, amountCents: c(amount) },
    { account: credited, amountCents: c(-amount) },
  ];
  return { ...at, kind: 'journal', lines, memo: 'Journal' };
}
