import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';
import {
  countStatements,
  type FoundStatement,
  findStatement,
  listStatements,
  SORTS,
} from './statements.repo.ts';
import type * as s from './statements.schemas.ts';

/** One statement. Throws 404 when there is none of this caller's. */
export const getStatement = (actor: Actor, id: string): Promise<s.Statement> =>
  statementFor(reader(), authorise(actor, 'read:statements'), id);

export async function pageOfStatements(actor: Actor, query: z.output<typeof s.StatementQuery>) {
  const scope = authorise(actor, 'read:statements');
  const [rows, total] = await Promise.all([
    listStatements(reader(), scope, query),
    query.withTotal ? countStatements(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, SORTS, total);
  return { ...page, items: page.items.map(present) };
}

/** Reads the statement back, for the answer of its making. */
export async function statementFor(db: Reader, scope: LoanScope, id: string): Promise<s.Statement> {
  const found = await findStatement(db, scope, id);
  if (!found) throw notFound();
  return present(found);
}

const present = (row: FoundStatement): s.Statement => ({
  ...row,
  figures: row.figures as s.StatementFigures,
});
