/** A loan from its disbursement over what was billed and paid to the day that is asked about, as the history of a loan of ours. */
import { addDays, type CivilDate, civilDate } from '../../../src/calendar.ts';
import { type LoanEvent, RuleBroken } from '../../../src/loan-history.ts';
import { type NoteTerms, PLAIN_TERMS } from '../../../src/loan-terms.ts';
import { addCents, type Cents, minCents, negateCents, subtractCents, ZERO } from '../../../src/money.ts';
import { type Projection, projectLoan } from '../../../src/project-loan.ts';
import { rateOfPercent, wholeCents } from '../decimal.ts';
import { countsBothEnds, type FrappeCase } from './case.ts';

interface Inputs {
  principal?: number;
  draw?: number;
  annualRatePct: number;
  disbursed: string;
  /** Interest is accrued through these days and not paid. */
  accrualRuns?: string[];
  payments?: { date: string; amount: number }[];
  prepayDate?: string;
  prepayAmount?: number;
  dueDate?: string;
  payment?: number;
  payoffDate?: string;
  shortPayment?: number;
  excessPayment?: number;
}

/** A bill, and what was paid of it. */
interface Stop {
  interest: Cents;
  principal: Cents;
  remaining: Cents;
}

export function loanStory(each: FrappeCase) {
  const inputs = each.inputs as unknown as Inputs;
  const lent = wholeCents(inputs.principal ?? inputs.draw);
  const terms: NoteTerms = {
    ...PLAIN_TERMS,
    commitmentCents: lent,
    dayCount: 'actual/365',
    rate: { kind: 'fixed', rate: rateOfPercent(inputs.annualRatePct) },
    maturity: civilDate('2099-12-31'),
  };
  const day = (text: string): CivilDate => addDays(civilDate(text), countsBothEnds(each) ? 1 : 0);
  const history: LoanEvent[] = [
    {
      kind: 'settled',
      key: 'settled',
      date: civilDate(inputs.disbursed),
      wireCents: lent,
      feeCents: ZERO,
      reserveCents: ZERO,
    },
  ];
  const stops = stopsOf(inputs).map(({ date, amount }) =>
    bill(terms, history, day(date), amount === null ? ZERO : wholeCents(amount)),
  );
  const last = inputs.payoffDate ?? inputs.dueDate ?? inputs.accrualRuns?.at(-1);
  const loan = projectLoan(terms, history, day(last!));
  return {
    ...answersOf(stops, loan),
    ...payoffAnswers(terms, history, loan, inputs),
  };
}

function stopsOf(inputs: Inputs): { date: string; amount: number | null }[] {
  const { accrualRuns = [], payments = [], prepayDate, prepayAmount, dueDate, payment, payoffDate } = inputs;
  return [
    ...accrualRuns.map((date) => ({ date, amount: null })),
    ...payments,
    ...(prepayDate ? [{ date: prepayDate, amount: prepayAmount! }] : []),
    ...(dueDate && payment !== undefined && !payoffDate ? [{ date: dueDate, amount: payment }] : []),
  ];
}

/** Bills interest to a day; a payment takes it first and pays principal down with the rest. */
function bill(terms: NoteTerms, history: LoanEvent[], date: CivilDate, amount: Cents): Stop {
  history.push({ kind: 'bill', key: `bill ${date}`, date });
  const billed = projectLoan(terms, history, date);
  const interest = billed.bills.at(-1)!.interestCents;
  const principal =
    amount === 0n
      ? ZERO
      : minCents(subtractCents(amount, billed.balances.interest_receivable), billed.balances.principal);
  if (amount > 0n)
    history.push({
      kind: 'payment',
      key: `payment ${date}`,
      date,
      amountCents: amount,
      principalCents: principal,
    });
  const { applied, balances } = projectLoan(terms, history, date);
  return {
    interest,
    principal: applied.get(`payment ${date}`)?.principal ?? ZERO,
    remaining: balances.principal,
  };
}

const inUnits = (amount: Cents): number => Number(amount) / 100;

function answersOf(stops: Stop[], loan: Projection) {
  const { accrual, balances } = loan;
  const payoff = loan.payoffOn(loan.through);
  const [first] = stops;
  const interests = [...stops.map(({ interest }) => interest), accrual.rounded].map(inUnits);
  return {
    interest: interests[0],
    principalPaid: first && inUnits(first.principal),
    remainingPrincipal: first && inUnits(first.remaining),
    interestToPrepay: first && interests[0],
    interestAfter: interests.at(-1),
    ...Object.fromEntries(interests.map((interest, i) => [`interest${i + 1}`, interest])),
    ...Object.fromEntries(stops.map(({ principal }, i) => [`principal${i + 1}`, inUnits(principal)])),
    // The other system rounds this sum to whole units.
    totalPendingInterest: Math.round(inUnits(balances.interest_receivable)),
    payoff: inUnits(payoff.totalCents),
    penalty: inUnits(addCents(payoff.billedDefaultInterestCents, payoff.accruedDefaultInterestCents)),
    interestDaysCounted: accrual.segments.reduce((days, segment) => days + segment.days, 0),
  };
}

/** A payoff that is short is refused; what is above it is held for the borrower. */
function payoffAnswers(terms: NoteTerms, history: LoanEvent[], loan: Projection, inputs: Inputs) {
  const { shortPayment, excessPayment, payment } = inputs;
  const date = loan.through;
  const pay = (collectedCents: Cents) =>
    projectLoan(terms, [...history, { kind: 'payoff', key: 'payoff', date, collectedCents }], date);
  const held = excessPayment === undefined ? null : pay(wholeCents(excessPayment)).balances.unapplied;
  return {
    shortBy:
      shortPayment !== undefined && refusesAsShort(() => pay(wholeCents(shortPayment)))
        ? inUnits(subtractCents(loan.payoffOn(date).totalCents, wholeCents(shortPayment)))
        : undefined,
    excessBy: held === null ? undefined : inUnits(negateCents(held)),
    expectedStatus:
      payment !== undefined && inputs.payoffDate && pay(wholeCents(payment)).paidOffOn ? 'Closed' : 'Active',
  };
}

function refusesAsShort(payoff: () => unknown): boolean {
  try {
    payoff();
    return false;
  } catch (error) {
    return error instanceof RuleBroken && error.rule === 'payoff_short';
  }
}
