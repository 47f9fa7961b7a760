/** What a document is, in the field's own words. */
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
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Each download of these leaves an audit event. */
const SENSITIVE: readonly DocumentKind[] = ['payment_file', 'tax_form', 'identity_document', 'bank_letter'];
export const isSensitive = (kind: DocumentKind): boolean => SENSITIVE.includes(kind);

/** Made by the program or by a ceremony of its own, never uploaded as such. */
const MADE_HERE: readonly DocumentKind[] = ['certificate', 'payment_file'];
export const UPLOAD_KINDS = DOCUMENT_KINDS.filter((kind) => !MADE_HERE.includes(kind)) as [
  DocumentKind,
  ...DocumentKind[],
];
