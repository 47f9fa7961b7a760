import { randomUUID } from 'node:crypto';
import { ACCRUING_LOAN_STATES } from '@connect/domain/loan-states';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import {
  conflict,
  expectVersion,
  type FieldError,
  invalid,
  notFound,
  unprocessable,
} from '../../../platform/errors.ts';
import { changes } from '../../../platform/mask.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { documentsAbout } from '../../documents/index.ts';
import { authorise } from '../../identity/index.ts';
import { lockTerms } from '../ledger/loans.repo.ts';
import { pairWaivers } from '../waivers/pairing.ts';
import { drawFor } from './draw-view.ts';
import * as repo from './draws.repo.ts';
import type { Draw, DrawPatch } from './draws.schemas.ts';
import { insertMove } from './history.repo.ts';
import * as lines from './lines.repo.ts';
import { borrowerOf, entityNamed, payeeNamed, payeesById } from './payees.repo.ts';

/** Opens a draft with a line per budget line that draws pay; there is one draft per loan. Throws 409 loan_takes_no_draws, 422. */
export async function openDraft(actor: Actor, loanId: string): Promise<Draw> {
  authorise(actor, 'request:draws');
  const loans = authorise(actor, 'read:loans');
  return inTransaction(actor, async (tx) => {
    const loan = await lockTerms(tx, loans, loanId);
    if (!loan) throw invalid('/loanId', 'No such loan.');
    if (!(ACCRUING_LOAN_STATES as readonly string[]).includes(loan.state))
      throw conflict(
        'loan_takes_no_draws',
        `Loan ${loan.number} is ${loan.state.replaceAll('_', ' ')}: it takes no draws.`,
      );
    const known = await repo.draftOf(tx, loanId);
    const id = known?.id ?? randomUUID();
    if (!known) await insert(tx, { id, loanId, projectId: loan.projectId });
    await lines.addMissingLines(tx, id, loanId); // the budget may have grown since the draft was opened
    return drawFor(actor, tx, id);
  });
}

async function insert(tx: Tx, draw: { id: string; loanId: string; projectId: string }): Promise<void> {
  await repo.insertDraft(tx, { id: draw.id, loan_id: draw.loanId, project_id: draw.projectId });
  await insertMove(tx, {
    draw_id: draw.id,
    from_state: null,
    to_state: 'draft',
    action: 'open',
    reason: null,
    effective_date: bookDate(tx.now),
  });
  await publish(tx, 'draw.opened', { type: 'draw', id: draw.id, projectId: draw.projectId }, {});
}

/** Saves what a draft asks for, whatever it asks for: only requesting it is gated. Throws 404, 409 not_a_draft, 412, 422. */
export async function saveDraft(
  actor: Actor,
  input: { id: string; version: number; patch: DrawPatch },
): Promise<Draw> {
  const scope = authorise(actor, 'request:draws');
  return inTransaction(actor, async (tx) => {
    const draw = await repo.lockDraw(tx, scope, input.id);
    if (!draw) throw notFound();
    expectVersion(draw, input.version);
    if (draw.state !== 'draft')
      throw conflict('not_a_draft', 'This draw was requested. Withdraw it to ask for something else.');
    const before = await lines.linesOfDraw(tx, draw.id);
    await saveLines(tx, draw, before, input.patch.lines ?? []);
    const { note, isLast } = input.patch;
    const after = await lines.linesOfDraw(tx, draw.id);
    const asked = after.reduce((sum, line) => sum + line.requestedCents, 0n);
    await repo.updateDraw(tx, draw.id, {
      requested_cents: asked,
      ...(note === undefined ? {} : { note }),
      ...(isLast === undefined ? {} : { is_last: isLast }),
    });
    await pairAgain(tx, { id: draw.id, loanId: draw.loan_id, number: null, isLast: isLast ?? draw.is_last });
    const subject = { type: 'draw' as const, id: draw.id, projectId: draw.project_id };
    await publish(tx, 'draw.saved', subject, {
      requestedCents: Number(asked),
      fields: Object.keys(input.patch),
      lines: changedLines(before, after),
    });
    return drawFor(actor, tx, draw.id);
  });
}

/** The waivers a draw needs, with the borrower as payee where a line has no invoice. */
export async function pairAgain(
  tx: Tx,
  draw: { id: string; loanId: string; number: number | null; isLast: boolean },
): Promise<void> {
  const borrower = await borrowerOf(tx, draw.loanId);
  const payee = borrower
    ? { id: await payeeNamed(tx, draw.loanId, borrower.name, borrower.id), name: borrower.name }
    : null;
  await pairWaivers(tx, draw, payee);
}

type Line = NonNullable<DrawPatch['lines']>[number];

async function saveLines(
  tx: Tx,
  draw: { id: string; loan_id: string },
  before: readonly lines.FoundLine[],
  wanted: readonly Line[],
): Promise<void> {
  const known = new Map(before.map((line) => [line.budgetLineId, line]));
  const errors: FieldError[] = [];
  const twice = new Set<string>();
  for (const [i, line] of wanted.entries()) {
    const stands = known.get(line.budgetLineId);
    if (!stands || twice.has(line.budgetLineId)) {
      errors.push({
        pointer: `/lines/${i}/budgetLineId`,
        message: stands ? 'This line is named twice.' : 'The budget has no such line to draw.',
      });
      continue;
    }
    twice.add(line.budgetLineId);
    const requested = line.requestedCents ?? stands.requestedCents;
    if (line.storedCents !== undefined && line.storedCents > requested)
      errors.push({ pointer: `/lines/${i}/storedCents`, message: 'More than the line asks for.' });
  }
  errors.push(...(await invoiceErrors(tx, draw, wanted)));
  if (errors.length > 0) throw unprocessable(errors);
  for (const line of wanted) await saveLine(tx, draw, line, known.get(line.budgetLineId)!);
}

/** What saving made of the lines, for the audit trail. */
const changedLines = (before: readonly lines.FoundLine[], after: readonly lines.FoundLine[]) =>
  after.flatMap((line, i) => {
    const { requestedCents, storedCents, note } = line;
    const changed = changes<Partial<lines.FoundLine>>(before[i]!, { requestedCents, storedCents, note });
    return Object.keys(changed.after).length > 0 ? [{ budgetLineId: line.budgetLineId, ...changed }] : [];
  });

async function invoiceErrors(
  tx: Tx,
  draw: { id: string; loan_id: string },
  wanted: readonly Line[],
): Promise<FieldError[]> {
  const named = wanted.flatMap((line, i) =>
    (line.invoices ?? []).map((invoice, j) => ({ ...invoice, pointer: `/lines/${i}/invoices/${j}` })),
  );
  if (named.length === 0) return [];
  const ids = named.flatMap(({ payeeId }) => (payeeId ? [payeeId] : []));
  const payees = new Set((await payeesById(tx, draw.loan_id, ids)).map(({ id }) => id));
  const papers = new Set((await documentsAbout(tx, 'draw', draw.id)).map(({ id }) => id));
  return named.flatMap(({ pointer, payeeId, payeeName, documentId }) => [
    ...((payeeId === undefined) === (payeeName === undefined)
      ? [{ pointer: `${pointer}/payeeName`, message: 'Name the payee, or give its id.' }]
      : []),
    ...(payeeId && !payees.has(payeeId)
      ? [{ pointer: `${pointer}/payeeId`, message: 'No such payee of this loan.' }]
      : []),
    ...(documentId && !papers.has(documentId)
      ? [{ pointer: `${pointer}/documentId`, message: 'No such document of this draw.' }]
      : []),
  ]);
}

async function saveLine(
  tx: Tx,
  draw: { id: string; loan_id: string },
  line: Line,
  stands: lines.FoundLine,
): Promise<void> {
  const requested = line.requestedCents ?? stands.requestedCents;
  const stored = line.storedCents ?? stands.storedCents;
  await lines.updateLine(tx, draw.id, line.budgetLineId, {
    requested_cents: requested,
    stored_cents: stored > requested ? requested : stored,
    ...(line.note === undefined ? {} : { note: line.note }),
  });
  if (!line.invoices) return;
  await lines.deleteInvoices(tx, draw.id, line.budgetLineId);
  const rows = [];
  for (const [position, invoice] of line.invoices.entries()) {
    rows.push({
      id: randomUUID(),
      draw_id: draw.id,
      budget_line_id: line.budgetLineId,
      position,
      payee_id: invoice.payeeId ?? (await payeeOf(tx, draw.loan_id, invoice.payeeName!)),
      number: invoice.number ?? '',
      amount_cents: invoice.amountCents,
      reimbursed: invoice.reimbursed ?? false,
      document_id: invoice.documentId ?? null,
    });
  }
  await lines.insertInvoices(tx, rows);
}

/** A payee that is named like one legal entity of ours is that entity; anything else staff link by hand. */
const payeeOf = async (tx: Tx, loanId: string, name: string): Promise<string> =>
  payeeNamed(tx, loanId, name, await entityNamed(tx, name));
