import {
  type AccountingPeriodAction,
  type AccountingPeriodState,
  accountingPeriodStates,
} from '@connect/domain/accounting-period-states';
import type { CivilDate } from '@connect/domain/calendar';
import { assertReason } from '@connect/domain/machine';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { expectVersion, notFound } from '../../../platform/errors.ts';
import { requireStepUp } from '../../../platform/http.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { periodOf } from '../billing/period.ts';
import * as repo from './periods.repo.ts';
import type { AccountingPeriod } from './periods.schemas.ts';
import { getPeriod, isClosed, laterClosed, monthsFrom, openItemsOf } from './periods.service.ts';

export interface PeriodMove {
  period: string;
  version: number;
  action: string;
  reason?: string | undefined;
}

/**
 * Closes a month of the books or opens it again, with two people. Closing waits for postings under way, judges the month anew and gives
 * the book's numbers; what is dated into the month afterwards counts in the first open one.
 * Throws 404, 409 with the legal moves, `period_not_ready`, `own_request` or `later_period_closed`, 412, 422 without a reason.
 */
export async function movePeriod(actor: Actor, move: PeriodMove): Promise<AccountingPeriod> {
  const scope = authorise(actor, 'close:periods');
  const action = move.action as AccountingPeriodAction;
  return inTransaction(actor, async (tx) => {
    const period = periodOf(move.period);
    const today = bookDate(tx.now) as CivilDate;
    const months = monthsFrom(((await repo.firstDay(tx, scope)) ?? today) as CivilDate, today);
    if (!months.some(({ key }) => key === period.key)) throw notFound();
    if (action === 'close' || action === 'reopen') await repo.stopPosting(tx);
    const row = await repo.lockPeriod(tx, scope, period.key);
    expectVersion(row, move.version);
    const moved = await repo.movedPeriods(tx, scope);
    const earlierOpen = months.filter(({ key }) => key < period.key && !isClosed(moved.get(key)?.state));
    const step = accountingPeriodStates.step(row.state as AccountingPeriodState, action, actor.role, {
      openItems: await openItemsOf(tx, scope, period, earlierOpen, today),
      laterClosed: laterClosed(moved, period),
      requestedBy: row.requested_by,
      actorId: actor.userId,
    });
    assertReason(step, move.reason);
    if ('stepUp' in step && step.stepUp) requireStepUp(actor);
    const asks = action === 'request_close' || action === 'request_reopen';
    await repo.updatePeriod(tx, period.key, {
      state: step.to,
      reason: move.reason ?? null,
      ...(asks
        ? {
            requested_by: actor.userId,
            requested_by_name: tx.actor.name,
            requested_at: tx.now,
            decided_by: null,
            decided_by_name: null,
            decided_at: null,
          }
        : { decided_by: actor.userId, decided_by_name: tx.actor.name, decided_at: tx.now }),
    });
    if (action === 'close') await repo.numberPostings(tx, period);
    await publish(
      tx,
      'period.moved',
      { type: 'accounting_period', id: row.id },
      { period: period.key, to: step.to, ...(move.reason ? { reason: move.reason } : {}) },
    );
    return getPeriod(actor, period.key, tx);
  });
}
