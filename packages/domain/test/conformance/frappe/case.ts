/** A loan, a line or a collateral shortfall as its file tells it. Amounts in units of a currency; each kind has inputs of its own. */
export interface FrappeCase {
  id: string;
  convention: string;
  kind: string;
  inputs: Record<string, unknown>;
  expected: Record<string, unknown>;
}

/** Whether the last day of a stretch bears interest too: our end, which does not count, is then a day later. */
export const countsBothEnds = ({ convention }: FrappeCase): boolean => /both/i.test(convention);
