/** The arithmetic of a draw: per line, retainage by line before anything is rounded across lines. */
import { addCents, type Cents, floorAtZero, subtractCents, sumCents, ZERO } from './money.ts';
import { type Rate, rateToRational } from './rate.ts';
import { Rational } from './rational.ts';

export interface RetainageTerms {
  /** "0.10" is the usual; "0" for most soft costs. */
  rate: Rate;
  /** From a share complete on ("0.50"), another rate on everything to date; the highest one reached counts. */
  stepDowns?: readonly { atComplete: Rate; rate: Rate }[];
}

export interface DrawLineInput {
  key: string;
  label: string;
  /** C: the revised budget. */
  revisedCents: Cents;
  /** D: work of earlier draws, without materials that were stored then. */
  previousWorkCents: Cents;
  /** Materials that earlier draws paid for while stored, part of what was drawn before. */
  previousStoredCents: Cents;
  /** Retainage held before this draw. */
  previousRetainageCents: Cents;
  retainage: RetainageTerms;
  /** E: work of this draw, materials included once they are built in. */
  workCents: Cents;
  /** F: materials stored now, in neither D nor E. */
  storedCents: Cents;
}

export interface DrawLine extends DrawLineInput {
  /** G = D + E + F. */
  completedCents: Cents;
  /** G / C, six decimals; null for an empty line. */
  percentComplete: string | null;
  /** H = C − G. */
  balanceCents: Cents;
  overdrawnCents: Cents;
  /** The rate that applies at this completion. */
  retainageRate: Rate;
  retainageToDateCents: Cents;
  /** To date now less to date before; negative is a release. */
  retainageCents: Cents;
  /** G now less G before. */
  grossCents: Cents;
  /** What is paid: gross less retainage. */
  netCents: Cents;
}

export interface Draw {
  lines: DrawLine[];
  grossCents: Cents;
  retainageCents: Cents;
  netCents: Cents;
  completedCents: Cents;
  retainageToDateCents: Cents;
}

/**
 * A draw out of its lines.
 * @throws RangeError for a negative amount asked for
 */
export function computeDraw(lines: readonly DrawLineInput[]): Draw {
  const computed = lines.map(drawLine);
  const total = (of: (line: DrawLine) => Cents) => sumCents(computed.map(of));
  return {
    lines: computed,
    grossCents: total((line) => line.grossCents),
    retainageCents: total((line) => line.retainageCents),
    netCents: total((line) => line.netCents),
    completedCents: total((line) => line.completedCents),
    retainageToDateCents: total((line) => line.retainageToDateCents),
  };
}

function drawLine(line: DrawLineInput): DrawLine {
  if (line.storedCents < 0n) throw new RangeError(`Stored materials of ${line.label} are negative.`);
  const completedCents = sumCents([line.previousWorkCents, line.workCents, line.storedCents]);
  const before = addCents(line.previousWorkCents, line.previousStoredCents);
  const retainageRate = rateAt(line.retainage, completedCents, line.revisedCents);
  const retainageToDateCents = retained(completedCents, retainageRate);
  const retainageCents = subtractCents(retainageToDateCents, line.previousRetainageCents);
  const grossCents = subtractCents(completedCents, before);
  return {
    ...line,
    completedCents,
    percentComplete: percentOf(completedCents, line.revisedCents),
    balanceCents: subtractCents(line.revisedCents, completedCents),
    overdrawnCents: floorAtZero(subtractCents(completedCents, line.revisedCents)),
    retainageRate,
    retainageToDateCents,
    retainageCents,
    grossCents,
    netCents: subtractCents(grossCents, retainageCents),
  };
}

/** Retainage of an amount, rounded half up as the forms do: half a cent is withheld. */
export const retained = (amount: Cents, rate: Rate): Cents =>
  rateToRational(rate).times(Rational.of(amount)).roundHalfUp() as Cents;

/** G / C with six decimals; null for an empty line. */
export const percentOf = (completed: Cents, scheduled: Cents): string | null =>
  scheduled === 0n ? null : Rational.of(completed, scheduled).toDecimalString(6);

function rateAt(terms: RetainageTerms, completed: Cents, revised: Cents): Rate {
  if (revised <= 0n) return terms.rate;
  const share = Rational.of(completed, revised);
  let reached: { atComplete: Rate; rate: Rate } | null = null;
  for (const step of terms.stepDowns ?? []) {
    const at = rateToRational(step.atComplete);
    if (share.compare(at) >= 0 && (reached === null || at.compare(rateToRational(reached.atComplete)) > 0))
      reached = step;
  }
  return reached?.rate ?? terms.rate;
}

/**
 * The draw that releases all retainage: no new work, and nothing is withheld any more.
 * The permit has to be finaled; that is a condition, not arithmetic.
 */
export const retainageRelease = (lines: readonly DrawLineInput[]): Draw =>
  computeDraw(
    lines.map((line) => ({
      ...line,
      workCents: ZERO,
      storedCents: line.previousStoredCents,
      retainage: { rate: '0' as Rate },
    })),
  );
