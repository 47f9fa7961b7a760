/** Simple interest on what is overdue, at a rate of its own: our default interest on the base `past_due`. */
import { addDays, addMonths, civilDate, daysBetween } from '../../../src/calendar.ts';
import type { LoanEvent } from '../../../src/loan-history.ts';
import { type NoteTerms, PLAIN_TERMS } from '../../../src/loan-terms.ts';
import { type Cents, cents, ZERO } from '../../../src/money.ts';
import { projectLoan } from '../../../src/project-loan.ts';
import { rate } from '../../../src/rate.ts';
import { rateOfPercent, wholeCents } from '../decimal.ts';
import { countsBothEnds, type FrappeCase } from './case.ts';

const FOREVER = civilDate('2099-12-31');

const settled = (date: string, wireCents: Cents): LoanEvent => ({
  kind: 'settled',
  key: 'settled',
  date: civilDate(date),
  wireCents,
  feeCents: ZERO,
  reserveCents: ZERO,
});

interface LateInterest {
  principal: number;
  annualRatePct: number;
  penaltyRatePct: number;
  disbursed: string;
  /** The last day whose interest is asked for; it is due on it. */
  demandThrough: string;
  gracePeriodDays: number;
  paymentDate: string;
}

/** One bill of interest that is paid late. Its grace is a free period: default begins when it is over. */
export function lateInterest(each: FrappeCase) {
  const inputs = each.inputs as unknown as LateInterest;
  const lent = wholeCents(inputs.principal);
  const graceEnds = addDays(civilDate(inputs.demandThrough), inputs.gracePeriodDays);
  const billed = addDays(civilDate(inputs.demandThrough), countsBothEnds(each) ? 1 : 0);
  const history: LoanEvent[] = [
    settled(inputs.disbursed, lent),
    { kind: 'bill', key: 'bill', date: billed },
    { kind: 'defaulted', key: 'late', date: graceEnds },
  ];
  const terms: NoteTerms = {
    ...PLAIN_TERMS,
    commitmentCents: lent,
    dayCount: 'actual/365',
    rate: { kind: 'fixed', rate: rateOfPercent(inputs.annualRatePct) },
    default: { base: 'past_due', rate: rateOfPercent(inputs.penaltyRatePct) },
    maturity: FOREVER,
  };
  const { defaultAccrual } = projectLoan(terms, history, civilDate(inputs.paymentDate));
  return {
    penalty: Number(defaultAccrual.rounded) / 100,
    penaltyDaysCounted: defaultAccrual.segments.reduce((days, segment) => days + segment.days, 0),
  };
}

interface LateInstalments {
  installment: number;
  dueDates: string[];
  asOf: string;
  penaltyRatePct: number;
}

/** Instalments that nobody paid. What is interest in them is of no consequence, so all of it is principal here. */
export function lateInstalments(each: FrappeCase) {
  const { installment, dueDates, asOf, penaltyRatePct } = each.inputs as unknown as LateInstalments;
  const amount = wholeCents(installment);
  const lent = cents(amount * BigInt(dueDates.length));
  const [first] = dueDates;
  const history: LoanEvent[] = [
    settled(addMonths(civilDate(first!), -1), lent),
    { kind: 'defaulted', key: 'late', date: civilDate(first!) },
    ...dueDates.map((date): LoanEvent => ({ kind: 'bill', key: `bill ${date}`, date: civilDate(date) })),
  ];
  const terms: NoteTerms = {
    ...PLAIN_TERMS,
    commitmentCents: lent,
    dayCount: 'actual/365',
    rate: { kind: 'fixed', rate: rate('0') },
    repayment: { kind: 'scheduled', steps: [{ from: civilDate(first!), principalCents: amount }] },
    default: { base: 'past_due', rate: rateOfPercent(penaltyRatePct) },
    maturity: FOREVER,
  };
  const end = addDays(civilDate(asOf), countsBothEnds(each) ? 1 : 0);
  const { bills, defaultAccrual } = projectLoan(terms, history, end);
  const earned = bills.reduce(
    (sum, bill) => sum + bill.defaultInterestCents,
    defaultAccrual.rounded as bigint,
  );
  return {
    penalty: Number(earned) / 100,
    daysCounted: dueDates.map((date) => daysBetween(civilDate(date), end)),
  };
}
