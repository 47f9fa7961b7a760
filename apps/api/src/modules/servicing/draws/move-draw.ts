import { type DrawAction, type DrawState, drawStates } from '@connect/domain/draw-states';
import { assertReason } from '@connect/domain/machine';
import { type Cents, formatUsd } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { expectVersion, invalid } from '../../../platform/errors.ts';
import { requireStepUp } from '../../../platform/http.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { sendMessage } from '../../documents/index.ts';
import { authorise } from '../../identity/index.ts';
import { followLoan } from '../../lending/index.ts';
import { prepareDisbursements } from '../disbursements/prepare.ts';
import { cancelVisit, scheduleVisit } from '../inspections/schedule.ts';
import { pairAgain } from './draft.ts';
import { drawFor, moveContext, netOf } from './draw-view.ts';
import * as repo from './draws.repo.ts';
import type { Draw } from './draws.schemas.ts';
import { disbursementsOf, insertMove } from './history.repo.ts';
import { actDate, type HeldDraw, holdDraw } from './hold-draw.ts';
import { type Judged, judgeDraw } from './judge-draw.ts';
import { updateLine } from './lines.repo.ts';
import { watchFile } from './papers.ts';
import { borrowerOf } from './payees.repo.ts';
import { drawRules } from './settings.ts';
import type { DrawTransition } from './transition.schemas.ts';

/**
 * Moves a draw. Conditions are judged again under the locks: a waiver may have been withdrawn since the page was opened.
 * Throws 404, 409 with the legal moves or with what is missing, 412, 422.
 */
export async function moveDraw(
  actor: Actor,
  move: { id: string; version: number } & DrawTransition,
): Promise<Draw> {
  const scope = authorise(actor, 'request:draws');
  return inTransaction(actor, async (tx) => {
    const held = await holdDraw(tx, actor, scope, move.id);
    expectVersion(held.draw, move.version);
    await step(tx, held, move);
    return drawFor(actor, tx, held.draw.id);
  });
}

/** A move that follows from an event (an inspection submitted, the last payment confirmed), in that transaction. */
export async function followDraw(
  tx: Tx,
  drawId: string,
  action: 'complete_inspection' | 'pay',
  effectiveDate: string,
): Promise<void> {
  const held = await holdDraw(tx, tx.actor, authorise(tx.actor, 'read:draws'), drawId);
  const row = drawStates.legal(held.draw.state as DrawState, 'system').find((each) => each.action === action);
  if (row) await step(tx, held, { action, data: { effectiveDate } }, 'system');
}

type Step = { action: DrawAction; reason?: string | undefined; data?: object | undefined };

async function step(tx: Tx, held: HeldDraw, move: Step, role = tx.actor.role): Promise<void> {
  const { draw } = held;
  const found = (await repo.findDraw(tx, authorise(tx.actor, 'read:draws'), draw.id))!;
  const [judged, { secondApprovalCents: limit }, payments] = await Promise.all([
    judgeDraw(tx, found, tx.now),
    drawRules(tx),
    disbursementsOf(tx, draw.id),
  ]);
  const net = netOf(found, judged);
  const context = moveContext(tx.actor, found, { red: judged.red, net, limit, payments, reviewed: judged });
  const row = drawStates.step(draw.state as DrawState, move.action, role, context);
  if ('stepUp' in row && row.stepUp) requireStepUp(tx.actor);
  assertReason(row, move.reason);
  const wanted = (move.data as { effectiveDate?: string } | undefined)?.effectiveDate;
  const effectiveDate = role === 'system' && wanted ? wanted : await actDate(tx, held, wanted);
  const effect = await effectOf(tx, { draw, found, judged, net, move, to: row.to, effectiveDate });
  await repo.updateDraw(tx, draw.id, { state: row.to, state_since: tx.now, ...effect.values });
  await insertMove(tx, {
    draw_id: draw.id,
    from_state: draw.state,
    to_state: row.to,
    action: row.action,
    reason: move.reason ?? null,
    effective_date: effectiveDate,
  });
  await effect.after?.();
}

interface Acting {
  draw: repo.LockedDraw;
  found: repo.FoundDraw;
  judged: Judged;
  net: Cents;
  move: Step;
  /** The state it goes to. */
  to: DrawState;
  effectiveDate: string;
}
interface Effect {
  values?: repo.DrawValues;
  after?(): Promise<unknown>;
}

async function effectOf(tx: Tx, acting: Acting): Promise<Effect> {
  const { draw, net, move, effectiveDate } = acting;
  const about = { type: 'draw' as const, id: draw.id, projectId: draw.project_id, effectiveDate };
  const number = draw.number ?? 0;
  const told = { number, ...(move.reason ? { reason: move.reason } : {}) };
  switch (move.action) {
    case 'request':
      return request(tx, acting);
    case 'schedule_inspection': {
      const { inspectorId, date } = move.data as { inspectorId: string; date: string };
      if (date < effectiveDate) throw invalid('/data/date', 'The visit cannot lie before it is scheduled.');
      return {
        after: () =>
          scheduleVisit(tx, {
            drawId: draw.id,
            drawNumber: number,
            loanId: draw.loan_id,
            projectId: draw.project_id,
            inspectorId,
            date,
            effectiveDate,
          }),
      };
    }
    case 'start_review':
      return {
        values: { reviewer_id: tx.actor.userId, reviewer_name: tx.actor.name, proposed_cents: net },
        after: () => publish(tx, 'draw.moved', about, { ...told, action: move.action, to: acting.to }),
      };
    case 'first_approve':
      return {
        values: {
          first_approved_by: tx.actor.userId,
          first_approved_by_name: tx.actor.name,
          first_approved_at: tx.now,
          first_approved_cents: net,
        },
        after: () => publish(tx, 'draw.first_approved', about, { number, netCents: Number(net) }),
      };
    case 'approve':
      return approve(tx, acting);
    case 'reject':
    case 'withdraw':
      return {
        after: async () => {
          await cancelVisit(tx, draw.id, move.reason ?? 'The draw was taken back.');
          const name = move.action === 'reject' ? 'draw.rejected' : 'draw.withdrawn';
          // A draft that is thrown away is nobody else's business.
          if (draw.number) await publish(tx, name, about, told);
          else await publish(tx, 'draw.discarded', about, {});
        },
      };
    case 'pay': {
      const paid = (await disbursementsOf(tx, draw.id)).filter((each) => each.state === 'confirmed');
      return {
        values: { paid_on: effectiveDate },
        after: async () => {
          await followLoan(tx, draw.loan_id, 'start_servicing', effectiveDate);
          await publish(tx, 'draw.paid', about, { number, payeeCount: paid.length, netCents: Number(net) });
        },
      };
    }
    default:
      return {
        after: () => publish(tx, 'draw.moved', about, { ...told, action: move.action, to: acting.to }),
      };
  }
}

/** Gives the draw its number under the loan's lock, so that numbers have no gaps. */
async function request(tx: Tx, { draw, found, judged, effectiveDate }: Acting): Promise<Effect> {
  const number = await repo.nextDrawNumber(tx, draw.loan_id);
  const asked = judged.lines.filter((line) => line.requestedCents > 0n);
  const requestedCents = asked.reduce((sum, line) => sum + line.requestedCents, 0n);
  return {
    values: {
      number,
      requested_at: tx.now,
      requested_by: tx.actor.userId,
      requested_by_name: tx.actor.name,
      requested_cents: requestedCents,
    },
    after: async () => {
      await pairAgain(tx, { id: draw.id, loanId: draw.loan_id, number, isLast: draw.is_last });
      await watchFile(tx, { id: draw.id, file_complete_at: null, requested_at: tx.now.toISOString() });
      await publish(
        tx,
        'draw.requested',
        { type: 'draw', id: draw.id, projectId: draw.project_id, effectiveDate },
        { number, requestedCents: Number(requestedCents), lineCount: asked.length },
      );
      const borrower = await borrowerOf(tx, draw.loan_id);
      if (!borrower?.email) return;
      await sendMessage(tx, {
        channel: 'email',
        to: { partyId: borrower.id, name: borrower.name, address: borrower.email },
        subject: `We have draw ${number} for ${found.address}`,
        text: `Hello ${borrower.name},\n\nwe have your request of ${formatUsd(requestedCents as Cents)} for ${found.address}, loan ${found.loanNumber}. An inspector visits the site next. You can follow it, and see which papers are still missing, after signing in.\n\nConnect`,
        about: { type: 'draw' as const, id: draw.id, projectId: draw.project_id },
      });
    },
  };
}

/** Writes down what is approved line by line, and prepares one payment per payee. */
async function approve(tx: Tx, { draw, judged, net, effectiveDate }: Acting): Promise<Effect> {
  if (net <= 0n)
    throw invalid('/action', 'Nothing is left to pay. Reject the draw, or decide its lines again.');
  return {
    values: {
      approved_by: tx.actor.userId,
      approved_by_name: tx.actor.name,
      approved_at: tx.now,
      proposed_cents: net,
      ...(draw.first_approved_cents === net
        ? {}
        : {
            first_approved_by: null,
            first_approved_by_name: null,
            first_approved_at: null,
            first_approved_cents: null,
          }),
    },
    after: async () => {
      for (const [i, line] of judged.lines.entries()) {
        const each = judged.review.lines[i]!;
        await updateLine(tx, draw.id, line.budgetLineId, {
          drawn_before_cents: line.drawnCents,
          approved_cents: each.grossCents,
          retainage_cents: each.retainageCents,
        });
      }
      await prepareDisbursements(tx, { id: draw.id, loanId: draw.loan_id });
      await publish(
        tx,
        'draw.approved',
        { type: 'draw', id: draw.id, projectId: draw.project_id, effectiveDate },
        {
          number: draw.number!,
          netCents: Number(net),
          cutCents: Number(judged.review.cutCents),
          retainageCents: Number(judged.review.retainageCents),
        },
      );
    },
  };
}
