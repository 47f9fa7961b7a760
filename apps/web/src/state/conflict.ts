import { create } from 'zustand';

export type Conflict = { mine: object; now: object; toastId?: string };

/** Two versions of one record, shown side by side by the providers' dialog. */
export const useConflict = create<{ conflict: Conflict | null }>(() => ({ conflict: null }));

export const showConflict = (conflict: Conflict | null): void => useConflict.setState({ conflict });

const QUIET = new Set(['version', 'updatedAt', 'moves', 'etag']);

/** The fields that differ between what one saw and what is there now. */
export function differences({ mine, now }: Conflict): { field: string; mine: string; now: string }[] {
  const [a, b] = [mine as Record<string, unknown>, now as Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((field) => !QUIET.has(field) && JSON.stringify(a[field]) !== JSON.stringify(b[field]))
    .map((field) => ({ field, mine: text(a[field]), now: text(b[field]) }));
}

const text = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return `${value.length} entries`;
  return typeof value === 'object' ? 'changed inside' : String(value);
};
