import { useCan } from '../../state/session.ts';
import { useRecord } from '../../state/use-record.ts';

/** What the project's page needs of a draw under review. */
export type DrawRecord = {
  id: string;
  number: number | null;
  state: string;
  totals: {
    requestedCents: number | null;
    supportedCents: number | null;
    retainageCents: number | null;
    proposedCents: number | null;
  };
  conditions: {
    code: string;
    label: string;
    status: 'clear' | 'check' | 'holds';
    reason: string;
    documentId: string | null;
    overridden: boolean;
  }[];
  missing: string[];
  clocks: {
    sinceSubmitted: { minutes: number };
    sinceComplete: { at: string | null; minutes: number | null };
  };
  moves: { action: string; allowed: boolean; reason?: string }[];
};

/** The draw with its conditions; null asks for none. */
export function useDraw(id: string | null) {
  const can = useCan();
  return useRecord<DrawRecord>(
    '/v1/draws/{id}',
    { id: id ?? '' },
    { enabled: id !== null && can('read:draws') },
  );
}
