import { DRAWABLE_KINDS } from '@connect/domain/draw-review';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';

/** The lines of a draw with the budget beneath them, in the budget's order. Amounts are cents. */
export const linesOfDraw = (db: Reader, drawId: string) => lines(db, { drawId });
const lines = statement((db, { drawId }: { drawId: string }) =>
  db
    .selectFrom('servicing.draw_lines as n')
    .innerJoin('lending.budget_lines as b', 'b.id', 'n.budget_line_id')
    .select([
      'n.budget_line_id as budgetLineId',
      'b.name',
      'b.kind',
      'b.drawn_cents as drawnCents',
      'b.retained_cents as retainedCents',
      'b.retainage_rate as retainageRate',
      'n.requested_cents as requestedCents',
      'n.stored_cents as storedCents',
      'n.note',
      'n.decision',
      'n.decided_cents as decidedCents',
      'n.decision_reason as decisionReason',
      'n.drawn_before_cents as drawnBeforeCents',
      'n.approved_cents as approvedCents',
      'n.retainage_cents as retainageCents',
    ])
    .select(sql<bigint>`b.original_cents + b.changes_cents`.as('revisedCents'))
    .where('n.draw_id', '=', drawId)
    .orderBy('b.position')
    .orderBy('b.id'),
);
export type FoundLine = Awaited<ReturnType<typeof linesOfDraw>>[number];

/** Every line of the loan's budget, for the test of balance. */
export const budgetOf = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.budget_lines')
    .select(['id', 'kind', 'name', 'drawn_cents as drawnCents', 'retained_cents as retainedCents'])
    .select(sql<bigint>`original_cents + changes_cents`.as('revisedCents'))
    .where('loan_id', '=', loanId)
    .orderBy('position')
    .execute();

/** Gives the draw a line for each budget line that draws pay and that it has none for. */
export const addMissingLines = (tx: Tx, drawId: string, loanId: string) =>
  sql`insert into servicing.draw_lines (draw_id, budget_line_id, position)
    select ${drawId}, b.id, b.position from lending.budget_lines b
    where b.loan_id = ${loanId} and b.kind = any(${[...DRAWABLE_KINDS]}::text[])
    on conflict do nothing`.execute(tx);

export interface LineValues {
  requested_cents?: bigint;
  stored_cents?: bigint;
  note?: string;
  decision?: string | null;
  decided_cents?: bigint | null;
  decision_reason?: string | null;
  drawn_before_cents?: bigint;
  approved_cents?: bigint;
  retainage_cents?: bigint;
}

export const updateLine = (tx: Tx, drawId: string, budgetLineId: string, values: LineValues) =>
  tx
    .updateTable('servicing.draw_lines')
    .set(values)
    .where('draw_id', '=', drawId)
    .where('budget_line_id', '=', budgetLineId)
    .execute();

/** Takes decisions back, so that proposals stand again. */
export const clearDecisions = (tx: Tx, drawId: string) =>
  tx
    .updateTable('servicing.draw_lines')
    .set({ decision: null, decided_cents: null, decision_reason: null })
    .where('draw_id', '=', drawId)
    .where('decision', 'is not', null)
    .execute();

/** Materials paid for while stored by the draw paid last, by budget line. */
export async function storedBefore(db: Reader, lastDrawId: string | undefined): Promise<Map<string, bigint>> {
  if (!lastDrawId) return new Map();
  const rows = await db
    .selectFrom('servicing.draw_lines')
    .select(['budget_line_id as id', sql<bigint>`least(stored_cents, approved_cents)`.as('cents')])
    .where('draw_id', '=', lastDrawId)
    .where('approved_cents', '>', 0n)
    .execute();
  return new Map(rows.map((row) => [row.id, row.cents]));
}

export const invoicesOf = (db: Reader, drawId: string) => invoices(db, { drawId });
const invoices = statement((db, { drawId }: { drawId: string }) =>
  db
    .selectFrom('servicing.draw_invoices as v')
    .innerJoin('servicing.payees as y', 'y.id', 'v.payee_id')
    .select([
      'v.id',
      'v.budget_line_id as budgetLineId',
      'v.payee_id as payeeId',
      'y.name as payeeName',
      'y.party_id as partyId',
      'v.number',
      'v.amount_cents as amountCents',
      'v.reimbursed',
      'v.document_id as documentId',
    ])
    .where('v.draw_id', '=', drawId)
    .orderBy('v.budget_line_id')
    .orderBy('v.position'),
);
export type FoundInvoice = Awaited<ReturnType<typeof invoicesOf>>[number];

export const setInvoiceDocument = (tx: Tx, id: string, documentId: string) =>
  tx.updateTable('servicing.draw_invoices').set({ document_id: documentId }).where('id', '=', id).execute();

export const deleteInvoices = (tx: Tx, drawId: string, budgetLineId: string) =>
  tx
    .deleteFrom('servicing.draw_invoices')
    .where('draw_id', '=', drawId)
    .where('budget_line_id', '=', budgetLineId)
    .execute();

export const insertInvoices = (
  tx: Tx,
  rows: readonly {
    id: string;
    draw_id: string;
    budget_line_id: string;
    position: number;
    payee_id: string;
    number: string;
    amount_cents: bigint;
    reimbursed: boolean;
    document_id: string | null;
  }[],
) =>
  rows.length === 0
    ? undefined
    : tx
        .insertInto('servicing.draw_invoices')
        .values([...rows])
        .execute();
