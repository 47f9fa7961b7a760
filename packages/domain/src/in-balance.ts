/** Is there enough money to finish? Tested per line and for the loan on every draw, change order, rate change and schedule slip. */
import { type Cents, floorAtZero, formatUsd, subtractCents, sumCents } from './money.ts';

export interface BalanceLine {
  key: string;
  label: string;
  /** Revised budget less what was drawn for work and stored materials. */
  leftCents: Cents;
  /** What it will still cost to finish the line, by the inspector or the builder. */
  costToCompleteCents: Cents;
}

export interface InBalanceInput {
  /** Commitment less principal advanced. */
  undisbursedLoanCents: Cents;
  /** Equity that the borrower must still bring. */
  equityToComeCents: Cents;
  otherCommittedCents: Cents;
  lines: readonly BalanceLine[];
  /** Withheld from builders, still to be paid. */
  unpaidRetainageCents: Cents;
  /** Interest to the expected payoff that the reserve has to carry. */
  interestNeededCents: Cents;
}

export interface InBalance {
  inBalance: boolean;
  sourcesCents: Cents;
  usesCents: Cents;
  /** What the borrower has to bring to cure; zero when in balance. */
  shortfallCents: Cents;
  surplusCents: Cents;
  /** Lines that cannot be finished with what is left on them. */
  shortLines: { key: string; label: string; shortCents: Cents }[];
  reason: string;
}

/** Sources against uses. A short line may be cured by a reallocation; a short loan needs money. */
export function inBalance(input: InBalanceInput): InBalance {
  const sourcesCents = sumCents([
    input.undisbursedLoanCents,
    input.equityToComeCents,
    input.otherCommittedCents,
  ]);
  const usesCents = sumCents([
    ...input.lines.map((line) => line.costToCompleteCents),
    input.unpaidRetainageCents,
    input.interestNeededCents,
  ]);
  const shortfallCents = floorAtZero(subtractCents(usesCents, sourcesCents));
  const shortLines = input.lines
    .map(({ key, label, leftCents, costToCompleteCents }) => ({
      key,
      label,
      shortCents: floorAtZero(subtractCents(costToCompleteCents, leftCents)),
    }))
    .filter((line) => line.shortCents > 0n);
  const surplusCents = floorAtZero(subtractCents(sourcesCents, usesCents));
  return {
    inBalance: shortfallCents === 0n,
    sourcesCents,
    usesCents,
    shortfallCents,
    surplusCents,
    shortLines,
    reason:
      shortfallCents > 0n
        ? `${formatUsd(shortfallCents)} is missing to finish. The borrower has to bring it.`
        : shortLines.length > 0
          ? `In balance, but short on ${shortLines.map((line) => line.label).join(', ')}. Reallocate before the line is drawn.`
          : `In balance with ${formatUsd(surplusCents)} to spare.`,
  };
}
