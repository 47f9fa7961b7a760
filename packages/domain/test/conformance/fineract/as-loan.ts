/** A multi-draw loan as the history of a loan of ours, where our loans have its day count. */
import type { Basis } from '../../../src/basis.ts';
import { civilDate } from '../../../src/calendar.ts';
import { DAY_COUNTS, type DayCount } from '../../../src/daycount.ts';
import type { LoanEvent } from '../../../src/loan-history.ts';
import { type NoteTerms, PLAIN_TERMS } from '../../../src/loan-terms.ts';
import { cents, sumCents, ZERO } from '../../../src/money.ts';
import { type Projection, projectLoan } from '../../../src/project-loan.ts';
import { rateOfPercent, wholeCents } from '../decimal.ts';
import { differs } from '../outcome.ts';
import { type FineractCase, rateFrom } from './case.ts';

export const isOfLoans = (basis: Basis): basis is DayCount =>
  (DAY_COUNTS as readonly string[]).includes(basis);

/** Bills at the ends of periods, and on the same days payments of the interest that the case expects and of its principal. */
export function projectionOf(each: FineractCase, dayCount: DayCount): Projection {
  const interestOf = new Map(each.periods.map(({ to, interest }) => [to, interest]));
  const history: LoanEvent[] = [
    ...lendings(each),
    ...(each.rateChanges ?? []).map(
      (change): LoanEvent => ({
        kind: 'rate',
        key: `rate ${rateFrom(change)}`,
        date: rateFrom(change),
        rate: rateOfPercent(change.annualRatePct),
      }),
    ),
    ...each.periods.map(({ to }): LoanEvent => ({ kind: 'bill', key: `bill ${to}`, date: civilDate(to) })),
    ...each.principalPayments.map(
      ({ date, principal }): LoanEvent => ({
        kind: 'payment',
        key: `payment ${date}`,
        date: civilDate(date),
        amountCents: cents(wholeCents(principal) + wholeCents(interestOf.get(date) ?? 0)),
        principalCents: wholeCents(principal),
      }),
    ),
  ];
  const last = [each.periods.at(-1)!.to, each.payoff?.date ?? ''].sort().at(-1)!;
  return projectLoan(termsOf(each, dayCount), history, civilDate(last));
}

/** The loan with its fees and without them, by a day count of ours: this is about fees and nothing else. */
export function feesStayOutOfPrincipal(each: FineractCase): string[] {
  const { fees = [], periods } = each;
  const last = civilDate(periods.at(-1)!.to);
  const plain: LoanEvent[] = [...lendings(each), { kind: 'bill', key: 'bill', date: last }];
  const charged = fees.flatMap(({ date, amount }): LoanEvent[] => {
    const [on, amountCents] = [civilDate(date), wholeCents(amount)];
    return [
      { kind: 'fee', key: `fee ${date}`, date: on, amountCents, memo: 'Draw fee' },
      { kind: 'payment', key: `paid ${date}`, date: on, amountCents, principalCents: ZERO },
    ];
  });
  const terms = termsOf(each, 'actual/365');
  const without = projectLoan(terms, plain, last);
  const { bills, balances } = projectLoan(terms, [...plain, ...charged], last);
  return [
    ...differs('principal with fees', balances.principal, without.balances.principal),
    ...differs('interest with fees', bills[0]?.interestCents, without.bills[0]?.interestCents),
    ...differs('fee income', -balances.fee_income, sumCents(fees.map(({ amount }) => wholeCents(amount)))),
    ...differs('fees unpaid', balances.fees_receivable, 0n),
  ];
}

const lendings = ({ disbursements }: FineractCase): LoanEvent[] =>
  disbursements.map(({ date, amount }, i) =>
    i === 0
      ? {
          kind: 'settled',
          key: 'settled',
          date: civilDate(date),
          wireCents: wholeCents(amount),
          feeCents: ZERO,
          reserveCents: ZERO,
        }
      : {
          kind: 'draw',
          key: `draw ${i + 1}`,
          date: civilDate(date),
          grossCents: wholeCents(amount),
          retainageCents: ZERO,
          memo: 'Draw',
        },
  );

const termsOf = ({ disbursements, annualRatePct }: FineractCase, dayCount: DayCount): NoteTerms => ({
  ...PLAIN_TERMS,
  commitmentCents: sumCents(disbursements.map(({ amount }) => wholeCents(amount))),
  dayCount,
  rate: { kind: 'fixed', rate: rateOfPercent(annualRatePct) },
  maturity: civilDate('2099-12-31'),
});
