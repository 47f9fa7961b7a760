import { budget } from '@connect/domain/budget';
import { initialAdvance } from '@connect/domain/loan-budget';
import { type LoanState, loanStates } from '@connect/domain/loan-states';
import { type Cents, sumCents } from '@connect/domain/money';
import { EXTERNAL_ROLES } from '@connect/domain/permissions';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { onOneConnection, type Reader, reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import { loanLedger } from '../ledger-port.ts';
import { openFindings } from './audit.ts';
import { judgeLoan } from './judge-loan.ts';
import * as repo from './loans.repo.ts';
import type { Loan, LoanBudget, LoanPage, LoanQuery } from './loans.schemas.ts';
import { openPapers, presentPaper } from './papers.ts';
import type { FoundLine } from './parts.repo.ts';
import { partsOfLoan } from './whole-loan.repo.ts';

/** States in which the audit still decides something. */
const AUDITED: readonly string[] = ['draft', 'underwriting'];
/** States in which a payoff may come. */
const PAYABLE: readonly string[] = ['servicing', 'default'];

export const isPartner = (actor: Actor): boolean =>
  (EXTERNAL_ROLES as readonly string[]).includes(actor.role);

/** The page of loans that the caller may see. Filtering by bank line throws 403 for partners: the line is none of theirs. */
export async function listLoans(actor: Actor, query: LoanQuery): Promise<z.infer<typeof LoanPage>> {
  const scope = authorise(actor, 'read:loans');
  if (query.bankLineId) authorise(actor, 'read:bank-line');
  const [rows, total] = await Promise.all([
    repo.listLoans(reader(), scope, query),
    query.withTotal ? repo.countLoans(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, repo.SORTS, total);
  const funded = page.items.filter((row) => row.fundedOn).map((row) => row.id);
  const principals = funded.length ? await loanLedger().principalsCents(reader(), funded) : new Map();
  return {
    ...page,
    items: page.items.map(({ serial: _, ...row }) => ({
      ...loanRowFor(actor, row),
      principalCents: row.fundedOn ? (principals.get(row.id) ?? 0n) : null,
    })),
  };
}

/** A row without what a partner does not see: to whom we pledged the loan. */
export const loanRowFor = <T extends { bankLineId: string | null; bankLineName: string | null }>(
  actor: Actor,
  row: T,
): T => (isPartner(actor) ? { ...row, bankLineId: null, bankLineName: null } : row);

/** The loan as this caller may see it. Throws 404 when there is none of theirs. */
export const getLoan = (actor: Actor, id: string): Promise<Loan> =>
  onOneConnection((db) => loanFor(actor, db, authorise(actor, 'read:loans'), id));

/** Reads the loan back inside a transaction, for the answer of a change. */
export async function loanFor(
  actor: Actor,
  db: Reader,
  scope: repo.ReadLoans,
  id: string,
  now = actor.now ?? new Date(),
): Promise<Loan> {
  const [found, of] = await Promise.all([repo.findLoan(db, scope, id), partsOfLoan(db, id)]);
  if (!found) throw notFound();
  const { documents } = of;
  const today = bookDate(now);
  const [standing, audit] = await Promise.all([
    found.fundedOn ? loanLedger().standing(db, found, PAYABLE.includes(found.state) ? today : null) : null,
    AUDITED.includes(found.state) ? judgeLoan(db, id, today) : null,
  ]);
  const { submittedBy, pledgeId, pledgeRate, pledgedOn, ...row } = found;
  const papers = documents.map(presentPaper);
  const context = {
    openAuditFindings: audit ? openFindings(audit) : [],
    submittedBy,
    actorId: actor.userId,
    openDocuments: openPapers(documents),
    outstandingCents: (standing?.outstandingCents ?? 0n) as Cents,
    ...FORM_ASKS,
  };
  const loan: Loan = {
    ...row,
    principalCents: standing?.principalCents ?? null,
    parties: of.parties.map(
      ({ email: _, signerEmail: __, entityType: ___, formedIn: ____, ...party }) => party,
    ),
    budget: presentBudget(of.lines),
    documents: papers,
    audit,
    insurance: of.insurance,
    funding: of.funding,
    recordings: of.recordings,
    pledge:
      pledgeId && row.bankLineId
        ? {
            id: pledgeId,
            bankLineId: row.bankLineId,
            bankLineName: row.bankLineName ?? '',
            advanceRate: pledgeRate ?? '0',
            pledgedOn: pledgedOn ?? '',
          }
        : null,
    history: of.history,
    moves: actor.role === 'system' ? [] : loanStates.moves(row.state as LoanState, actor.role, context),
  };
  return isPartner(actor) ? withoutInternal(loan) : loan;
}

/** Facts that the form of a move asks for: the button is not grey for want of them. */
const FORM_ASKS = {
  hasEscrowInstructions: true,
  county: '–',
  recordingNumber: '–',
  recordedAt: '–',
  titleInsured: true,
  releaseRecordingNumber: '–',
};

/** The borrower sees the deal, not what we think of it, where the wire went or to whom we pledged the loan. */
function withoutInternal(loan: Loan): Loan {
  return {
    ...loan,
    audit: null,
    pledge: null,
    bankLineId: null,
    bankLineName: null,
    valueCents: null,
    proformaId: null,
    proformaVersion: null,
    funding: loan.funding && { ...loan.funding, wireReference: null, fundedBy: null },
    documents: loan.documents.map((each) => ({ ...each, completedByName: null })),
    history: loan.history.map((move) => ({ ...move, reason: null, actorName: null })),
  };
}

/** Lines with their sums, as the domain adds them up. */
export function presentBudget(found: readonly FoundLine[]): z.infer<typeof LoanBudget> {
  const money = found.map((line) => ({
    key: line.id,
    label: line.name,
    originalCents: line.originalCents as Cents,
    changesCents: line.changesCents as Cents,
    drawnCents: line.drawnCents as Cents,
    retainedCents: line.retainedCents as Cents,
  }));
  const { lines, totals } = budget(money);
  const { changesCents: _, ...sums } = totals;
  return {
    lines: found.map((line, i) => ({
      ...line,
      revisedCents: lines[i]!.revisedCents,
      balanceCents: lines[i]!.balanceCents,
    })),
    ...sums,
    equityCents: sumCents(found.map((line) => line.equityCents as Cents)),
    initialAdvanceCents: sumCents(
      initialAdvance(money.map((line, i) => ({ ...line, kind: found[i]!.kind }))).map(
        (each) => each.amountCents,
      ),
    ),
  };
}
