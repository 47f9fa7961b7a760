import { words } from '@connect/ui/format';
import type { Disbursement } from './types.ts';

const METHODS: Record<string, string> = { ach: 'ACH', wire: 'Wire', check: 'Check' };
export const methodName = (method: string): string => METHODS[method] ?? words(method);

/** How a payment went out: "ACH to …6789". */
export const paidBy = (row: Pick<Disbursement, 'method' | 'bankLast4'>): string =>
  `${methodName(row.method)}${row.bankLast4 ? ` to …${row.bankLast4}` : ''}`;
