/** What records are called, and where each is opened. */
import { words } from '@connect/ui/format';

export const CAPACITIES = [
  'agent',
  'builder',
  'borrower',
  'guarantor',
  'consultant',
  'inspector',
  'payee',
  'escrow',
  'title',
  'insurance',
  'attorney',
  'city',
].map((value) => ({ value, label: words(value) }));

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
export const DOCUMENT_KINDS = [
  'survey',
  'title_report',
  'arborist_report',
  'civil_report',
  'geotech_report',
  'structural_report',
  'landscape_report',
  'appraisal',
  'plan_set',
  'permit_application',
  'permit',
  'correction_letter',
  'loan_agreement',
  'guaranty',
  'note',
  'deed_of_trust',
  'notary_acknowledgement',
  'recorded_document',
  'title_policy',
  'lien_release',
  'certificate',
  'insurance_certificate',
  'invoice',
  'lien_waiver',
  'photo',
  'inspection_report',
  'draw_summary',
  'statement',
  'payoff_letter',
  'payment_file',
  'operating_agreement',
  'tax_form',
  'identity_document',
  'bank_letter',
  'correspondence',
  'other',
].map((value) => ({ value, label: words(value) }));

/* These are made by the program or a ceremony of its own. */
export const UPLOAD_KINDS = DOCUMENT_KINDS.filter(
  ({ value }) => value !== 'certificate' && value !== 'payment_file',
);
