import type { Reader } from '../../../platform/db.ts';

/** The day each loan was last inspected; loans never inspected are left out. Inspections stand to the right, the composition root fills this. */
export type LastInspections = (db: Reader, loanIds: readonly string[]) => Promise<Map<string, string>>;

let current: LastInspections = async () => new Map();

export function useLastInspections(lastInspections: LastInspections): void {
  current = lastInspections;
}
export const lastInspections: LastInspections = (db, loanIds) => current(db, loanIds);
