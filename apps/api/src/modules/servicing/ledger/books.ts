import { type CivilDate, civilDate } from '@connect/domain/calendar';
import type { AccountKey } from '@connect/domain/chart-of-accounts';
import type { Cents } from '@connect/domain/money';
import { formatRate } from '@connect/domain/rate';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import { isPartner } from '../../lending/index.ts';
import { type Figures, figuresOf, nextBillOn, normalBalance, outstanding, segmentsOf } from './figures.ts';
import { watermark } from './history.repo.ts';
import type * as s from './ledger.schemas.ts';
import { findTerms, type LoanScope, type LoanTerms } from './loans.repo.ts';
import type { NotedLoan } from './note.ts';
import { countPostings, findListed, linesOf, listPostings, SORTS } from './postings.repo.ts';

type Question = { asOf?: string | undefined; knownAt?: string | undefined };

/** Throws 404 unless this scope may see the loan. */
export async function requireTerms(db: Reader, scope: LoanScope, loanId: string): Promise<LoanTerms> {
  const loan = await findTerms(db, scope, loanId);
  if (!loan) throw notFound();
  return loan;
}

async function answer(db: Reader, loan: LoanTerms, question: Question, today: string) {
  const knownAt = await knowable(question.knownAt);
  return { figures: await figuresOf(db, loan, civilDate(question.asOf ?? today), knownAt), knownAt };
}

async function ask(actor: Actor, loanId: string, question: Question) {
  const loan = await requireTerms(reader(), authorise(actor, 'read:loans'), loanId);
  return { loan, ...(await answer(reader(), loan, question, bookDate(actor.now ?? new Date()))) };
}

/**
 * A question about what was known stops where nothing can be recorded any more, so that its answer never changes: the moment asked about,
 * or the watermark when a posting is still under way below it.
 */
export async function knowable(knownAt: string | undefined): Promise<string | undefined> {
  if (knownAt === undefined) return undefined;
  const mark = await watermark(reader());
  return Date.parse(mark) < Date.parse(knownAt) ? mark : knownAt;
}

/** The balances of a loan as of a day, as known at a moment. Throws 404. */
export async function loanBalances(
  actor: Actor,
  loanId: string,
  question: Question,
): Promise<z.infer<typeof s.Balances>> {
  const { loan, figures, knownAt } = await ask(actor, loanId, question);
  const balances = present(loan, figures, knownAt);
  // To whom we pledged a loan is nothing that a partner sees.
  return isPartner(actor) ? { ...balances, pledgedCents: null } : balances;
}

/** The balances of today inside a transaction, for the answer of a change. */
export async function balancesNow(tx: Tx, loan: LoanTerms): Promise<z.infer<typeof s.Balances>> {
  const { figures, knownAt } = await answer(tx, loan, {}, bookDate(tx.now));
  return present(loan, figures, knownAt);
}

function present(loan: LoanTerms, figures: Figures, knownAt: string | undefined): z.infer<typeof s.Balances> {
  const { accrual, billedThrough, projection } = figures;
  const of = (account: AccountKey): Cents => normalBalance(figures.balances, account);
  return {
    loanId: loan.id,
    asOf: figures.asOf,
    knownAt: knownAt ?? null,
    commitmentCents: loan.amountCents,
    principalCents: of('principal'),
    advancedCents: projection.advancedCents,
    undrawnCents: projection.undrawnCents,
    accruedInterestCents: accrual.rounded,
    accruedExactDollars: accrual.exactDollars,
    perDiemDollars: figures.perDiemDollars,
    interestReceivableCents: of('interest_receivable'),
    defaultInterestReceivableCents: of('default_interest_receivable'),
    feesReceivableCents: of('fees_receivable'),
    unappliedCents: of('unapplied'),
    borrowerReserveCents: of('borrower_reserve'),
    escrowCents: of('escrow'),
    retainageWithheldCents: of('retainage_withheld'),
    reserveUndrawnCents: of('reserve_undrawn'),
    pledgedCents: of('pledged'),
    outstandingCents: outstanding(figures),
    billedThrough,
    nextBillOn: billedThrough && of('principal') > 0n ? nextBillOn(billedThrough) : null,
    reserveLastsUntil: figures.reserveLastsUntil,
    lastPostedOn: figures.lastEventOn,
    accrual: segmentsOf(figures),
  };
}

/** Why accrued interest is what it is: the stretches of unchanged principal, their exact sum, the one rounding. Throws 404. */
export async function explainAccrual(
  actor: Actor,
  loanId: string,
  question: Question,
): Promise<z.infer<typeof s.Accrual>> {
  const { loan, figures, knownAt } = await ask(actor, loanId, question);
  return {
    loanId,
    from: figures.billedThrough,
    to: figures.asOf,
    knownAt: knownAt ?? null,
    rate: figures.projection.rate,
    dayCount: loan.dayCount,
    segments: segmentsOf(figures),
    exactDollars: figures.accrual.exactDollars,
    roundedCents: figures.accrual.rounded,
    perDiemDollars: figures.perDiemDollars,
    formula: formulaOf({ rate: figures.projection.rate, dayCount: loan.dayCount }),
  };
}

/** "Principal × 9.00% × days ÷ 360". */
export const formulaOf = (loan: Pick<LoanTerms, 'rate' | 'dayCount'>): string =>
  `Principal × ${formatRate(loan.rate)} × days ÷ ${loan.dayCount.split('/')[1] === 'actual' ? 'days of the year' : loan.dayCount.split('/')[1]}`;

/** A page of postings with their lines. */
export async function pageOfPostings(actor: Actor, query: z.output<typeof s.PostingQuery>) {
  const scope = authorise(actor, 'read:postings');
  const { kind, withTotal, ...rest } = query;
  const filter = { ...rest, kinds: kind, knownAt: await knowable(rest.knownAt) };
  const [rows, total] = await Promise.all([
    listPostings(reader(), scope, filter),
    withTotal ? countPostings(reader(), scope, filter) : undefined,
  ]);
  const page = sortedPage(rows, query, SORTS, total);
  return { ...page, items: await withLines(reader(), page.items) };
}

/** One posting with its lines. Throws 404. */
export async function getPosting(
  actor: Actor,
  id: string,
  db: Reader = reader(),
): Promise<z.infer<typeof s.Posting>> {
  const found = await findListed(db, authorise(actor, 'read:postings'), id);
  if (!found) throw notFound();
  const [posting] = await withLines(db, [found]);
  return posting!;
}

async function withLines<T extends { id: string }>(db: Reader, postings: readonly T[]) {
  const lines = Map.groupBy(
    await linesOf(
      db,
      postings.map(({ id }) => id),
    ),
    ({ postingId }) => postingId,
  );
  return postings.map((posting) => ({
    ...posting,
    lines: (lines.get(posting.id) ?? []).map(({ postingId: _, ...line }) => line),
  }));
}

/** What lending asks: principal, interest and fees owed on a date, in cents. */
export async function outstandingOn(db: Reader, loan: NotedLoan, date: CivilDate): Promise<Cents> {
  return outstanding(await figuresOf(db, loan, date));
}
