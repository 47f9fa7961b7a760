import { addMonths, type CivilDate } from '@connect/domain/calendar';
import { ACCOUNTS } from '@connect/domain/chart-of-accounts';
import { type LoanEvent, RuleBroken } from '@connect/domain/loan-history';
import type { NoteTerms } from '@connect/domain/loan-terms';
import { comingBills, type Projection, projectLoan } from '@connect/domain/project-loan';
import { Rational } from '@connect/domain/rational';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { invalid } from '../../../platform/errors.ts';
import { authorise } from '../../identity/index.ts';
import { explain } from '../ledger/explain.ts';
import { segmentsOf } from '../ledger/figures.ts';
import type * as s from './calculations.schemas.ts';
import { scheduleOf } from './schedule-of.ts';

const LONGEST_YEARS = 50;

/**
 * Works a loan out from terms and history that the caller makes up. Touches no record.
 * Throws 422 at the event that breaks a rule of the ledger, naming the rule, and for more than 50 years.
 */
export function calculateLoan(
  actor: Actor,
  input: z.output<typeof s.LoanCalculation>,
): z.infer<typeof s.CalculatedLoan> {
  authorise(actor, 'calculate:loans');
  const through = input.through as CivilDate;
  const given = input.history as LoanEvent[];
  checkHorizon(given, through);
  const history = input.monthlyBills ? withBills(given, through) : given;
  const terms = input.terms as unknown as NoteTerms; // texts that were validated as rates and dates
  try {
    return {
      ...present(projectLoan(terms, history, through, { daily: input.daily }), terms),
      schedule: scheduleOf(terms, history),
    };
  } catch (error) {
    if (!(error instanceof RuleBroken)) throw error;
    const at = given.findIndex(({ key }) => key === error.event.key);
    throw invalid(at < 0 ? '/history' : `/history/${at}`, `${error.message} (${error.rule})`);
  }
}

function checkHorizon(history: readonly LoanEvent[], through: CivilDate): void {
  const first = history.map(({ date }) => date).sort()[0];
  if (first && through > addMonths(first, LONGEST_YEARS * 12))
    throw invalid('/through', `At most ${LONGEST_YEARS} years after the first event.`);
}

function withBills(history: readonly LoanEvent[], through: CivilDate): LoanEvent[] {
  const settled = history.find(({ kind }) => kind === 'settled');
  if (!settled) return [...history];
  const end = history.find(({ kind }) => kind === 'payoff')?.date ?? through;
  const taken = new Set(history.filter(({ kind }) => kind === 'bill').map(({ date }) => date));
  return [
    ...history,
    ...comingBills(settled.date, end < through ? end : through).filter(({ date }) => !taken.has(date)),
  ];
}

function present(loan: Projection, terms: NoteTerms): Omit<z.infer<typeof s.CalculatedLoan>, 'schedule'> {
  return {
    through: loan.through,
    postings: loan.postings.map(({ why, ...posting }) => ({
      ...posting,
      lines: posting.lines.map((line) => ({ ...line })),
      why: explain(why, terms.dayCount),
    })),
    bills: loan.bills.map(
      ({ unpaidInterestCents: _, unpaidPrincipalCents: __, final: ___, segments, ...bill }) => ({
        ...bill,
        segments: segmentsOf({ accrual: { segments } }),
      }),
    ),
    payments: [...loan.applied].map(([key, split]) => ({
      key,
      feesCents: split.fees,
      defaultInterestCents: split.defaultInterest,
      interestCents: split.interest,
      principalCents: split.principal,
      unappliedCents: split.unapplied,
    })),
    balances: ACCOUNTS.map(({ key }) => ({ account: key, amountCents: loan.balances[key] })).filter(
      ({ amountCents }) => amountCents !== 0n,
    ),
    principal: loan.steps.map(({ from, principal }) => ({ from, principalCents: principal })),
    rate: loan.rate,
    billedThrough: loan.billedThrough,
    accruedInterestCents: loan.accrual.rounded,
    accruedDefaultInterestCents: loan.defaultAccrual.rounded,
    accrual: segmentsOf(loan),
    exactDollars: loan.accrual.exactDollars,
    perDiemDollars: loan.perDiem.dividedBy(Rational.of(100)).toDecimalString(4),
    advancedCents: loan.advancedCents,
    undrawnCents: loan.undrawnCents,
    earnedInterestCents: loan.earnedCents,
    principalDueCents: loan.principalDueCents,
    payoffCents: loan.paidOffOn ? 0n : loan.payoffOn(loan.through).totalCents,
    reserveDepletedOn: loan.reserveDepletedOn,
  };
}
