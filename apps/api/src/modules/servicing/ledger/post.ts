import { randomUUID } from 'node:crypto';
import { type CivilDate, formatDate } from '@connect/domain/calendar';
import { assertBalanced, type Posting, reversal } from '@connect/domain/ledger';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid, notFound } from '../../../platform/errors.ts';
import * as repo from './ledger.repo.ts';

/** Cash moves through this bank unless a posting says otherwise. */
export const OPERATING_BANK = 'operating';

export interface PostOptions {
  loanId: string;
  /** What caused it: a payment, a bill, a draw, a funding. */
  source: { type: string; id: string };
  /** Where a refused date is reported; `/effectiveDate` unless said otherwise, `/data/effectiveDate` for transitions. */
  pointer?: string;
  /** Lines that belong to another loan, or cash of another bank, by position. */
  lines?: readonly { loanId?: string; subAccount?: string }[];
}

/** A posting as it now stands in the books. */
export interface Posted {
  id: string;
  number: number;
  effectiveDate: CivilDate;
}

/**
 * The one way onto the books. Takes the loan's ledger head, so that two people posting on one loan wait for each other and nobody
 * waits for another loan; the number follows the last without a gap. The database checks balance again at commit.
 * Throws UnbalancedPosting, and 422 at `pointer` for a date in the future or before the loan's last act.
 */
export async function post(tx: Tx, posting: Posting, options: PostOptions): Promise<Posted> {
  return write(tx, posting, options, null);
}

/** 422 at `pointer` unless an act of this loan may be dated so: not in the future, not before the last act. */
export async function checkEffectiveDate(
  tx: Tx,
  loanId: string,
  date: string,
  pointer = '/effectiveDate',
): Promise<void> {
  refuseDate(tx, await repo.lockHead(tx, loanId), date, pointer);
}

function refuseDate(tx: Tx, head: repo.Head, date: string, pointer: string): void {
  if (date > bookDate(tx.now)) throw invalid(pointer, 'Not in the future.');
  const last = head.last_effective_date;
  if (last && date < last)
    throw invalid(pointer, `Not before the loan’s last act of ${formatDate(last as CivilDate)}.`);
}

async function write(
  tx: Tx,
  posting: Posting,
  options: PostOptions,
  undone: { id: string; reason: string } | null,
): Promise<Posted> {
  assertBalanced(posting);
  const head = await repo.lockHead(tx, options.loanId);
  refuseDate(tx, head, posting.effectiveDate, options.pointer ?? '/effectiveDate');
  const now = tx.now.toISOString();
  // Somebody who waited for the head began earlier than who held it: what is recorded later is never known earlier.
  const recordedAt =
    head.last_recorded_at && Date.parse(head.last_recorded_at) > tx.now.getTime()
      ? head.last_recorded_at
      : now;
  const row: repo.NewPosting = {
    id: randomUUID(),
    loan_id: options.loanId,
    number: head.last_number + 1,
    kind: posting.kind,
    memo: posting.memo,
    effective_date: posting.effectiveDate,
    accounting_date: posting.effectiveDate,
    recorded_at: recordedAt,
    line_count: posting.lines.length,
    reverses: undone?.id ?? null,
    reason: undone?.reason ?? null,
    source_type: options.source.type,
    source_id: options.source.id,
  };
  await repo.moveHead(tx, options.loanId, {
    last_number: row.number,
    last_effective_date: posting.effectiveDate,
    last_recorded_at: recordedAt,
  });
  await repo.insertPosting(tx, row);
  await repo.insertLines(
    tx,
    row,
    posting.lines.map((line, i) => ledgerLine(line, options, i)),
  );
  return { id: row.id, number: row.number, effectiveDate: posting.effectiveDate };
}

function ledgerLine(line: Posting['lines'][number], options: PostOptions, index: number): repo.LedgerLine {
  const extra = options.lines?.[index];
  const subAccount = extra?.subAccount ?? (line.account === 'cash' ? OPERATING_BANK : null);
  return { ...line, loanId: extra?.loanId ?? options.loanId, subAccount };
}

/**
 * Undoes a posting by its mirror image. Dated on the original's own day when nothing was posted after it, so that principal and
 * interest are as if it had never been; else today, until the ledger replays what comes after.
 * Throws 404, 409 `reversed_already`, `reversal_of_reversal` or `would_overdraw` (money posted later stands on it), 422 at `pointer`.
 */
export async function reverse(
  tx: Tx,
  postingId: string,
  reason: string,
  options: { effectiveDate?: string | undefined; pointer?: string } = {},
): Promise<Posted> {
  const original = await repo.findPosting(tx, postingId);
  if (!original) throw notFound();
  const head = await repo.lockHead(tx, original.loanId);
  const current = (await repo.findPosting(tx, postingId))!; // under the lock: somebody may have been quicker
  if (current.kind === 'reversal')
    throw conflict('reversal_of_reversal', 'A reversal is not reversed; post what is right again.');
  if (current.reversedBy) throw conflict('reversed_already', 'This posting is reversed already.');
  const untouched = !head.last_effective_date || head.last_effective_date <= current.effectiveDate;
  const date = options.effectiveDate ?? (untouched ? current.effectiveDate : bookDate(tx.now));
  const mirror = reversal(
    { ...current, effectiveDate: current.effectiveDate as CivilDate },
    date as CivilDate,
    reason,
  );
  const posted = await write(
    tx,
    { ...mirror, memo: `Reversal of P-${current.number}: ${reason}` },
    {
      loanId: current.loanId,
      source: { type: current.sourceType, id: current.sourceId },
      ...(options.pointer ? { pointer: options.pointer } : {}),
      lines: current.lines.map(({ loanId, subAccount }) => ({
        loanId,
        ...(subAccount ? { subAccount } : {}),
      })),
    },
    { id: current.id, reason },
  );
  await refuseOverdraft(tx, current.loanId);
  return posted;
}

/** What is owed to us never falls below nothing: a bill that was paid cannot be taken back before its payment is. */
async function refuseOverdraft(tx: Tx, loanId: string): Promise<void> {
  const sums = await repo.sumAccounts(tx, loanId);
  const owed = [
    'principal',
    'interest_receivable',
    'default_interest_receivable',
    'fees_receivable',
  ] as const;
  const below = owed.some((account) => sums[account] < 0n) || sums.unapplied > 0n;
  if (below)
    throw conflict(
      'would_overdraw',
      'Money posted later was applied to this. Reverse the later posting first.',
    );
}
