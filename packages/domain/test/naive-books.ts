/** What the naive loan keeps: its accounts, bills and rates on the day that the loop has come to. Tests only. */
import type { AccountKey } from '../src/chart-of-accounts.ts';
import type { LedgerRule } from '../src/loan-history.ts';
import type { NoteTerms } from '../src/loan-terms.ts';
import { type Fraction, NOTHING } from './fraction.ts';

export interface NaiveBill {
  from: string;
  to: string;
  interest: bigint;
  defaultInterest: bigint;
  fromReserve: bigint;
  principal: bigint;
  unpaidInterest: bigint;
  unpaidPrincipal: bigint;
  isJudged: boolean;
}
export interface NaiveEntry {
  date: string;
  /** What posted it: the event's key, "day", "bill" and so on. */
  by: string;
  lines: [AccountKey, bigint][];
}
export interface NaiveSplit {
  fees: bigint;
  defaultInterest: bigint;
  interest: bigint;
  principal: bigint;
  unapplied: bigint;
}

/** The interest of one period so far. */
export interface NaiveMeter {
  /** Exact cents of the stretches that are over. */
  before: Fraction;
  /** The stretch that runs. */
  stretch: { from: string; base: bigint; rate: Fraction } | null;
  /** Exact cents at the end of the last day. */
  exact: Fraction;
  /** Cents posted in this period. */
  posted: bigint;
}

export const newMeter = (): NaiveMeter => ({ before: NOTHING, stretch: null, exact: NOTHING, posted: 0n });

/** Everything known of the loan on the day that the loop has come to. */
export interface NaiveLoan {
  terms: NoteTerms;
  day: string;
  entries: NaiveEntry[];
  balance: Map<AccountKey, bigint>;
  bills: NaiveBill[];
  splits: Map<string, NaiveSplit>;
  indexValues: { date: string; value: Fraction }[];
  rate: Fraction;
  rateEventOn: string | null;
  maturity: string;
  commitment: bigint;
  lent: bigint;
  settledOn: string | null;
  paidOffOn: string | null;
  /** Whether it ever had an interest reserve, and the first day whose interest that did not cover. */
  hadReserve: boolean;
  reserveDepletedOn: string | null;
  isInDefault: boolean;
  /** The first day that no bill covers. */
  billedThrough: string | null;
  interest: NaiveMeter;
  defaultInterest: NaiveMeter;
  /** Contract interest of all bills. */
  billedInAll: bigint;
  /** Pledges that stand, by their keys; and the principal that is on the memo for them. */
  pledges: Set<string>;
  pledged: bigint;
}

export class NaiveRefusal extends Error {
  readonly rule: LedgerRule;
  constructor(rule: LedgerRule) {
    super(rule);
    this.rule = rule;
  }
}

/** What an account holds, debits less credits. */
export const held = (loan: NaiveLoan, account: AccountKey): bigint => loan.balance.get(account) ?? 0n;

export function post(loan: NaiveLoan, by: string, lines: [AccountKey, bigint][]): void {
  const moved = lines.filter(([, amount]) => amount !== 0n);
  if (moved.length === 0) return;
  for (const [account, amount] of moved) loan.balance.set(account, held(loan, account) + amount);
  loan.entries.push({ date: loan.day, by, lines: moved });
}

/** Principal of the bills that nobody paid; from maturity on, all principal. */
export function principalDue(loan: NaiveLoan): bigint {
  const principal = held(loan, 'principal');
  if (loan.day >= loan.maturity) return principal;
  return loan.bills.reduce((sum, { unpaidPrincipal }) => sum + unpaidPrincipal, 0n);
}

/** What the bank line is backed by at the end of the day: all principal or nothing. */
export function setPledged(loan: NaiveLoan): void {
  const now = loan.pledges.size > 0 ? held(loan, 'principal') : 0n;
  post(loan, 'pledge', [
    ['pledged', now - loan.pledged],
    ['pledged_contra', loan.pledged - now],
  ]);
  loan.pledged = now;
}
