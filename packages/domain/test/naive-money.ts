/** How the naive loan uses money, and what it would take to end it. Tests only. */
import type { AccountKey } from '../src/chart-of-accounts.ts';
import type { Bucket } from '../src/waterfall.ts';
import { held, type NaiveLoan, type NaiveSplit, post, principalDue } from './naive-books.ts';

const ACCOUNT_OF: Record<Bucket, AccountKey> = {
  fees: 'fees_receivable',
  defaultInterest: 'default_interest_receivable',
  interest: 'interest_receivable',
  principal: 'principal',
};
const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Uses money that came in, or that is held already, in the order of the waterfall; what is left is held unapplied. */
export function takeMoney(
  loan: NaiveLoan,
  key: string,
  from: 'cash' | 'unapplied',
  amount: bigint,
  asked: bigint,
): void {
  const split: NaiveSplit = { fees: 0n, defaultInterest: 0n, interest: 0n, principal: 0n, unapplied: amount };
  for (const bucket of loan.terms.waterfall) {
    let owed = held(loan, ACCOUNT_OF[bucket]);
    if (bucket === 'principal') owed = lesser(owed, principalDue(loan) + asked);
    const used = owed <= 0n ? 0n : lesser(owed, split.unapplied);
    split[bucket] = used;
    split.unapplied -= used;
  }
  loan.splits.set(key, split);
  post(loan, key, [
    [from, amount],
    ...loan.terms.waterfall.map((bucket): [AccountKey, bigint] => [ACCOUNT_OF[bucket], -split[bucket]]),
    ['unapplied', -split.unapplied],
  ]);
  payOldestFirst(loan, 'unpaidInterest', split.interest);
  payOldestFirst(loan, 'unpaidPrincipal', split.principal);
}

export function payOldestFirst(
  loan: NaiveLoan,
  what: 'unpaidInterest' | 'unpaidPrincipal',
  amount: bigint,
): void {
  let left = amount;
  for (const bill of loan.bills) {
    const used = bill[what] <= 0n || left <= 0n ? 0n : lesser(bill[what], left);
    bill[what] -= used;
    left -= used;
  }
}

/** A bill below zero is a credit: it pays the interest of other bills, oldest first, as soon as there is any. */
export function setCreditsAgainstBills(loan: NaiveLoan): void {
  for (const credit of loan.bills) {
    for (const bill of loan.bills) {
      if (credit.unpaidInterest >= 0n || bill.unpaidInterest <= 0n) continue;
      const used = lesser(-credit.unpaidInterest, bill.unpaidInterest);
      credit.unpaidInterest += used;
      bill.unpaidInterest -= used;
    }
  }
}

export interface NaivePayoff {
  exitFee: bigint;
  minimumInterest: bigint;
  /** What has to come in; below zero when more is held than is owed. */
  owed: bigint;
}

export function payoffParts(loan: NaiveLoan, exitFee: bigint = loan.terms.exitFeeCents): NaivePayoff {
  if (loan.paidOffOn !== null) return { exitFee: 0n, minimumInterest: 0n, owed: held(loan, 'unapplied') };
  const short = loan.terms.minimumInterestCents - loan.billedInAll - loan.interest.posted;
  const minimumInterest = short > 0n ? short : 0n;
  const owed =
    held(loan, 'principal') +
    held(loan, 'interest_receivable') +
    held(loan, 'default_interest_receivable') +
    loan.interest.posted +
    loan.defaultInterest.posted +
    held(loan, 'fees_receivable') +
    exitFee +
    minimumInterest +
    held(loan, 'unapplied') +
    held(loan, 'borrower_reserve');
  return { exitFee, minimumInterest, owed };
}
