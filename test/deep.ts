/** On how many random cases a property is tried: few in `npm test`, many in `npm run test:deep`. */

/** The same every time in `npm test`, so that what is red for one is red for all; `SEED` says another. */
export const SEED = Number(process.env.SEED ?? 20_260_616);

/** For `fc.assert`: `DEEP=1` asks for the deep count, `DEEP_RUNS` for that many of everything. */
export function cases(usual: number, deep: number): { numRuns: number; seed: number } {
  const numRuns = Number(process.env.DEEP_RUNS ?? (process.env.DEEP ? deep : usual));
  return { numRuns, seed: SEED };
}

/** Milliseconds for a test of that many cases on a slow machine that does other things too. */
export const patience = ({ numRuns }: { numRuns: number }): number => 60_000 + numRuns * 200;
