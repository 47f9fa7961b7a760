/** Double entry: a posting is a balanced set of lines and is never changed; a correction is a reversal plus a new posting. */
import type { CivilDate } from './calendar.ts';
import { ACCOUNTS, type AccountKey, accountOf } from './chart-of-accounts.ts';
import { type Cents, formatUsd, negateCents, sumCents, ZERO } from './money.ts';

export const POSTING_KINDS = [
  'escrow_wired',
  'loan_settled',
  'draw_paid',
  'interest_accrued',
  'interest_billed',
  'interest_from_reserve',
  'reserve_set',
  'pledge_set',
  'fee_charged',
  'late_fee',
  'payment_received',
  'unapplied_applied',
  'unapplied_refunded',
  'payoff_received',
  'journal',
  'reversal',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

export interface PostingLine {
  account: AccountKey;
  /** Debits are positive, credits negative. */
  amountCents: Cents;
}

export interface Posting {
  kind: PostingKind;
  /** The day from which it counts; the moment it was recorded is the server's. */
  effectiveDate: CivilDate;
  memo: string;
  lines: PostingLine[];
}

export class UnbalancedPosting extends Error {
  readonly code = 'unbalanced_posting';

  constructor(message: string) {
    super(message);
    this.name = 'UnbalancedPosting';
  }
}

/**
 * Refuses a posting whose lines do not sum to zero, on the books and off them.
 * @throws UnbalancedPosting
 */
export function assertBalanced(posting: Posting): void {
  if (posting.lines.length < 2) throw new UnbalancedPosting(`"${posting.memo}" has fewer than two lines.`);
  for (const memo of [false, true]) {
    const lines = posting.lines.filter((line) => accountOf(line.account).memo === memo);
    const off = sumCents(lines.map((line) => line.amountCents));
    if (off !== 0n) throw new UnbalancedPosting(`"${posting.memo}" is off by ${formatUsd(off)}.`);
  }
}

export const debit = (account: AccountKey, amountCents: Cents): PostingLine => ({ account, amountCents });
export const credit = (account: AccountKey, amountCents: Cents): PostingLine => ({
  account,
  amountCents: negateCents(amountCents),
});

/**
 * A posting out of its lines; lines of zero fall away.
 * @throws UnbalancedPosting
 */
export function posting(
  kind: PostingKind,
  effectiveDate: CivilDate,
  memo: string,
  lines: PostingLine[],
): Posting {
  const made = { kind, effectiveDate, memo, lines: lines.filter((line) => line.amountCents !== 0n) };
  assertBalanced(made);
  return made;
}

/** The posting that undoes another, effective on `effectiveDate` (the original's own date when it never should have been). */
export const reversal = (of: Posting, effectiveDate: CivilDate, reason: string): Posting =>
  posting(
    'reversal',
    effectiveDate,
    `Reversal of "${of.memo}": ${reason}`,
    of.lines.map((line) => ({ account: line.account, amountCents: negateCents(line.amountCents) })),
  );

export type Balances = Record<AccountKey, Cents>;

/** Debits less credits per account, of the postings effective on or before `asOf` (all when not given). */
export function balances(postings: Iterable<Posting>, asOf?: CivilDate): Balances {
  const sums = Object.fromEntries(ACCOUNTS.map(({ key }) => [key, ZERO])) as Balances;
  for (const each of postings) {
    if (asOf !== undefined && each.effectiveDate > asOf) continue;
    for (const { account, amountCents } of each.lines) sums[account] = (sums[account] + amountCents) as Cents;
  }
  return sums;
}

/** A balance as people read it: positive on the account's normal side. */
export const normalBalance = (sums: Balances, account: AccountKey): Cents =>
  accountOf(account).normal === 'debit' ? sums[account] : negateCents(sums[account]);

/** Principal after each posting date, in the shape that `accrue` reads; dates in order. */
export function principalSteps(postings: readonly Posting[]): { from: CivilDate; principal: Cents }[] {
  const changes = new Map<CivilDate, bigint>();
  for (const { effectiveDate, lines } of postings) {
    for (const { account, amountCents } of lines) {
      if (account === 'principal')
        changes.set(effectiveDate, (changes.get(effectiveDate) ?? 0n) + amountCents);
    }
  }
  let principal = 0n;
  return [...changes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, change]) => {
      principal += change;
      return { from, principal: principal as Cents };
    });
}
