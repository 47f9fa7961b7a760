import type { Tx } from '../../../platform/db.ts';
import { conflict } from '../../../platform/errors.ts';
import { billOfPosting } from './bills.repo.ts';

/** Months are billed in order and taken back in order. Throws 409 when a later bill stands on this one. */
export async function checkLastBill(tx: Tx, postingId: string): Promise<void> {
  const bill = await billOfPosting(tx, postingId);
  if (bill?.followed) throw conflict('later_bill', 'A later month is billed. Reverse that bill first.');
}
