/** A loan's budget: which part of each cost the loan pays, and what goes out at funding. */
import { addCents, type Cents, minCents, subtractCents, sumCents, ZERO } from './money.ts';

export const BUDGET_KINDS = ['land', 'hard', 'soft', 'contingency', 'interest_reserve', 'fees'] as const;
export type BudgetKind = (typeof BUDGET_KINDS)[number];

export interface CostLine {
  kind: BudgetKind;
  name: string;
  /** The whole cost, whoever pays it. */
  costCents: Cents;
}
export interface FinancedLine extends CostLine {
  /** What the loan pays: the line of the loan's budget. */
  loanCents: Cents;
  /** What the borrower brings. */
  equityCents: Cents;
}

// Equity goes in first, where money goes in first. The loan's own fee and interest come out of the loan for as long as anything else is left.
const EQUITY_ORDER: readonly BudgetKind[] = [
  'land',
  'soft',
  'hard',
  'contingency',
  'fees',
  'interest_reserve',
];

/**
 * Splits costs between the borrower's equity and the loan, so that the loan's part sums to its amount (or to all costs, when these
 * are smaller). Order of lines is kept.
 * @throws RangeError for a negative loan
 */
export function financeBudget<L extends CostLine>(
  lines: readonly L[],
  loanCents: Cents,
): (L & FinancedLine)[] {
  if (loanCents < 0n) throw new RangeError('A loan is not negative.');
  const total = sumCents(lines.map((line) => line.costCents));
  let equityLeft = total > loanCents ? subtractCents(total, loanCents) : ZERO;
  const equity = new Map<L, Cents>();
  for (const kind of EQUITY_ORDER) {
    for (const line of lines.filter((each) => each.kind === kind)) {
      const share = minCents(equityLeft, line.costCents);
      equity.set(line, share);
      equityLeft = subtractCents(equityLeft, share);
    }
  }
  return lines.map((line) => {
    const equityCents = equity.get(line) ?? ZERO;
    return { ...line, equityCents, loanCents: subtractCents(line.costCents, equityCents) };
  });
}

/** What a line may come to: original and approved changes. */
export const revisedCents = (line: { originalCents: Cents; changesCents: Cents }): Cents =>
  addCents(line.originalCents, line.changesCents);

/** Lines that are paid at funding and by how much: the land and the loan's fees, as far as the loan pays them. */
export function initialAdvance<L extends { kind: string; originalCents: Cents; changesCents: Cents }>(
  lines: readonly L[],
): { line: L; amountCents: Cents }[] {
  return lines
    .filter((line) => line.kind === 'land' || line.kind === 'fees')
    .map((line) => ({ line, amountCents: revisedCents(line) }))
    .filter(({ amountCents }) => amountCents > 0n);
}
