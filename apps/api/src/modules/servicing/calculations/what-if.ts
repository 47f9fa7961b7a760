import type { CivilDate } from '@connect/domain/calendar';
import { type LoanEvent, RuleBroken } from '@connect/domain/loan-history';
import type { Cents } from '@connect/domain/money';
import { comingBills, type Projection, projectLoan } from '@connect/domain/project-loan';
import type { Rate } from '@connect/domain/rate';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { reader } from '../../../platform/db.ts';
import { conflict, invalid } from '../../../platform/errors.ts';
import { authorise } from '../../identity/index.ts';
import { isRunning } from '../ledger/act.ts';
import { requireTerms } from '../ledger/books.ts';
import { historyOf } from '../ledger/history.repo.ts';
import { noteOf } from '../ledger/note.ts';
import type * as s from './what-if.schemas.ts';

/**
 * How a loan goes on to its maturity, and how it would with something more happening. Changes nothing.
 * Throws 404, 409 `loan_not_running`, 422 at the supposition that breaks a rule of the ledger.
 */
export async function supposeOfLoan(
  actor: Actor,
  loanId: string,
  input: z.output<typeof s.Suppositions>,
): Promise<z.infer<typeof s.Supposed>> {
  const loan = await requireTerms(reader(), authorise(actor, 'read:postings'), loanId);
  if (!isRunning(loan.state))
    throw conflict('loan_not_running', `Loan ${loan.number} is ${loan.state.replaceAll('_', ' ')}.`, {
      legal: [],
    });
  const note = noteOf(loan);
  const history = await historyOf(reader(), loanId);
  const today = bookDate(actor.now ?? new Date()) as CivilDate;
  const through = (input.through ?? note.maturity) as CivilDate;
  if (through <= today) throw invalid('/through', 'After today.');
  const bills = comingBills(lastBill(history), through);
  const supposed = input.suppose.map((each, at) => eventOf(each, `what-if:${at}`));
  try {
    return {
      loanId,
      through,
      asItGoes: outlookOf(projectLoan(note, [...history, ...bills], through, { daily: false }), today),
      supposed: outlookOf(
        projectLoan(note, [...history, ...bills, ...supposed], through, { daily: false }),
        today,
      ),
    };
  } catch (error) {
    if (!(error instanceof RuleBroken)) throw error;
    const at = supposed.findIndex(({ key }) => key === error.event.key);
    throw invalid(`/suppose/${Math.max(at, 0)}`, error.message);
  }
}

const lastBill = (history: readonly LoanEvent[]): CivilDate =>
  history
    .filter(({ kind }) => kind === 'bill' || kind === 'settled')
    .map(({ date }) => date)
    .sort()
    .at(-1)!;

function eventOf(each: z.output<typeof s.Supposition>, key: string): LoanEvent {
  const date = each.date as CivilDate;
  switch (each.kind) {
    case 'draw':
      return {
        kind: 'draw',
        key,
        date,
        grossCents: each.amountCents,
        retainageCents: 0n as Cents,
        memo: 'Supposed draw',
      };
    case 'payment':
      return { kind: 'payment', key, date, amountCents: each.amountCents, principalCents: each.amountCents };
    case 'rate':
      return { kind: 'rate', key, date, rate: each.rate as Rate };
  }
}

/** What comes: bills after today, principal as it changes, the reserve, and the payoff at the end. */
const outlookOf = (loan: Projection, today: CivilDate): z.infer<typeof s.Outlook> => ({
  principalCents: loan.balances.principal,
  interestToComeCents: loan.bills
    .filter(({ to }) => to > today)
    .reduce((sum, { interestCents }) => sum + interestCents, loan.accrual.rounded as bigint),
  undrawnCents: loan.undrawnCents,
  reserveLeftCents: loan.balances.reserve_undrawn,
  reserveDepletedOn: loan.reserveDepletedOn,
  payoffCents: loan.payoffOn(loan.through).totalCents,
  principal: loan.steps.map(({ from, principal }) => ({ from, principalCents: principal })),
  bills: loan.bills
    .filter(({ to }) => to > today)
    .map(({ to, interestCents, fromReserveCents }) => ({ to, interestCents, fromReserveCents })),
});
