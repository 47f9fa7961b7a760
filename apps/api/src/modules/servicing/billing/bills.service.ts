import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { pageOf } from '../../../platform/keyset.ts';
import { authorise } from '../../identity/index.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';
import type * as s from './billing.schemas.ts';
import { findBill, listBills } from './bills.repo.ts';

/** One bill with its computation. Throws 404. */
export async function getBill(db: Reader, scope: LoanScope, id: string): Promise<s.InterestBill> {
  const found = await findBill(db, scope, id);
  if (!found) throw notFound();
  return present(found);
}

/** The page of bills that this caller may see. */
export async function pageOfBills(actor: Actor, query: z.output<typeof s.BillQuery>) {
  const rows = await listBills(reader(), authorise(actor, 'read:statements'), query);
  const page = pageOf(rows, { limit: query.limit, sort: '-period' }, (row) => [row.period, row.id]);
  return { ...page, items: page.items.map(present) };
}

const present = (row: NonNullable<Awaited<ReturnType<typeof findBill>>>): s.InterestBill => ({
  ...row,
  segments: row.segments as s.InterestBill['segments'],
});
