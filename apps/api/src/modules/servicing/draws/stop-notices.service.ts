import { randomUUID } from 'node:crypto';
import { type Cents, formatUsd } from '@connect/domain/money';
import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { reader } from '../../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { assertDocuments } from '../../lending/index.ts';
import { finishTask, openTask } from '../../tasks/index.ts';
import { lockTerms } from '../ledger/loans.repo.ts';
import type { NewStopNotice, StopNotice, StopNoticePage } from './evidence.schemas.ts';
import * as repo from './stop-notices.repo.ts';

const taskKey = (id: string): string => `stop-notice:${id}`;

/** A page of stop notices; partners never see them. */
export async function pageOfStopNotices(
  actor: Actor,
  query: repo.StopNoticeFilter & { withTotal: boolean },
): Promise<z.infer<typeof StopNoticePage>> {
  const scope = authorise(actor, 'read:postings');
  const [rows, total] = await Promise.all([
    repo.listStopNotices(reader(), scope, query),
    query.withTotal ? repo.countStopNotices(reader(), scope, query) : undefined,
  ]);
  return sortedPage(rows, query, repo.SORTS, total);
}

/** Serves a stop notice: its amount is withheld from this and later draws until it is released. Throws 422. */
export async function serveStopNotice(
  actor: Actor,
  notice: z.output<typeof NewStopNotice>,
): Promise<StopNotice> {
  const scope = authorise(actor, 'write:loans');
  return inTransaction(actor, async (tx) => {
    const loan = await lockTerms(tx, authorise(actor, 'read:loans'), notice.loanId);
    if (!loan) throw invalid('/loanId', 'No such loan.');
    if (notice.servedOn > bookDate(tx.now)) throw invalid('/servedOn', 'Not in the future.');
    await assertDocuments(tx, loan.id, { '/documentId': notice.documentId });
    const id = randomUUID();
    await repo.insertStopNotice(tx, {
      id,
      loan_id: loan.id,
      claimant: notice.claimant,
      amount_cents: notice.amountCents,
      served_on: notice.servedOn,
      document_id: notice.documentId ?? null,
    });
    await publish(
      tx,
      'stop_notice.served',
      { type: 'stop_notice', id, projectId: loan.projectId, effectiveDate: notice.servedOn },
      { claimant: notice.claimant, amountCents: Number(notice.amountCents) },
    );
    await openTask(tx, {
      key: taskKey(id),
      title: `Withhold ${formatUsd(notice.amountCents as Cents)} for ${notice.claimant} until released`,
      assigneeRole: 'servicing',
      subject: { type: 'loan', id: loan.id, projectId: loan.projectId, loanId: loan.id },
    });
    return (await repo.findStopNotice(tx, scope, id))!;
  });
}

/** Releases a stop notice. Throws 404, 409 released_already, 412, 422. */
export async function releaseStopNotice(
  actor: Actor,
  move: { id: string; version: number; reason: string; effectiveDate?: string | undefined },
): Promise<StopNotice> {
  const scope = authorise(actor, 'write:loans');
  return inTransaction(actor, async (tx) => {
    const found = await repo.findStopNotice(tx, scope, move.id);
    if (!found) throw notFound();
    const loan = (await lockTerms(tx, authorise(actor, 'read:loans'), found.loanId))!;
    const notice = (await repo.lockStopNotice(tx, move.id))!;
    expectVersion(notice, move.version);
    if (notice.released_on)
      throw conflict('released_already', 'This stop notice is released already.', { legalMoves: [] });
    const date = move.effectiveDate ?? bookDate(tx.now);
    if (date > bookDate(tx.now)) throw invalid('/data/effectiveDate', 'Not in the future.');
    if (date < notice.served_on) throw invalid('/data/effectiveDate', 'Not before it was served.');
    await repo.releaseStopNotice(tx, move.id, { released_on: date, release_reason: move.reason });
    await publish(
      tx,
      'stop_notice.released',
      { type: 'stop_notice', id: move.id, projectId: loan.projectId, effectiveDate: date },
      { claimant: notice.claimant, amountCents: Number(notice.amount_cents), reason: move.reason },
    );
    await finishTask(tx, taskKey(move.id));
    return (await repo.findStopNotice(tx, scope, move.id))!;
  });
}
