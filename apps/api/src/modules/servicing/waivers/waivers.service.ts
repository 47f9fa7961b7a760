import {
  type LienWaiverAction,
  type LienWaiverState,
  lienWaiverStates,
} from '@connect/domain/lien-waiver-states';
import { assertReason } from '@connect/domain/machine';
import { type Cents, formatUsd } from '@connect/domain/money';
import { EXTERNAL_ROLES } from '@connect/domain/permissions';
import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { requireStepUp } from '../../../platform/http.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { documentsAbout, sendMessage } from '../../documents/index.ts';
import { authorise } from '../../identity/index.ts';
import { holdDraw } from '../draws/hold-draw.ts';
import { watchFile } from '../draws/papers.ts';
import { borrowerOf } from '../draws/payees.repo.ts';
import * as repo from './waivers.repo.ts';
import type { Waiver, WaiverPage, WaiverTransition } from './waivers.schemas.ts';

/** A page of waivers of the draws this caller may see. */
export async function pageOfWaivers(
  actor: Actor,
  query: repo.WaiverFilter & { withTotal: boolean },
): Promise<z.infer<typeof WaiverPage>> {
  const scope = authorise(actor, 'read:draws');
  const [rows, total] = await Promise.all([
    repo.listWaivers(reader(), scope, query),
    query.withTotal ? repo.countWaivers(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, repo.SORTS, total);
  return { ...page, items: page.items.map((row) => present(actor, row)) };
}

/** Throws 404. */
export async function waiverFor(actor: Actor, db: Reader, id: string): Promise<Waiver> {
  const found = await repo.findWaiver(db, authorise(actor, 'read:draws'), id);
  if (!found) throw notFound();
  return present(actor, found);
}

function present(actor: Actor, { payeeEmail: _, ...row }: repo.FoundWaiver): Waiver {
  const partner = (EXTERNAL_ROLES as readonly string[]).includes(actor.role);
  return {
    ...row,
    reason: partner && row.state === 'waived' ? null : row.reason,
    decidedByName: partner ? null : row.decidedByName,
    moves:
      actor.role === 'system'
        ? []
        : lienWaiverStates.moves(row.state as LienWaiverState, actor.role, { documentCount: 1 }),
  };
}

/** Moves a waiver; the second clock of its draw follows. Throws 404, 409 with the legal moves, 412, 422. */
export async function moveWaiver(
  actor: Actor,
  move: { id: string; version: number } & WaiverTransition,
): Promise<Waiver> {
  const scope = authorise(actor, 'request:draws');
  return inTransaction(actor, async (tx) => {
    const found = await repo.findWaiver(tx, scope, move.id);
    if (!found) throw notFound();
    const { draw } = await holdDraw(tx, actor, scope, found.drawId);
    const waiver = await repo.lockWaiver(tx, scope, move.id);
    if (!waiver) throw notFound();
    expectVersion(waiver, move.version);
    const row = lienWaiverStates.step(
      waiver.state as LienWaiverState,
      move.action as LienWaiverAction,
      actor.role,
      { documentCount: move.action === 'receive' ? 1 : 0 },
    );
    if ('stepUp' in row && row.stepUp) requireStepUp(actor);
    assertReason(row, move.reason);
    await repo.updateWaiver(tx, waiver.id, { state: row.to, ...(await effectOf(tx, found, move)) });
    await publish(
      tx,
      'waiver.moved',
      { type: 'lien_waiver', id: waiver.id, projectId: draw.project_id },
      {
        payee: found.payeeName,
        form: found.form,
        action: move.action,
        to: row.to,
        ...(move.reason ? { reason: move.reason } : {}),
      },
    );
    await watchFile(tx, draw);
    return waiverFor(actor, tx, waiver.id);
  });
}

async function effectOf(
  tx: Tx,
  waiver: repo.FoundWaiver,
  move: WaiverTransition,
): Promise<repo.WaiverValues> {
  switch (move.action) {
    case 'request':
    case 'remind':
      await ask(tx, waiver);
      return { asked_at: tx.now };
    case 'receive':
      await checkForm(tx, waiver, move.data.documentId);
      return { document_id: move.data.documentId, received_at: tx.now, reason: null };
    case 'return':
    case 'revoke':
      return { reason: move.reason!, document_id: null };
    case 'accept':
    case 'waive':
      return { reason: move.reason ?? null, decided_at: tx.now, decided_by_name: tx.actor.name };
  }
}

async function checkForm(tx: Tx, waiver: repo.FoundWaiver, documentId: string): Promise<void> {
  const papers = [
    ...(await documentsAbout(tx, 'draw', waiver.drawId)),
    ...(waiver.forDrawId === waiver.drawId ? [] : await documentsAbout(tx, 'draw', waiver.forDrawId)),
  ];
  if (!papers.some(({ id, state }) => id === documentId && state !== 'quarantined'))
    throw invalid('/data/documentId', 'No such document of this draw.');
}

/** Writes to the payee, or where it left no address to the borrower, who knows how to reach it. */
async function ask(tx: Tx, waiver: repo.FoundWaiver): Promise<void> {
  const borrower = await borrowerOf(tx, waiver.loanId);
  const to = waiver.payeeEmail
    ? { name: waiver.payeeName, address: waiver.payeeEmail }
    : borrower?.email
      ? { partyId: borrower.id, name: borrower.name, address: borrower.email }
      : null;
  if (!to)
    throw conflict('no_address', `Neither ${waiver.payeeName} nor the borrower has an e-mail address.`);
  const form = waiver.form.replaceAll('_', ' ');
  const draw = waiver.forDrawNumber ? `draw ${waiver.forDrawNumber}` : 'the next draw';
  await sendMessage(tx, {
    channel: 'email',
    to,
    subject: `Lien waiver needed: ${waiver.payeeName}, ${draw}`,
    text: `Hello ${to.name},\n\nbefore the draw can be paid we need the ${form} lien waiver of ${waiver.payeeName} for ${draw}, ${formatUsd(waiver.amountCents as Cents)}, signed. Please have it uploaded with the draw, or answer with the signed form.\n\nConnect`,
    about: { type: 'draw', id: waiver.drawId },
  });
}
