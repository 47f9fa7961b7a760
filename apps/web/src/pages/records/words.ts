/** What records are called, and where each is opened. */
import * as capacities from '@connect/domain/capacities';
import * as kinds from '@connect/domain/document-kinds';
import { words } from '@connect/ui/format';

const choice = (value: string) => ({ value, label: words(value) });

export const CAPACITIES = capacities.CAPACITIES.map(choice);

export const ENTITY_TYPES = [
  { value: 'llc', label: 'LLC' },
  { value: 'corporation', label: 'Corporation' },
  { value: 'partnership', label: 'Partnership' },
  { value: 'trust', label: 'Trust' },
  { value: 'sole_proprietor', label: 'Sole proprietor' },
];
export const entityType = (type: string): string =>
  ENTITY_TYPES.find(({ value }) => value === type)?.label ?? words(type);

const PLACES: Record<string, string> = {
  contact: 'contacts',
  entity: 'entities',
  project: 'projects',
  consultant_order: 'consultant-orders',
  proforma: 'proformas',
  plan: 'plans',
  permit: 'permits',
  loan: 'loans',
  draw: 'draws',
  inspection: 'inspections',
  payment: 'payments',
  statement: 'statements',
  user: 'users',
};
const NAMES: Record<string, string> = {
  consultant_order: 'Order',
  review_cycle: 'Review',
  payoff_quote: 'Payoff quote',
  bank_line: 'Bank line',
  user: 'Sign-in',
};

export const subjectName = (type: string | null): string =>
  type === null ? '–' : (NAMES[type] ?? words(type));

/** Where what a document, message or task is about is opened; the project where the record itself has no page. */
export function subjectHref(about: {
  type: string | null;
  id: string | null;
  projectId: string | null;
}): string | null {
  const place = about.type && PLACES[about.type];
  if (place && about.id) return `/${place}/${about.id}`;
  if (about.type === 'bank_line') return '/bank-line';
  const tab = about.type === 'correction' || about.type === 'review_cycle' ? '?tab=permits' : '';
  return about.projectId ? `/projects/${about.projectId}${tab}` : null;
}

/** The kinds people file documents under. */
export const DOCUMENT_KINDS = kinds.DOCUMENT_KINDS.map(choice);
export const UPLOAD_KINDS = kinds.UPLOAD_KINDS.map(choice);
