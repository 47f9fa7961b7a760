import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import type { Cents } from './money.ts';
import { formatUsd } from './money.ts';
import { rolesWith } from './permissions.ts';

export interface AuditContext {
  /** What the audit rules still hold against the loan, as sentences. */
  openAuditFindings: readonly string[];
  /** User who submitted the loan to underwriting; null when the program did. */
  submittedBy: string | null;
  /** User who moves. */
  actorId: string | null;
}
export interface DocumentsContext {
  /** Loan documents that are not complete: unsigned, without notary data, or a note without its original, as titles. */
  openDocuments: readonly string[];
}
export interface FundingContext {
  /** Escrow's written instructions are on file. */
  hasEscrowInstructions: boolean;
}
export interface RecordingContext {
  county: string | null;
  recordingNumber: string | null;
  /** Moment of recording, UTC. */
  recordedAt: string | null;
  titleInsured: boolean;
}
export interface OutstandingContext {
  /** Principal, interest and fees still owed, in cents. */
  outstandingCents: Cents;
}
export interface ReleaseContext {
  /** The county's number of the reconveyance. */
  releaseRecordingNumber: string | null;
}

export const auditClear = guard('audit_not_clear', (ctx: AuditContext) =>
  ctx.openAuditFindings.length === 0
    ? null
    : `The audit holds: ${ctx.openAuditFindings.join(' ')} Resolve every finding to approve.`,
);
export const notTheSubmitter = guard('own_submission', (ctx: AuditContext) =>
  ctx.submittedBy !== null && ctx.submittedBy === ctx.actorId
    ? 'You submitted this loan. Somebody else has to approve it.'
    : null,
);
export const documentsComplete = guard('documents_incomplete', (ctx: DocumentsContext) =>
  ctx.openDocuments.length === 0
    ? null
    : `Not complete: ${ctx.openDocuments.join(', ')}. Complete every document.`,
);
export const escrowInstructed = guard('escrow_instructions_missing', (ctx: FundingContext) =>
  ctx.hasEscrowInstructions ? null : 'There are no escrow instructions yet. Record them to wire.',
);
export const recordingFacts = guard('recording_incomplete', (ctx: RecordingContext) => {
  const missing = [
    ctx.county?.trim() ? null : 'county',
    ctx.recordingNumber?.trim() ? null : 'recording number',
    ctx.recordedAt ? null : 'time of recording',
    ctx.titleInsured ? null : 'title insurance',
  ].filter((fact) => fact !== null);
  return missing.length === 0
    ? null
    : `Missing: ${missing.join(', ')}. Enter what the county and the title company confirmed.`;
});
export const nothingOutstanding = guard('balance_outstanding', (ctx: OutstandingContext) =>
  ctx.outstandingCents <= 0n
    ? null
    : `${formatUsd(ctx.outstandingCents)} is still owed. Post the payoff first.`,
);
export const reconveyanceRecorded = guard('release_not_recorded', (ctx: ReleaseContext) =>
  ctx.releaseRecordingNumber?.trim()
    ? null
    : 'The reconveyance has no recording number yet. Enter the number of the county.',
);

const writers: readonly Actor[] = rolesWith('write:loans');
const approvers: readonly Actor[] = rolesWith('approve:loans');
// The last signature and the last cent arrive as events; a person may also record them.
const writersOrEvent: readonly Actor[] = ['system', ...writers];

/** A loan from its draft to the recorded release of the lien. No draw before `recorded`. */
export const loanStates = machine('loan', [
  { from: 'draft', action: 'submit', to: 'underwriting', by: writers, label: 'Submit to underwriting' },
  {
    from: 'underwriting',
    action: 'approve',
    to: 'approved',
    by: approvers,
    label: 'Approve',
    needs: [notTheSubmitter, auditClear],
  },
  {
    from: 'underwriting',
    action: 'return',
    to: 'draft',
    by: writers,
    label: 'Return to draft',
    reason: 'required',
  },
  {
    from: 'underwriting',
    action: 'decline',
    to: 'declined',
    by: approvers,
    label: 'Decline',
    reason: 'required',
  },
  { from: 'approved', action: 'send_documents', to: 'documents_out', by: writers, label: 'Send documents' },
  {
    from: 'approved',
    action: 'return',
    to: 'underwriting',
    by: writers,
    label: 'Return to underwriting',
    reason: 'required',
  },
  {
    from: 'documents_out',
    action: 'recall_documents',
    to: 'approved',
    by: writers,
    label: 'Recall documents',
    reason: 'required',
  },
  {
    from: 'documents_out',
    action: 'complete_signing',
    to: 'signed',
    by: writersOrEvent,
    label: 'Signing complete',
    needs: [documentsComplete],
  },
  {
    from: 'signed',
    action: 'fund',
    to: 'funded',
    by: writers,
    label: 'Fund',
    needs: [escrowInstructed],
    stepUp: true,
  },
  { from: 'funded', action: 'record', to: 'recorded', by: writers, label: 'Record', needs: [recordingFacts] },
  {
    from: 'recorded',
    action: 'start_servicing',
    to: 'servicing',
    by: writersOrEvent,
    label: 'Start servicing',
  },
  {
    from: 'servicing',
    action: 'default',
    to: 'default',
    by: writers,
    label: 'Declare default',
    reason: 'required',
  },
  { from: 'default', action: 'cure', to: 'servicing', by: writers, label: 'Cure', reason: 'required' },
  {
    from: 'servicing',
    action: 'pay_off',
    to: 'paid_off',
    by: writersOrEvent,
    label: 'Paid off',
    needs: [nothingOutstanding],
  },
  {
    from: 'default',
    action: 'pay_off',
    to: 'paid_off',
    by: writersOrEvent,
    label: 'Paid off',
    needs: [nothingOutstanding],
  },
  {
    from: 'paid_off',
    action: 'release',
    to: 'released',
    by: writers,
    label: 'Record lien release',
    needs: [reconveyanceRecorded],
  },
  { from: 'draft', action: 'cancel', to: 'cancelled', by: writers, label: 'Cancel', reason: 'required' },
  {
    from: 'underwriting',
    action: 'cancel',
    to: 'cancelled',
    by: writers,
    label: 'Cancel',
    reason: 'required',
  },
  { from: 'approved', action: 'cancel', to: 'cancelled', by: writers, label: 'Cancel', reason: 'required' },
  {
    from: 'documents_out',
    action: 'cancel',
    to: 'cancelled',
    by: writers,
    label: 'Cancel',
    reason: 'required',
  },
  { from: 'signed', action: 'cancel', to: 'cancelled', by: writers, label: 'Cancel', reason: 'required' },
]);
export type LoanState = StateOf<typeof loanStates>;
export type LoanAction = ActionOf<typeof loanStates>;

/** States in which principal may be outstanding, so that interest accrues. */
export const ACCRUING_LOAN_STATES = [
  'funded',
  'recorded',
  'servicing',
  'default',
] as const satisfies readonly LoanState[];
/** States in which a draw may be requested: never before the deed of trust is recorded, never in default. */
export const DRAWABLE_LOAN_STATES = ['recorded', 'servicing'] as const satisfies readonly LoanState[];
