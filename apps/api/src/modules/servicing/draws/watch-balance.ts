import { type CivilDate, formatDate } from '@connect/domain/calendar';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { authorise } from '../../identity/index.ts';
import { finishTask, openTask } from '../../tasks/index.ts';
import { findDraw } from './draws.repo.ts';
import { judgeDraw } from './judge-draw.ts';

/** A loan that is out of balance opens one task to cure it; it is done when the loan is in balance again. */
export async function watchBalance(tx: Tx, drawId: string): Promise<void> {
  const draw = (await findDraw(tx, authorise(tx.actor, 'read:draws'), drawId))!;
  const { conditions } = await judgeDraw(tx, draw, tx.now);
  const balance = conditions.find((each) => each.code === 'in_balance');
  const key = `cure:${draw.loanId}`;
  if (balance?.status !== 'holds') return finishTask(tx, key);
  await openTask(tx, {
    key,
    title: `Loan ${draw.loanNumber} is out of balance`,
    note: `${balance.reason} Seen on draw ${draw.number}, ${formatDate(bookDate(tx.now) as CivilDate)}.`,
    assigneeRole: 'servicing',
    subject: { type: 'loan', id: draw.loanId, projectId: draw.projectId, loanId: draw.loanId },
  });
}
