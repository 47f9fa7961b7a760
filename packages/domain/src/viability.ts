/** The viability score: five ratios, each worth points between a floor and a target. It shows its parts and decides nothing. */
import { Rational } from './rational.ts';

export interface ViabilityInput {
  /** Ratios as decimal strings; null when they cannot be computed, which earns nothing. */
  roi: string | null;
  margin: string | null;
  irr: string | null;
  loanToValue: string | null;
  /** How far the price may fall to break even, over the price. */
  priceCushion: string | null;
}

export interface ViabilityPart {
  key: keyof ViabilityInput;
  label: string;
  value: string | null;
  /** At the floor or worse no points, at the target or better all. */
  floor: string;
  target: string;
  points: number;
  outOf: number;
}

export interface Viability {
  /** 0 to 100. */
  score: number;
  parts: ViabilityPart[];
}

/** House yardsticks; part of the data that a later part lets people set. */
export const VIABILITY_RULES = [
  { key: 'roi', label: 'Return on cost', floor: '0.05', target: '0.20', outOf: 30 },
  { key: 'margin', label: 'Margin', floor: '0.05', target: '0.15', outOf: 20 },
  { key: 'irr', label: 'IRR', floor: '0.10', target: '0.30', outOf: 15 },
  { key: 'loanToValue', label: 'Loan to value', floor: '0.85', target: '0.65', outOf: 20 },
  { key: 'priceCushion', label: 'Price cushion', floor: '0.00', target: '0.15', outOf: 15 },
] as const satisfies readonly {
  key: keyof ViabilityInput;
  label: string;
  floor: string;
  target: string;
  outOf: number;
}[];

/** Scores a deal; points are whole and sum to the score. */
export function viability(input: ViabilityInput): Viability {
  const parts = VIABILITY_RULES.map(
    ({ key, label, floor, target, outOf }): ViabilityPart => ({
      key,
      label,
      value: input[key],
      floor,
      target,
      points: input[key] === null ? 0 : points(input[key], floor, target, outOf),
      outOf,
    }),
  );
  return { score: parts.reduce((sum, part) => sum + part.points, 0), parts };
}

/** Linear between floor and target, whichever of them is larger. */
function points(value: string, floor: string, target: string, outOf: number): number {
  const [v, low, high] = [value, floor, target].map((text) => Rational.parse(text)) as [
    Rational,
    Rational,
    Rational,
  ];
  const part = v.minus(low).dividedBy(high.minus(low));
  const clamped = part.isNegative() ? Rational.ZERO : part.compare(Rational.ONE) > 0 ? Rational.ONE : part;
  return Number(clamped.times(Rational.of(outOf)).roundHalfEven());
}
