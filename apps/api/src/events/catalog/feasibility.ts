import { civilDate, formatDate } from '@connect/domain/calendar';
import { type Changed, fields, spoken, staff } from './kind.ts';

export const feasibilityEvents = {
  'consultant-order.placed': staff<{ report: string; consultant: string; dueDate: string }>(
    (p) => `${p.report} ordered from ${p.consultant}, due ${formatDate(civilDate(p.dueDate))}`,
  ),
  'consultant-order.changed': staff<Changed & { report: string }>(
    (p) => `${p.report}: changed ${fields(p.after)}`,
  ),
  'consultant-order.moved': staff<{
    report: string;
    consultant: string;
    action: string;
    from: string;
    to: string;
    documentIds?: string[];
    reason?: string;
  }>((p) => `${p.report} by ${p.consultant}: ${spoken(p.to)}${p.reason ? `, “${p.reason}”` : ''}`),
  'proforma.saved': staff<{ name: string; number: number; returnOnCost: string | null; base: boolean }>(
    (p) => `Proforma “${p.name}”, version ${p.number} saved`,
  ),
  'proforma.changed': staff<Changed & { name: string }>(
    (p) => `Proforma “${p.name}”: changed ${fields(p.after)}`,
  ),
} as const;
