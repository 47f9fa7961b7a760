/** A loan budget: its lines, and the changes made to them. */
import { addCents, type Cents, formatUsd, subtractCents, sumCents } from './money.ts';

export interface BudgetLine {
  key: string;
  label: string;
  originalCents: Cents;
  /** Approved change orders and reallocations, signed. */
  changesCents: Cents;
  /** Work and stored materials paid for or approved so far, before retainage. */
  drawnCents: Cents;
  retainedCents: Cents;
}

export interface BudgetLineState extends BudgetLine {
  revisedCents: Cents;
  /** Revised less drawn. */
  balanceCents: Cents;
  overdrawn: boolean;
}

export interface BudgetTotals {
  originalCents: Cents;
  changesCents: Cents;
  revisedCents: Cents;
  drawnCents: Cents;
  retainedCents: Cents;
  balanceCents: Cents;
}

export function budgetLine(line: BudgetLine): BudgetLineState {
  const revisedCents = addCents(line.originalCents, line.changesCents);
  const balanceCents = subtractCents(revisedCents, line.drawnCents);
  return { ...line, revisedCents, balanceCents, overdrawn: balanceCents < 0n };
}

/** All lines and their total row. */
export function budget(lines: readonly BudgetLine[]): { lines: BudgetLineState[]; totals: BudgetTotals } {
  const states = lines.map(budgetLine);
  const total = (of: (line: BudgetLineState) => Cents) => sumCents(states.map(of));
  return {
    lines: states,
    totals: {
      originalCents: total((line) => line.originalCents),
      changesCents: total((line) => line.changesCents),
      revisedCents: total((line) => line.revisedCents),
      drawnCents: total((line) => line.drawnCents),
      retainedCents: total((line) => line.retainedCents),
      balanceCents: total((line) => line.balanceCents),
    },
  };
}

/**
 * Refuses a reallocation that does not net to zero, names an unknown line, or takes more than a line still has.
 * @throws RangeError with a sentence
 */
export function assertReallocation(
  lines: readonly BudgetLine[],
  changes: readonly { key: string; amountCents: Cents }[],
): void {
  const net = sumCents(changes.map((change) => change.amountCents));
  if (net !== 0n) throw new RangeError(`A reallocation nets to zero; this one is off by ${formatUsd(net)}.`);
  for (const key of new Set(changes.map((change) => change.key))) {
    const line = lines.find((each) => each.key === key);
    if (!line) throw new RangeError(`The budget has no line ${key}.`);
    const change = sumCents(changes.filter((each) => each.key === key).map((each) => each.amountCents));
    if (change < 0n && addCents(budgetLine(line).balanceCents, change) < 0n) {
      throw new RangeError(`${line.label} has only ${formatUsd(budgetLine(line).balanceCents)} left.`);
    }
  }
}
