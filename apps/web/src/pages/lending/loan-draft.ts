/** What a loan takes over from its project, worked out by the same functions as on the server; the server's figures count. */
import { type BudgetKind, financeBudget, initialAdvance } from '@connect/domain/loan-budget';
import { addCents, type Cents, cents, centsToNumber, sumCents, ZERO } from '@connect/domain/money';
import { type ProformaResult, proformaBudget } from '@connect/domain/proforma';
import type { ProformaInput } from '@connect/domain/proforma-input';
import type { Proforma } from './types.ts';

export type DraftLine = { key: string; kind: BudgetKind; name: string; costCents: Cents };
export type FinancedDraft = {
  lines: { key: string; kind: string; name: string; cost: number; loan: number; equity: number }[];
  cost: number;
  loan: number;
  equity: number;
  advance: number;
};

/** The proforma's lines as costs of the loan; a land loan carries the land alone. */
export function costsOf(proforma: Proforma, product: string): DraftLine[] {
  // Only what the budget reads of the stored proforma is brought into the shape of the arithmetic.
  const input = {
    lines: proforma.input.lines.map((line) => ({ ...line, amountCents: cents(line.amountCents) })),
    loan: null,
  } as unknown as ProformaInput;
  const result = {
    originationFeeCents: cents(proforma.result.originationFeeCents),
    interestCents: cents(proforma.result.interestCents),
  } as ProformaResult;
  const lines = proformaBudget(input, result).map((line) => ({
    key: line.key,
    kind: (line.category === 'finance' ? 'interest_reserve' : line.category) as BudgetKind,
    name: line.label,
    costCents: line.amountCents,
  }));
  return product === 'land' ? lines.filter((line) => line.kind === 'land') : lines;
}

/** Who pays what of each line, with a loan of this amount. */
export function financed(costs: readonly DraftLine[], amountCents: number): FinancedDraft {
  const lines = financeBudget(costs, cents(Math.max(amountCents, 0)));
  const sum = (pick: (line: (typeof lines)[number]) => Cents) => centsToNumber(sumCents(lines.map(pick)));
  const advance = initialAdvance(
    lines.map((line) => ({ ...line, originalCents: line.loanCents, changesCents: ZERO })),
  );
  return {
    lines: lines.map((line) => ({
      key: line.key,
      kind: line.kind,
      name: line.name,
      cost: centsToNumber(line.costCents),
      loan: centsToNumber(line.loanCents),
      equity: centsToNumber(line.equityCents),
    })),
    cost: sum((line) => line.costCents),
    loan: sum((line) => line.loanCents),
    equity: sum((line) => line.equityCents),
    advance: centsToNumber(advance.reduce((total, each) => addCents(total, each.amountCents), ZERO)),
  };
}
