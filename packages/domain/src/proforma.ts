/** Does the deal pay? Runs in the browser while one types and on the server, which wins. */
import { addMonths, type CivilDate } from './calendar.ts';
import { type DatedFlow, presentValue, type RateOfReturn, xirr } from './irr.ts';
import { addCents, allocateCents, type Cents, negateCents, subtractCents, sumCents, ZERO } from './money.ts';
import { type Financing, finance } from './proforma-finance.ts';
import { type CostCategory, checkProforma, type ProformaInput, type ProformaLine } from './proforma-input.ts';
import { rateToRational } from './rate.ts';
import { Rational } from './rational.ts';
import { type Viability, viability } from './viability.ts';

export type { CostCategory, ProformaInput, ProformaLine, ProformaLoan } from './proforma-input.ts';

/** A ratio as a decimal string with six decimals; null when there is nothing to divide by. */
export type Ratio = string | null;

export interface ProformaMonth {
  month: number;
  date: CivilDate;
  /** Costs without interest and fee. */
  costCents: Cents;
  interestCents: Cents;
  equityCents: Cents;
  loanCents: Cents;
  loanBalanceCents: Cents;
  /** Price less selling cost, in the sale month. */
  revenueCents: Cents;
  /** What the equity pays (−) or gets (+). */
  equityFlowCents: Cents;
}

export interface SensitivityCell {
  /** Change of the price and of the cost, "-0.10". */
  price: string;
  cost: string;
  profitCents: Cents;
  roi: Ratio;
}

export interface ProformaResult {
  totals: Record<CostCategory, Cents>;
  totalCostCents: Cents;
  salesPriceCents: Cents;
  sellingCostCents: Cents;
  netRevenueCents: Cents;
  profitCents: Cents;
  originationFeeCents: Cents;
  interestCents: Cents;
  loanAmountCents: Cents;
  equityCents: Cents;
  /** Profit over total cost. */
  roi: Ratio;
  /** Profit over sales price. */
  margin: Ratio;
  /** Annual, of the equity's dated flows; null when there is none or several, and `irrNote` says why. */
  irr: Ratio;
  irrNote: string | null;
  /** The same without the loan. */
  unleveredIrr: Ratio;
  /** Present value of the equity's flows on the start date. */
  npvCents: Cents;
  loanToCost: Ratio;
  /** Loan over sales price: the value when built. */
  loanToValue: Ratio;
  /** The lowest price at which the profit is not negative. */
  breakEvenPriceCents: Cents;
  /** Five prices by five costs, cost changes outside land, finance included afresh. */
  sensitivity: SensitivityCell[][];
  months: ProformaMonth[];
  viability: Viability;
  /** What a reader should know, as sentences. */
  warnings: string[];
}

/**
 * Computes a proforma. Amounts are exact cents; only the IRR is found in floating point, since it is shown and never booked.
 * @throws ProformaError naming the first wrong field
 */
export function computeProforma(input: ProformaInput): ProformaResult {
  checkProforma(input);
  const base = evaluate(input, Rational.ONE);
  const { financing, totalCostCents } = base;
  const sale = saleOf(input, input.salesPriceCents);
  const profitCents = subtractCents(sale.netCents, totalCostCents);
  const months = cashFlow(input, base.costs, financing, sale.netCents);
  const equityFlows = months.map(
    ({ date, equityFlowCents }): DatedFlow => ({ date, amountCents: equityFlowCents }),
  );
  const levered = xirr(asDoubles(equityFlows));
  const unlevered = xirr(
    asDoubles(
      months.map(({ date, costCents, revenueCents }) => ({
        date,
        amountCents: subtractCents(revenueCents, costCents),
      })),
    ),
  );
  const breakEvenPriceCents = breakEven(input, totalCostCents);
  const ratios = {
    roi: ratio(profitCents, totalCostCents),
    margin: ratio(profitCents, input.salesPriceCents),
    irr: rateText(levered),
    loanToValue: ratio(financing.loanCents, input.salesPriceCents),
  };
  const priceCushion = ratio(
    subtractCents(input.salesPriceCents, breakEvenPriceCents),
    input.salesPriceCents,
  );
  return {
    totals: totalsOf(input.lines, financing),
    totalCostCents,
    salesPriceCents: input.salesPriceCents,
    sellingCostCents: sale.sellingCostCents,
    netRevenueCents: sale.netCents,
    profitCents,
    originationFeeCents: financing.originationFeeCents,
    interestCents: financing.interestCents,
    loanAmountCents: financing.loanCents,
    equityCents: financing.equityCents,
    ...ratios,
    irrNote:
      levered.kind === 'rate'
        ? null
        : levered.kind === 'none'
          ? levered.reason
          : 'The flows change sign more than once: several rates fit.',
    unleveredIrr: rateText(unlevered),
    npvCents: presentValue(input.discountRate, equityFlows),
    loanToCost: ratio(financing.loanCents, totalCostCents),
    breakEvenPriceCents,
    sensitivity: sensitivityOf(input),
    months,
    viability: viability({ ...ratios, priceCushion }),
    warnings: warningsOf(input, profitCents),
  };
}

interface Evaluated {
  costs: Cents[];
  financing: Financing;
  totalCostCents: Cents;
}

/** Costs by month and their finance, with everything but land scaled: the land price is agreed, the rest may run away. */
function evaluate(input: ProformaInput, scale: Rational): Evaluated {
  const costs: Cents[] = Array.from({ length: input.saleMonth + 1 }, () => ZERO);
  for (const line of input.lines) {
    const amount = line.category === 'land' ? line.amountCents : scaleCents(line.amountCents, scale);
    const shares = allocateCents(
      amount,
      Array.from({ length: line.months }, () => 1n),
    );
    shares.forEach((share, i) => {
      const month = line.startMonth + i;
      costs[month] = addCents(costs[month] ?? ZERO, share);
    });
  }
  const financing = finance(costs, input.loan, input.startDate);
  return {
    costs,
    financing,
    totalCostCents: sumCents([...costs, financing.originationFeeCents, financing.interestCents]),
  };
}

const scaleCents = (amount: Cents, scale: Rational): Cents =>
  scale.times(Rational.of(amount)).roundHalfEven() as Cents;

function saleOf(input: ProformaInput, price: Cents): { sellingCostCents: Cents; netCents: Cents } {
  const sellingCostCents = scaleCents(price, rateToRational(input.sellingCostRate));
  return { sellingCostCents, netCents: subtractCents(price, sellingCostCents) };
}

function cashFlow(
  input: ProformaInput,
  costs: Cents[],
  financing: Financing,
  netRevenue: Cents,
): ProformaMonth[] {
  let balance = ZERO;
  return costs.map((costCents, month) => {
    const equityCents = financing.equityByMonth[month] ?? ZERO;
    const loanCents = financing.loanByMonth[month] ?? ZERO;
    balance = addCents(balance, loanCents);
    const sold = month === input.saleMonth;
    const revenueCents = sold ? netRevenue : ZERO;
    const repaid = sold ? balance : ZERO;
    return {
      month,
      date: addMonths(input.startDate, month),
      costCents,
      interestCents: financing.interestByMonth[month] ?? ZERO,
      equityCents,
      loanCents,
      loanBalanceCents: subtractCents(balance, repaid),
      revenueCents,
      equityFlowCents: sumCents([revenueCents, negateCents(repaid), negateCents(equityCents)]),
    };
  });
}

function totalsOf(lines: readonly ProformaLine[], financing: Financing): Record<CostCategory, Cents> {
  const of = (category: CostCategory) =>
    sumCents(lines.filter((line) => line.category === category).map((line) => line.amountCents));
  return {
    land: of('land'),
    hard: of('hard'),
    soft: of('soft'),
    contingency: of('contingency'),
    finance: addCents(of('finance'), financing.interestCents),
    fees: addCents(of('fees'), financing.originationFeeCents),
  };
}

/**
 * The lowest price whose net covers the cost. The net never falls as the price rises, so halving finds it in some seventy steps; counting
 * down cent by cent would take for ever where selling eats nearly all of the price.
 */
function breakEven(input: ProformaInput, totalCost: Cents): Cents {
  const kept = Rational.ONE.minus(rateToRational(input.sellingCostRate));
  // One cent more than the cost pays for any rounding of the selling cost.
  let enough = Rational.of(totalCost + 1n)
    .dividedBy(kept)
    .ceiling();
  let short = -1n;
  while (enough - short > 1n) {
    const price = (short + enough) / 2n;
    if (saleOf(input, price as Cents).netCents >= totalCost) enough = price;
    else short = price;
  }
  return enough as Cents;
}

const STEPS = ['-0.10', '-0.05', '0.00', '0.05', '0.10'] as const;

/** Rows are costs, columns prices. */
function sensitivityOf(input: ProformaInput): SensitivityCell[][] {
  return STEPS.map((cost) => {
    const { totalCostCents } = evaluate(input, Rational.ONE.plus(Rational.parse(cost)));
    return STEPS.map((price) => {
      const { netCents } = saleOf(
        input,
        scaleCents(input.salesPriceCents, Rational.ONE.plus(Rational.parse(price))),
      );
      const profitCents = subtractCents(netCents, totalCostCents);
      return { price, cost, profitCents, roi: ratio(profitCents, totalCostCents) };
    });
  });
}

const ratio = (part: Cents, whole: Cents): Ratio =>
  whole === 0n ? null : Rational.of(part, whole).toDecimalString(6);

const asDoubles = (flows: readonly DatedFlow[]) =>
  flows.map(({ date, amountCents }) => ({ date, value: Number(amountCents) }));

const rateText = (result: RateOfReturn): Ratio => (result.kind === 'rate' ? result.rate.toFixed(6) : null);

function warningsOf(input: ProformaInput, profit: Cents): string[] {
  const warnings: string[] = [];
  if (input.loan && input.saleMonth > input.loan.months) {
    warnings.push(
      `The sale comes ${input.saleMonth - input.loan.months} months after the loan matures: it needs an extension.`,
    );
  }
  if (profit < 0n) warnings.push('The deal loses money at this price.');
  if (!input.lines.some((line) => line.category === 'contingency' && line.amountCents > 0n))
    warnings.push('There is no contingency.');
  return warnings;
}

export interface ProformaBudgetLine {
  key: string;
  label: string;
  category: CostCategory | 'interest_reserve';
  amountCents: Cents;
}

/** The loan budget that a proforma becomes, line by line; it sums to the total cost. */
export function proformaBudget(input: ProformaInput, result: ProformaResult): ProformaBudgetLine[] {
  return [
    ...input.lines.map(({ key, label, category, amountCents }) => ({ key, label, category, amountCents })),
    {
      key: 'origination_fee',
      label: 'Origination fee',
      category: 'fees' as const,
      amountCents: result.originationFeeCents,
    },
    {
      key: 'interest_reserve',
      label: 'Interest reserve',
      category: 'interest_reserve' as const,
      amountCents: result.interestCents,
    },
  ].filter((line) => line.amountCents !== 0n);
}
