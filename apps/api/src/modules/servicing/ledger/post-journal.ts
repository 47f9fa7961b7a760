import { randomUUID } from 'node:crypto';
import { addDays, type CivilDate, formatDate } from '@connect/domain/calendar';
import type { AccountKey } from '@connect/domain/chart-of-accounts';
import { type Cents, sumCents } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { invalid } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { aboutLoan, beginAct } from './act.ts';
import { getPosting } from './books.ts';
import { enter, postingOf } from './enter.ts';
import { announce } from './history.repo.ts';
import type { Posting } from './ledger.schemas.ts';

export interface Journal {
  loanId: string;
  effectiveDate?: string | undefined;
  memo: string;
  reason: string;
  currency?: string | undefined;
  lines: { account: string; amountCents: Cents }[];
}

/**
 * Moves amounts between the accounts of one loan by hand. Throws 404, 409 `loan_not_running` or the rule that it breaks, 422 at
 * /effectiveDate for a day of a closed month, before funding or in the future, and at /lines when they do not balance.
 */
export async function postJournal(actor: Actor, journal: Journal): Promise<Posting> {
  const scope = authorise(actor, 'post:journals');
  return inTransaction(actor, async (tx) => {
    const { loan, date } = await beginAct(tx, scope, journal);
    const { openFrom } = await announce(tx);
    if (openFrom && date < openFrom)
      throw invalid(
        '/effectiveDate',
        `The books are closed to ${formatDate(addDays(openFrom as CivilDate, -1))}. Date the journal after that.`,
      );
    if (journal.currency && journal.currency !== 'USD')
      throw invalid('/currency', 'The book is kept in USD.');
    const id = randomUUID();
    const key = `journal:${id}`;
    const { written } = await enter(tx, loan, {
      event: {
        kind: 'journal',
        key,
        date,
        memo: journal.memo,
        lines: journal.lines.map((line) => ({ ...line, account: line.account as AccountKey })),
      },
      source: { type: 'journal', id },
    });
    const posting = await getPosting(actor, postingOf(written, key), tx);
    await publish(tx, 'journal.posted', aboutLoan(loan, date), {
      number: posting.number,
      memo: journal.memo,
      reason: journal.reason,
      amountCents: Number(
        sumCents(
          journal.lines.filter(({ amountCents }) => amountCents > 0n).map(({ amountCents }) => amountCents),
        ),
      ),
    });
    return posting;
  });
}
