import { randomUUID } from 'node:crypto';
import { addDays, type CivilDate, formatDate } from '@connect/domain/calendar';
import { type Cents, centsToNumber } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { invalid } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { storeGenerated } from '../../documents/index.ts';
import { authorise } from '../../identity/index.ts';
import { findLender } from '../../lending/index.ts';
import { aboutLoan, holdLoan } from '../ledger/act.ts';
import { lastEventOn } from '../ledger/history.repo.ts';
import type { LoanTerms } from '../ledger/loans.repo.ts';
import { cutOffWords } from '../payments/counting.ts';
import type { PayoffFigures, PayoffQuote } from './payoff.schemas.ts';
import { payoffLetter } from './payoff-letter.ts';
import { figuresOfQuote, toJson } from './quote-figures.ts';
import { insertQuote, nextNumber } from './quotes.repo.ts';
import { quoteFor } from './quotes.service.ts';

const FARTHEST_DAYS = 90;
const VALID_DAYS = 10;
const LONGEST_VALIDITY_DAYS = 31;

/**
 * Quotes the payoff for a day, with the letter for the borrower, who sees it in the portal.
 * Throws 422 for an unknown loan or a bad date, 409 `loan_not_running`.
 */
export async function giveQuote(
  actor: Actor,
  input: {
    loanId: string;
    payoffDate: string;
    validThrough?: string | undefined;
    exitFeeCents?: Cents | undefined;
  },
): Promise<PayoffQuote> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const loan = await holdLoan(tx, scope, { loanId: input.loanId, loanPointer: '/loanId' });
    const payoffDate = input.payoffDate as CivilDate;
    const validThrough = (input.validThrough ?? addDays(payoffDate, VALID_DAYS)) as CivilDate;
    const last = (await lastEventOn(tx, loan.id)) as CivilDate;
    checkDates(bookDate(tx.now) as CivilDate, last, payoffDate, validThrough);
    const figures = await figuresOfQuote(tx, loan, {
      payoffDate,
      validThrough,
      exitFeeCents: input.exitFeeCents ?? loan.exitFeeCents,
    });
    const id = randomUUID();
    const number = await nextNumber(tx, loan.id);
    const documentId = await keepLetter(tx, { id, number, loan, payoffDate, validThrough, figures });
    await insertQuote(tx, {
      id,
      loan_id: loan.id,
      number,
      payoff_date: payoffDate,
      valid_through: validThrough,
      total_cents: figures.totalCents,
      figures: toJson(figures),
      document_id: documentId,
    });
    await publish(tx, 'payoff.quoted', aboutLoan(loan, bookDate(tx.now)), {
      quoteId: id,
      totalCents: centsToNumber(figures.totalCents as Cents),
      payoffDate,
    });
    return quoteFor(actor, tx, scope, id);
  });
}

function checkDates(today: CivilDate, last: CivilDate, payoffDate: CivilDate, validThrough: CivilDate): void {
  if (payoffDate < last)
    throw invalid('/payoffDate', `Not before the loan’s last act of ${formatDate(last)}.`);
  if (payoffDate > addDays(today, FARTHEST_DAYS))
    throw invalid('/payoffDate', `At most ${FARTHEST_DAYS} days ahead.`);
  if (validThrough < payoffDate) throw invalid('/validThrough', 'Not before the payoff date.');
  if (validThrough > addDays(payoffDate, LONGEST_VALIDITY_DAYS))
    throw invalid('/validThrough', `At most ${LONGEST_VALIDITY_DAYS} days after the payoff date.`);
}

async function keepLetter(
  tx: Tx,
  quote: {
    id: string;
    number: number;
    loan: LoanTerms;
    payoffDate: CivilDate;
    validThrough: CivilDate;
    figures: PayoffFigures;
  },
): Promise<string> {
  const { loan, number } = quote;
  const stored = await storeGenerated(tx, {
    subject: { type: 'payoff_quote', id: quote.id, projectId: loan.projectId, loanId: loan.id },
    kind: 'payoff_letter',
    title: `Payoff quote ${number}, loan ${loan.number}`,
    fileName: `${loan.number}-payoff-${quote.payoffDate}.pdf`,
    mediaType: 'application/pdf',
    bytes: await payoffLetter({
      ...quote,
      date: bookDate(tx.now) as CivilDate,
      lender: (await findLender(tx)).name,
      cutOff: await cutOffWords(tx),
      now: tx.now,
    }),
    shareWith: loan.borrowerId ? [loan.borrowerId] : [],
  });
  return stored.documentId;
}
