/** What a conformance case is, whatever file it comes from. Tests only. */

export interface ConformanceCase {
  /** As its file calls it, or what it says and where it stands. */
  name: string;
  /** What it is called in docs/conformance.md where many cases are one row; otherwise its name. */
  listedAs?: string;
  /** The function of ours that answers it. */
  answeredBy: string;
  /** Why a lender's product rightly answers otherwise; `check` then tells whether our answer is the one that we mean to give. */
  deviation?: string;
  /** What is wrong, one sentence each; nothing when it agrees. */
  check(): string[];
}

/** One file of cases. */
export interface Suite {
  file: string;
  /** The environment variable that names another file of the same form. */
  variable: string;
  read(data: never): ConformanceCase[];
}

/** Runs a case. A case that cannot be read has failed, with the reason. */
export function complaints(each: ConformanceCase): string[] {
  try {
    return each.check();
  } catch (error) {
    return [`cannot be answered: ${(error as Error).message}`];
  }
}

/** Whether a double that was computed elsewhere is ours, within `tolerance` · max(1, |expected|). */
export const isNear = (ours: number, expected: number, tolerance: number): boolean =>
  Math.abs(ours - expected) <= tolerance * Math.max(1, Math.abs(expected));

/** A sentence when two texts or numbers are not the same. */
export const differs = (what: string, ours: unknown, expected: unknown): string[] =>
  String(ours) === String(expected) ? [] : [`${what} is ${ours}, not ${expected}`];

/** Names of a case that nobody here reads: leaving one out silently would answer another case. */
export const unread = (given: object, known: readonly string[]): string[] =>
  Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => `${name} is nothing of ours`);
