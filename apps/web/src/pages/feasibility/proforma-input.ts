/** The proforma as it is typed: JSON amounts, and fields that may be empty for a moment. */
import { type CivilDate, civilDate } from '@connect/domain/calendar';
import type { DayCount } from '@connect/domain/daycount';
import { cents } from '@connect/domain/money';
import { computeProforma, type ProformaResult } from '@connect/domain/proforma';
import {
  type CostCategory,
  type ProformaInput as DomainInput,
  ProformaError,
} from '@connect/domain/proforma-input';
import { rate } from '@connect/domain/rate';
import { bookDate } from '@connect/ui/format';
import type { StoredInput } from './types.ts';

export type TypedLine = {
  category: CostCategory;
  key: string;
  label: string;
  amountCents: number | null;
  startMonth: number | null;
  months: number | null;
};
export type TypedLoan = {
  rate: string | null;
  loanToCost: string | null;
  originationFeeRate: string | null;
  months: number | null;
  dayCount: string;
};
export type TypedInput = {
  startDate: string | null;
  lines: TypedLine[];
  loan: TypedLoan | null;
  salesPriceCents: number | null;
  sellingCostRate: string | null;
  saleMonth: number | null;
  discountRate: string | null;
};

export const CATEGORIES: readonly { key: CostCategory; label: string }[] = [
  { key: 'land', label: 'Land' },
  { key: 'hard', label: 'Hard cost' },
  { key: 'soft', label: 'Soft cost' },
  { key: 'contingency', label: 'Contingency' },
  { key: 'finance', label: 'Finance cost' },
  { key: 'fees', label: 'Fees' },
];

export const LOAN_TERMS: TypedLoan = {
  rate: '0.09',
  loanToCost: '0.85',
  originationFeeRate: '0.015',
  months: 12,
  dayCount: 'actual/360',
};

/** The lines that every deal has, without amounts; the land stands at what is asked. */
export function firstInput(askCents: number | null): TypedInput {
  const line = (
    category: CostCategory,
    key: string,
    label: string,
    startMonth: number,
    months: number,
    amountCents: number | null = null,
  ): TypedLine => ({ category, key, label, amountCents, startMonth, months });
  return {
    startDate: bookDate(new Date()),
    lines: [
      line('land', 'land', 'Land', 0, 1, askCents),
      line('hard', 'site_work', 'Site work and utilities', 1, 2),
      line('hard', 'foundation', 'Foundation and concrete', 2, 2),
      line('hard', 'framing', 'Framing and lumber', 3, 3),
      line('hard', 'exterior', 'Roofing, siding and windows', 5, 2),
      line('hard', 'mechanical', 'Plumbing, electrical, heating', 5, 3),
      line('hard', 'finishes', 'Drywall and finishes', 7, 3),
      line('soft', 'design', 'Design and engineering', 0, 3),
      line('soft', 'permits', 'Permits and impact fees', 0, 1),
      line('contingency', 'contingency', 'Contingency', 1, 9),
      line('fees', 'closing', 'Closing and title', 0, 1),
    ],
    loan: LOAN_TERMS,
    salesPriceCents: null,
    sellingCostRate: '0.06',
    saleMonth: 12,
    discountRate: '0.10',
  };
}

/** What was stored, ready to be typed over. */
export const typedFrom = (input: StoredInput): TypedInput => ({
  ...input,
  lines: input.lines.map((line) => ({ ...line, category: line.category as CostCategory })),
  loan: input.loan ? { ...input.loan, dayCount: input.loan.dayCount ?? 'actual/360' } : null,
});

/** A key for a new line that no other has. */
export function newKey(lines: readonly TypedLine[], category: CostCategory): string {
  const taken = new Set(lines.map((line) => line.key));
  for (let n = 1; ; n += 1) if (!taken.has(`${category}_${n}`)) return `${category}_${n}`;
}

/** The body that the API takes; an amount left empty counts as zero, the rest must be there. */
export function bodyOf(input: TypedInput): object {
  const { startDate, loan, ...rest } = input;
  return {
    ...rest,
    startDate: startDate ?? '',
    salesPriceCents: input.salesPriceCents ?? 0,
    lines: input.lines.map((line) => ({ ...line, amountCents: line.amountCents ?? 0 })),
    loan,
  };
}

export type Computed =
  | { result: ProformaResult; fault: null }
  /** `pointer` names the field as the API does. */
  | { result: null; fault: { pointer: string; message: string } };

/** Computes what is typed with the server's own arithmetic, or says which field stands in the way. */
export function compute(input: TypedInput): Computed {
  try {
    return { result: computeProforma(domainOf(input)), fault: null };
  } catch (error) {
    if (error instanceof ProformaError) return fault(error.pointer, error.message);
    if (error instanceof Missing) return fault(error.pointer, error.message);
    throw error;
  }
}

const fault = (pointer: string, message: string): Computed => ({ result: null, fault: { pointer, message } });

class Missing extends Error {
  readonly pointer: string;
  constructor(pointer: string, message: string) {
    super(message);
    this.pointer = pointer;
  }
}

function domainOf(input: TypedInput): DomainInput {
  const { loan } = input;
  return {
    startDate: dateOf(input.startDate),
    lines: input.lines.map((line, at) => ({
      ...line,
      label: line.label.trim() || missing(`/lines/${at}/label`, 'Name the line.'),
      amountCents: cents(line.amountCents ?? 0),
      startMonth: wholeOf(line.startMonth, `/lines/${at}/startMonth`),
      months: wholeOf(line.months, `/lines/${at}/months`),
    })),
    loan: loan && {
      rate: rateOf(loan.rate, '/loan/rate'),
      loanToCost: rateOf(loan.loanToCost, '/loan/loanToCost'),
      originationFeeRate: rateOf(loan.originationFeeRate, '/loan/originationFeeRate'),
      months: wholeOf(loan.months, '/loan/months'),
      dayCount: loan.dayCount as DayCount,
    },
    salesPriceCents: cents(input.salesPriceCents ?? 0),
    sellingCostRate: rateOf(input.sellingCostRate, '/sellingCostRate'),
    saleMonth: wholeOf(input.saleMonth, '/saleMonth'),
    discountRate: rateOf(input.discountRate, '/discountRate'),
  };
}

const missing = (pointer: string, message: string): never => {
  throw new Missing(pointer, message);
};
const wholeOf = (value: number | null, pointer: string): number =>
  value ?? missing(pointer, 'Give a number of months.');
function rateOf(value: string | null, pointer: string) {
  try {
    return rate(value ?? '');
  } catch {
    return missing(pointer, 'Give a percentage.');
  }
}
function dateOf(value: string | null): CivilDate {
  try {
    return civilDate(value ?? '');
  } catch {
    return missing('/startDate', 'Give the closing day.');
  }
}
