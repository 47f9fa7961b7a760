import { cents, negateCents } from '@connect/domain/money';
import type { Tx } from '../../../platform/db.ts';
import { conflict } from '../../../platform/errors.ts';
import { reverse } from '../ledger/post.ts';
import { billOfPosting, markReversed } from './bills.repo.ts';
import { drawOnReserve } from './reserve-lines.ts';

/**
 * Takes a bill out of the way of a new one; what the reserve paid for it is reversed first. The caller reverses the bill's own posting.
 * Throws 409 when a later bill stands on this one.
 */
export async function markBillReversed(
  tx: Tx,
  postingId: string,
  why: { reason: string; effectiveDate?: string | undefined },
): Promise<void> {
  const bill = await billOfPosting(tx, postingId);
  if (!bill) return; // reversed already, which `reverse` says
  if (bill.followed) throw conflict('later_bill', 'A later month is billed. Reverse that bill first.');
  if (bill.reserve_posting_id) {
    await reverse(tx, bill.reserve_posting_id, why.reason, { effectiveDate: why.effectiveDate });
    await drawOnReserve(tx, bill.loan_id, negateCents(cents(bill.from_reserve_cents)));
  }
  await markReversed(tx, bill.id);
}
