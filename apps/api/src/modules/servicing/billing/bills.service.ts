import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';
import type * as s from './billing.schemas.ts';
import { countBills, findBill, listBills, SORTS } from './bills.repo.ts';

/** One bill with its computation. Throws 404. */
export async function getBill(db: Reader, scope: LoanScope, id: string): Promise<s.InterestBill> {
  const found = await findBill(db, scope, id);
  if (!found) throw notFound();
  return present(found);
}

/** The page of bills that this caller may see. */
export async function pageOfBills(actor: Actor, query: z.output<typeof s.BillQuery>) {
  const scope = authorise(actor, 'read:statements');
  const [rows, total] = await Promise.all([
    listBills(reader(), scope, query),
    query.withTotal ? countBills(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, SORTS, total);
  return { ...page, items: page.items.map(present) };
}

const present = (row: NonNullable<Awaited<ReturnType<typeof findBill>>>): s.InterestBill => ({
  ...row,
  segments: row.segments as s.InterestBill['segments'],
});
