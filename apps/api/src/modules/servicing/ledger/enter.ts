import { randomUUID } from 'node:crypto';
import type { CivilDate } from '@connect/domain/calendar';
import type { LoanEvent } from '@connect/domain/loan-history';
import type { Projection } from '@connect/domain/project-loan';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid, notFound } from '../../../platform/errors.ts';
import * as repo from './history.repo.ts';
import { lockHead } from './ledger.repo.ts';
import type { NotedLoan } from './note.ts';
import { type Moment, type Replayed, replay } from './replay.ts';
import { asProblem, type Pointers } from './rules.ts';

export interface Entry {
  event: LoanEvent;
  /** What caused it: a payment, a bill, a draw, a funding. */
  source: { type: string; id: string };
  /** Where a refused field is reported: `/effectiveDate` for the date unless said otherwise. */
  pointers?: Pointers;
}

/** What stands on the books after an entry. */
export interface Entered extends Replayed {
  eventId: string;
  projection: Projection;
}

/**
 * The one way onto the books: enters what happened and works the loan out anew from its day on. Takes the loan's ledger head, so that
 * two people posting on one loan wait for each other and nobody waits for another loan. Postings of the past are reversed and replaced
 * only where their cents differ.
 * Throws a problem that names the broken rule: 422 at the field, or 409; 422 for a date in the future. Nothing is posted then.
 */
export async function enter(tx: Tx, loan: NotedLoan, entry: Entry): Promise<Entered> {
  const { event, source } = entry;
  if (event.date > bookDate(tx.now))
    throw invalid(entry.pointers?.date ?? '/effectiveDate', 'Not in the future.');
  const head = await lockHead(tx, loan.id);
  const moment = await momentOf(tx, head.last_recorded_at);
  const id = randomUUID();
  const history = await repo.historyOf(tx, loan.id);
  await repo.insertEvent(tx, { id, loanId: loan.id, event, source, recordedAt: moment.recordedAt });
  const kept = { ...event, id, sourceType: source.type, sourceId: source.id };
  const made = await asProblem(event, entry.pointers, () =>
    replay(tx, loan, {
      head,
      moment,
      history: [...history, kept],
      cause: { eventId: id, event, withdrawn: null },
    }),
  );
  return { eventId: id, ...made };
}

/**
 * Takes an event back: what it brought is reversed on its own day, and everything after it is worked out as if it had never been.
 * Throws 404 for an unknown event, 409 `reversed_already`, or the rule that a later event would break without it.
 */
export async function withdraw(
  tx: Tx,
  loan: NotedLoan,
  source: { type: string; id: string },
  reason: string,
): Promise<Entered> {
  const head = await lockHead(tx, loan.id);
  const found = await repo.findEventOf(tx, source); // under the lock: somebody may have been quicker
  if (!found) throw notFound();
  if (found.withdrawn) throw conflict('reversed_already', 'This posting is reversed already.');
  const moment = await momentOf(tx, head.last_recorded_at);
  await repo.insertWithdrawal(tx, { id: found.id, loanId: loan.id, reason, recordedAt: moment.recordedAt });
  const event = (await repo.findEvent(tx, found.id))!;
  const history = await repo.historyOf(tx, loan.id);
  const made = await asProblem(null, undefined, () =>
    replay(tx, loan, { head, moment, history, cause: { eventId: found.id, event, withdrawn: reason } }),
  );
  return { eventId: found.id, ...made };
}

/** Works a loan out to a day without anything new: interest is accrued up to it. Answers null where the books are that far already. */
export async function workOut(tx: Tx, loan: NotedLoan, to: CivilDate): Promise<Replayed | null> {
  const head = await lockHead(tx, loan.id);
  if (head.worked_to && head.worked_to >= to) return null;
  const moment = await momentOf(tx, head.last_recorded_at);
  const history = await repo.historyOf(tx, loan.id);
  return replay(tx, loan, { head, moment, history, cause: null, to });
}

/** Somebody who waited for the head began earlier than who held it: what is recorded later is never known earlier. */
async function momentOf(tx: Tx, last: string | null): Promise<Moment> {
  const announced = await repo.announce(tx);
  const now = tx.actor.now?.toISOString() ?? announced.recordedAt;
  return { ...announced, recordedAt: last && Date.parse(last) > Date.parse(now) ? last : now };
}

/** The posting that was written of a key. */
export function postingOf(written: Replayed['written'], key: string): string {
  const found = written.find((each) => each.key === key);
  if (!found) throw new Error(`nothing was posted of ${key}`);
  return found.id;
}
