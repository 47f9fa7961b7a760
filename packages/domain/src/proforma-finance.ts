/** The cost of a deal's own loan: equity first, then the loan, interest on what is drawn. */
import { addMonths, type CivilDate } from './calendar.ts';
import { interest } from './loan.ts';
import { type Cents, maxCents, minCents, subtractCents, sumCents, ZERO } from './money.ts';
import { ProformaError, type ProformaLoan } from './proforma-input.ts';
import { rateToRational } from './rate.ts';
import { Rational } from './rational.ts';

export interface Financing {
  originationFeeCents: Cents;
  interestCents: Cents;
  equityCents: Cents;
  /** All that the loan pays out, interest and fee included; repaid at the sale. */
  loanCents: Cents;
  /** Per month, 0 to the sale month: what equity and loan pay, and the interest among it. */
  equityByMonth: Cents[];
  loanByMonth: Cents[];
  interestByMonth: Cents[];
}

// A deal's finance cost depends on the loan, which depends on the finance cost; with sane terms each round shrinks the difference
// tenfold or better. Terms that have not settled after this many rounds never will.
const MAX_ROUNDS = 200;
// Interest is rounded each month, so the last cents may go round in circles: then a cent a month is close enough to the share.
const EXACT_ROUNDS = 40;

/**
 * Finances monthly costs (cents, month 0 to the sale month, without finance cost).
 * @throws ProformaError when interest and fees would outrun the deal
 */
export function finance(costs: readonly Cents[], loan: ProformaLoan | null, start: CivilDate): Financing {
  const base = sumCents(costs);
  if (loan === null) return simulate(costs, null, start, base, ZERO);
  const share = rateToRational(loan.loanToCost);
  let financeCost = ZERO;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const total = sumCents([base, financeCost]);
    const loanCents = share.times(Rational.of(total)).floor() as Cents;
    const fee = rateToRational(loan.originationFeeRate)
      .times(Rational.of(loanCents))
      .roundHalfEven() as Cents;
    const result = simulate(costs, loan, start, subtractCents(total, loanCents), fee);
    const next = sumCents([result.originationFeeCents, result.interestCents]);
    const change = next - financeCost;
    financeCost = next;
    // Equity stays as last computed and the loan takes the last cent, so uses and sources agree exactly.
    const tolerance = round < EXACT_ROUNDS ? 1n : BigInt(costs.length + 2);
    if (change >= -tolerance && change <= tolerance) return result;
    if (financeCost > base * 100n && base > 0n) break;
  }
  throw new ProformaError(
    'finance_diverges',
    '/loan',
    'With these terms interest and fees outrun the deal. Lower the rate or the loan to cost.',
  );
}

function simulate(
  costs: readonly Cents[],
  loan: ProformaLoan | null,
  start: CivilDate,
  equityCents: Cents,
  fee: Cents,
): Financing {
  const equityByMonth: Cents[] = [];
  const loanByMonth: Cents[] = [];
  const interestByMonth: Cents[] = [];
  let equityLeft = equityCents;
  let balance = ZERO;
  costs.forEach((cost, month) => {
    const due = loan === null || month === 0 ? ZERO : monthsInterest(balance, loan, start, month);
    const use = sumCents([cost, month === 0 ? fee : ZERO, due]);
    const fromEquity = maxCents(ZERO, minCents(equityLeft, use));
    const fromLoan = subtractCents(use, fromEquity);
    equityLeft = subtractCents(equityLeft, fromEquity);
    balance = sumCents([balance, fromLoan]);
    equityByMonth.push(fromEquity);
    loanByMonth.push(fromLoan);
    interestByMonth.push(due);
  });
  return {
    originationFeeCents: fee,
    interestCents: sumCents(interestByMonth),
    equityCents: sumCents(equityByMonth),
    loanCents: balance,
    equityByMonth,
    loanByMonth,
    interestByMonth,
  };
}

/** Interest of the month that ends at `month`, on what was drawn before it. */
const monthsInterest = (balance: Cents, loan: ProformaLoan, start: CivilDate, month: number): Cents =>
  interest(
    balance,
    loan.rate,
    addMonths(start, month - 1),
    addMonths(start, month),
    loan.dayCount ?? 'actual/360',
  ).roundHalfEven() as Cents;
