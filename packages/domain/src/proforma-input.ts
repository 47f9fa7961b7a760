/** What a proforma is made of, and what is wrong with it. */
import type { CivilDate } from './calendar.ts';
import type { DayCount } from './daycount.ts';
import type { Cents } from './money.ts';
import { type Rate, rateToRational } from './rate.ts';
import { Rational } from './rational.ts';

export const COST_CATEGORIES = ['land', 'hard', 'soft', 'contingency', 'finance', 'fees'] as const;
export type CostCategory = (typeof COST_CATEGORIES)[number];

export interface ProformaLine {
  category: CostCategory;
  /** Unique in the proforma; becomes the key of the budget line. */
  key: string;
  label: string;
  amountCents: Cents;
  /** Months after the start, 0 for the closing day. */
  startMonth: number;
  /** Spread evenly over this many months, at least 1. */
  months: number;
}

export interface ProformaLoan {
  rate: Rate;
  /** Loan over total cost, "0.85". */
  loanToCost: Rate;
  /** Of the loan amount, "0.015". */
  originationFeeRate: Rate;
  /** Term. */
  months: number;
  /** actual/360 when not given. */
  dayCount?: DayCount;
}

export interface ProformaInput {
  /** Closing: month 0. */
  startDate: CivilDate;
  lines: readonly ProformaLine[];
  /** Null for a deal in cash. */
  loan: ProformaLoan | null;
  salesPriceCents: Cents;
  /** Of the sales price, "0.06". */
  sellingCostRate: Rate;
  saleMonth: number;
  /** Annual, for the present value. */
  discountRate: Rate;
}

/** 422: `pointer` names the field. */
export class ProformaError extends Error {
  readonly code: string;
  readonly pointer: string;

  constructor(code: string, pointer: string, message: string) {
    super(message);
    this.name = 'ProformaError';
    this.code = code;
    this.pointer = pointer;
  }
}

const MAX_MONTHS = 120;

/**
 * Refuses what cannot be computed.
 * @throws ProformaError naming the first wrong field
 */
export function checkProforma(input: ProformaInput): void {
  const refuse = (code: string, pointer: string, message: string): never => {
    throw new ProformaError(code, pointer, message);
  };
  const months = (value: number, least: number) =>
    Number.isInteger(value) && value >= least && value <= MAX_MONTHS;
  if (!months(input.saleMonth, 1))
    refuse('sale_month', '/saleMonth', `The sale is 1 to ${MAX_MONTHS} months after the start.`);
  if (input.salesPriceCents < 0n) refuse('sales_price', '/salesPriceCents', 'A price is not negative.');
  checkShare(
    input.sellingCostRate,
    '/sellingCostRate',
    'Selling cost is 0% to less than 100% of the price.',
    refuse,
  );
  if (rateToRational(input.discountRate).compare(Rational.of(-1)) <= 0) {
    refuse('discount_rate', '/discountRate', 'A discount rate is above −100%.');
  }
  const keys = new Set<string>();
  input.lines.forEach((line, i) => {
    if (keys.has(line.key))
      refuse('line_key', `/lines/${i}/key`, `There are two lines with the key ${line.key}.`);
    keys.add(line.key);
    if (line.amountCents < 0n) refuse('line_amount', `/lines/${i}/amountCents`, 'A cost is not negative.');
    if (!months(line.startMonth, 0))
      refuse('line_start', `/lines/${i}/startMonth`, `A line starts 0 to ${MAX_MONTHS} months in.`);
    if (!months(line.months, 1))
      refuse('line_months', `/lines/${i}/months`, `A line lasts 1 to ${MAX_MONTHS} months.`);
    if (line.startMonth + line.months - 1 > input.saleMonth) {
      refuse(
        'line_after_sale',
        `/lines/${i}/months`,
        `${line.label} goes on after the sale. Shorten it or sell later.`,
      );
    }
  });
  if (!input.loan) return;
  const { loan } = input;
  if (!months(loan.months, 1)) refuse('loan_months', '/loan/months', `A term is 1 to ${MAX_MONTHS} months.`);
  if (rateToRational(loan.rate).isNegative()) refuse('loan_rate', '/loan/rate', 'A rate is not negative.');
  checkShare(
    loan.originationFeeRate,
    '/loan/originationFeeRate',
    'An origination fee is 0% to less than 100%.',
    refuse,
  );
  const share = rateToRational(loan.loanToCost);
  if (share.isNegative() || share.compare(Rational.ONE) > 0) {
    refuse('loan_to_cost', '/loan/loanToCost', 'Loan to cost is 0% to 100%.');
  }
}

function checkShare(
  value: Rate,
  pointer: string,
  message: string,
  refuse: (code: string, pointer: string, message: string) => never,
): void {
  const share = rateToRational(value);
  if (share.isNegative() || share.compare(Rational.ONE) >= 0) refuse('share', pointer, message);
}
