import { type Cents, cents } from '@connect/domain/money';
import { type ProformaBudgetLine, type ProformaResult, proformaBudget } from '@connect/domain/proforma';
import type { Reader } from '../../../platform/db.ts';
import { findBase } from './proformas.repo.ts';
import { ProformaInput } from './proformas.schemas.ts';

/** What a loan takes from the proforma that was decided on, so that nothing is typed again. */
export interface ProformaForLoan {
  proformaId: string;
  name: string;
  /** Which of its versions. */
  versionNumber: number;
  /** The budget, line by line, fee and interest reserve included; sums to `totalCostCents`. */
  lines: ProformaBudgetLine[];
  totalCostCents: Cents;
  loanAmountCents: Cents;
  salesPriceCents: Cents;
  startDate: string;
  saleMonth: number;
  /** Null for a deal in cash. */
  terms: ProformaInput['loan'];
}

/** The base proforma of a project in its last version; null when none was saved. */
export async function proformaForLoan(db: Reader, projectId: string): Promise<ProformaForLoan | null> {
  const base = await findBase(db, projectId);
  if (!base) return null;
  const input = ProformaInput.parse(base.input);
  const stored = base.result as Record<AmountOfResult, number>;
  const result = {
    originationFeeCents: cents(stored.originationFeeCents),
    interestCents: cents(stored.interestCents),
  } as ProformaResult; // the budget reads these two alone
  return {
    proformaId: base.id,
    name: base.name,
    versionNumber: base.number,
    lines: proformaBudget({ ...input, loan: null }, result),
    totalCostCents: cents(stored.totalCostCents),
    loanAmountCents: cents(stored.loanAmountCents),
    salesPriceCents: input.salesPriceCents,
    startDate: input.startDate,
    saleMonth: input.saleMonth,
    terms: input.loan,
  };
}

type AmountOfResult = 'originationFeeCents' | 'interestCents' | 'totalCostCents' | 'loanAmountCents';
