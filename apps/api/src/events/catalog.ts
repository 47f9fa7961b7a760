import { civilDate, formatDate } from '@connect/domain/calendar';
import type { Cents } from '@connect/domain/money';
import { formatUsd } from '@connect/domain/money';
import { isInternal, type Permission, type Role, reach } from '@connect/domain/permissions';

/**
 * Every event of the product with its payload, on one page. `title` is the line of the deal's timeline and of the
 * audit trail; `audience` says who may read it there: the parties of the deal too, staff only, or the audit trail alone.
 */
interface Kind<P> {
  audience: 'parties' | 'staff' | 'audit';
  /** Only for roles that hold it at any reach: an agent sees the lead, not the builder's permits. */
  permission?: Permission;
  title(payload: P): string;
}
const parties = <P>(title: (payload: P) => string): Kind<P> => ({ audience: 'parties', title });
const partiesWith = <P>(permission: Permission, title: (payload: P) => string): Kind<P> => ({
  audience: 'parties',
  permission,
  title,
});
const staff = <P>(title: (payload: P) => string): Kind<P> => ({ audience: 'staff', title });
const staffWith = <P>(permission: Permission, title: (payload: P) => string): Kind<P> => ({
  audience: 'staff',
  permission,
  title,
});
const audit = <P>(title: (payload: P) => string): Kind<P> => ({ audience: 'audit', title });

interface Changed {
  before: object;
  after: object;
}
const usd = (amount: number | Cents): string => formatUsd(BigInt(amount) as Cents);

const spoken = (word: string): string => word.replaceAll('_', ' ');
/** The changed fields as people say them: `builder_id` is "builder", `ask_cents` is "ask". */
const fields = (after: object): string =>
  Object.keys(after)
    .map((name) => spoken(name.replace(/_(id|cents)$/, '')))
    .join(', ');

interface PermitMoved {
  permit: string;
  action: string;
  from: string;
  to: string;
  /** Which review cycle it opened or closed. */
  cycle?: number;
  corrections?: number;
  reason?: string;
}
function permitMovedTitle({ permit, action, to, cycle, corrections }: PermitMoved): string {
  if (action === 'request_corrections') {
    const count = corrections ? `, ${corrections} ${corrections === 1 ? 'correction' : 'corrections'}` : '';
    return `${permit}: correction cycle ${cycle} returned${count}`;
  }
  if (action === 'start_review') return `${permit}: review started`;
  if (action === 'mark_complete') return `${permit}: intake complete`;
  if (action === 'mark_incomplete') return `${permit}: intake incomplete`;
  return `${permit} ${spoken(to)}`;
}

export const catalog = {
  // identity
  'access.refused': audit<{ operation: string; because: string }>((p) => `Refused: ${p.operation}`),
  'sign-in.succeeded': audit<{ sessionId: string; secondFactor: boolean }>(() => 'Signed in'),
  'sign-in.failed': audit<{ reason: string }>((p) => `Sign-in failed: ${p.reason}`),
  'session.revoked': audit<{ sessionId: string; reason: string }>((p) => `Session ended: ${p.reason}`),
  'session.stepped-up': audit<{ sessionId: string; by: 'authenticator' | 'password' }>(
    (p) => `Confirmed by ${p.by}`,
  ),
  'step-up.failed': audit<{ sessionId: string; by: 'authenticator' | 'password' }>((p) => `Wrong ${p.by}`),
  'link.issued': audit<{ purpose: string }>((p) => `Link for ${p.purpose} issued`),
  'link.used': audit<{ purpose: string }>((p) => `Link for ${p.purpose} used`),
  'link.refused': audit<{ reason: string }>((p) => `Link refused: ${p.reason}`),
  'password.changed': audit<{ by: 'user' | 'reset' | 'invitation' | 'setup' }>(
    (p) => `Password set by ${p.by}`,
  ),
  'user.created': audit<{ name: string; role: string; status: string }>(
    (p) => `User ${p.name} added as ${p.role}`,
  ),
  'user.changed': audit<Changed>((p) => `User: changed ${fields(p.after)}`),
  'user.moved': audit<{ action: string; from: string; to: string; reason?: string }>(
    (p) => `User: ${p.action}`,
  ),
  'second-factor.begun': audit<Record<never, never>>(() => 'Authenticator app: secret shown'),
  'second-factor.enrolled': audit<Record<never, never>>(() => 'Authenticator app enrolled'),
  'second-factor.removed': audit<{ reason: string }>((p) => `Authenticator app removed: ${p.reason}`),
  // contacts
  'contact.created': audit<{ name: string }>((p) => `Contact ${p.name} added`),
  'contact.changed': audit<Changed>(() => 'Contact changed'),
  'entity.created': audit<{ name: string }>((p) => `Entity ${p.name} added`),
  'entity.changed': audit<Changed>(() => 'Entity changed'),
  'entity.bank_changed': audit<Changed & { name: string }>((p) => `Bank account of ${p.name} changed`),
  'sensitive.revealed': audit<{ field: string; reason: string }>((p) => `Revealed ${p.field}: “${p.reason}”`),
  // documents
  'document.added': staff<{ title: string; kind: string }>((p) => `Document “${p.title}” added`),
  'document.versioned': staff<{ title: string; number: number }>(
    (p) => `Version ${p.number} of “${p.title}” added`,
  ),
  'document.quarantined': staff<{ title: string; reason: string }>(
    (p) => `Document “${p.title}” quarantined: ${p.reason}`,
  ),
  'document.downloaded': audit<{ title: string; number: number }>((p) => `Downloaded “${p.title}”`),
  'message.written': audit<{ channel: string; subject: string; to: string }>(
    (p) => `Wrote “${p.subject}” to ${p.to}`,
  ),
  'message.resent': audit<{ subject: string; to: string }>((p) => `Sent “${p.subject}” to ${p.to} again`),
  'message.failed': staff<{ subject: string; to: string; reason: string }>(
    (p) => `“${p.subject}” did not reach ${p.to}`,
  ),
  'message.link_shown': audit<{ subject: string; to: string }>((p) => `Saw the link written to ${p.to}`),
  // An agent follows the project, design works on it, and neither reads its loan.
  'envelope.created': audit<{ title: string }>((p) => `Envelope “${p.title}” prepared`),
  'envelope.sent': partiesWith<{ title: string; signers: string[] }>(
    'read:envelopes',
    (p) => `“${p.title}” sent for signature to ${p.signers.join(' and ')}`,
  ),
  'envelope.resent': staffWith<{ title: string; signers: string[] }>(
    'read:envelopes',
    (p) => `New link for “${p.title}” sent to ${p.signers.join(' and ')}`,
  ),
  'envelope.opened': staffWith<{ title: string; signer: string }>(
    'read:envelopes',
    (p) => `${p.signer} opened “${p.title}”`,
  ),
  'envelope.consented': staffWith<{ title: string; signer: string }>(
    'read:envelopes',
    (p) => `${p.signer} agreed to sign “${p.title}” electronically`,
  ),
  'envelope.signed': partiesWith<{ title: string; signer: string }>(
    'read:envelopes',
    (p) => `${p.signer} signed “${p.title}”`,
  ),
  'envelope.completed': partiesWith<{ title: string; documentIds: string[] }>(
    'read:envelopes',
    (p) => `“${p.title}” signed by everybody`,
  ),
  'envelope.declined': staffWith<{ title: string; signer: string; reason: string }>(
    'read:envelopes',
    (p) => `${p.signer} declined to sign “${p.title}”: “${p.reason}”`,
  ),
  'envelope.voided': staffWith<{ title: string; reason: string }>(
    'read:envelopes',
    (p) => `“${p.title}” voided: “${p.reason}”`,
  ),
  'envelope.expired': staffWith<{ title: string }>('read:envelopes', (p) => `“${p.title}” expired unsigned`),
  // tasks
  'task.opened': staff<{ title: string; dueDate: string | null }>((p) => `Task “${p.title}” opened`),
  'task.changed': audit<Changed>((p) => `Task: changed ${fields(p.after)}`),
  'task.moved': staff<{ title: string; from: string; to: string; action: string; reason?: string }>(
    (p) => `Task “${p.title}”: ${p.to.replaceAll('_', ' ')}${p.reason ? `, “${p.reason}”` : ''}`,
  ),
  // projects
  'view.saved': audit<{ page: string; name: string }>((p) => `View “${p.name}” saved`),
  'view.deleted': audit<{ page: string; name: string }>((p) => `View “${p.name}” deleted`),
  'lead.submitted': parties<{ address: string; source: string }>((p) => `Lead from ${p.source}`),
  'lead.taken': staff<{ minutes: number }>((p) => `Lead answered in ${p.minutes} min`),
  'project.go': staff<{ number: string }>((p) => `GO: ${p.number}`),
  'project.changed': staff<Changed>((p) => `Changed ${fields(p.after)}`),
  'project.moved': staff<{ from: string; to: string; action: string; reason?: string }>((p) =>
    p.reason ? `${p.to}: “${p.reason}”` : `Moved to ${p.to}`,
  ),
  'project.noted': staff<{ text: string }>((p) => p.text),
  // feasibility
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
  // entitlement
  'plan.created': audit<{ number: string; name: string }>((p) => `Plan ${p.number} added`),
  'plan.changed': audit<Changed>((p) => `Plan: changed ${fields(p.after)}`),
  'plan.chosen': partiesWith<{ number: string; name: string }>(
    'read:plans',
    (p) => `Plan ${p.number} chosen: ${p.name}`,
  ),
  'plan.dropped': partiesWith<{ number: string; name: string }>(
    'read:plans',
    (p) => `Plan ${p.number} given up: ${p.name}`,
  ),
  'permit.planned': staff<{ permit: string }>((p) => `${p.permit} planned`),
  'permit.changed': audit<Changed & { permit: string }>((p) => `${p.permit}: changed ${fields(p.after)}`),
  // The reason stays in the payload: builders read the title.
  'permit.moved': partiesWith<PermitMoved>('read:permits', permitMovedTitle),
  'correction.logged': staff<{
    permit: string;
    cycle: number;
    number: number;
    discipline: string;
    text: string;
  }>((p) => `Correction ${p.cycle}.${p.number}, ${spoken(p.discipline)}: ${p.text}`),
  'correction.changed': audit<Changed>((p) => `Correction: changed ${fields(p.after)}`),
  'correction.resolved': staff<{ permit: string; correction: string }>(
    (p) => `${p.permit}: correction ${p.correction} resolved`,
  ),
  'correction.reopened': staff<{ permit: string; correction: string; reason?: string }>(
    (p) => `${p.permit}: correction ${p.correction} reopened${p.reason ? `, “${p.reason}”` : ''}`,
  ),
  // lending. Not every member of staff reads loans: design and entitlement do not.
  'loan.created': partiesWith<{ number: string; product: string; amountCents: Cents | number }>(
    'read:loans',
    (p) => `Loan ${p.number} opened for ${usd(p.amountCents)}`,
  ),
  'loan.changed': staffWith<Changed & { number: string }>(
    'read:loans',
    (p) => `Loan ${p.number}: changed ${Object.keys(p.after).map(spoken).join(', ')}`,
  ),
  'loan.finding_waived': staffWith<{ number: string; finding: string; reason: string }>(
    'read:loans',
    (p) => `Loan ${p.number}: waived “${p.finding}” because “${p.reason}”`,
  ),
  'loan.insured': staffWith<{ number: string; insurer: string; expiresOn: string }>(
    'read:loans',
    (p) => `Loan ${p.number}: insured by ${p.insurer} until ${formatDate(civilDate(p.expiresOn))}`,
  ),
  'loan.moved': staffWith<{ number: string; from: string; to: string; action: string; reason?: string }>(
    'read:loans',
    (p) => `Loan ${p.number}: ${spoken(p.to)}${p.reason ? `, “${p.reason}”` : ''}`,
  ),
  'loan.document_signed': partiesWith<{ number: string; title: string; detail: string }>(
    'read:loans',
    (p) => `${p.title} signed on paper, ${p.detail}`,
  ),
  'loan.funded': partiesWith<{
    number: string;
    principalCents: Cents | number;
    wireCents: Cents | number;
    escrowAgent: string;
  }>('read:loans', (p) => `Loan ${p.number} funded: ${usd(p.principalCents)} through ${p.escrowAgent}`),
  'loan.recorded': partiesWith<{ number: string; county: string; recordingNumber: string }>(
    'read:loans',
    (p) => `Deed of trust recorded in ${p.county} County, ${p.recordingNumber}`,
  ),
  'loan.released': partiesWith<{ number: string; county: string; recordingNumber: string }>(
    'read:loans',
    (p) => `Lien of loan ${p.number} released in ${p.county} County, ${p.recordingNumber}`,
  ),
  'bank-line.created': audit<{ name: string; commitmentCents: Cents | number }>(
    (p) => `Bank line ${p.name} added`,
  ),
  'bank-line.changed': audit<Changed & { name: string }>(
    (p) => `Bank line ${p.name}: changed ${fields(p.after)}`,
  ),
  'loan.pledged': staffWith<{ number: string; bankLine: string; advanceRate: string }>(
    'read:bank-line',
    (p) => `Loan ${p.number} pledged to ${p.bankLine}`,
  ),
  'loan.unpledged': staffWith<{ number: string; bankLine: string; reason: string }>(
    'read:bank-line',
    (p) => `Loan ${p.number} taken back from ${p.bankLine}: “${p.reason}”`,
  ),
  // servicing: billing, payments, statements, payoff. The agent and the consultant of a deal, design and entitlement read no money.
  'posting.reversed': staffWith<{ number: number; memo: string; reason: string }>(
    'read:postings',
    (p) => `Reversed P-${p.number}, ${p.memo}: “${p.reason}”`,
  ),
  'interest.billed': partiesWith<{
    billId: string;
    month: string;
    amountCents: number;
    fromReserveCents: number;
  }>('read:statements', (p) => {
    const rest = p.amountCents - p.fromReserveCents;
    if (p.fromReserveCents === 0) return `${p.month} interest ${usd(p.amountCents)} billed`;
    if (rest === 0) return `${p.month} interest ${usd(p.amountCents)} paid from reserve`;
    return `${p.month} interest ${usd(p.amountCents)}: ${usd(p.fromReserveCents)} from reserve, ${usd(rest)} billed`;
  }),
  'fee.charged': partiesWith<{ feeId: string; memo: string; amountCents: number }>(
    'read:payments',
    (p) => `${p.memo} ${usd(p.amountCents)} charged`,
  ),
  'payment.received': partiesWith<{ paymentId: string; amountCents: number; collected: boolean }>(
    'read:payments',
    (p) =>
      p.collected
        ? `Payment ${usd(p.amountCents)} received`
        : `Payment ${usd(p.amountCents)} received, not collected yet`,
  ),
  'payment.collected': partiesWith<{ paymentId: string; amountCents: number }>(
    'read:payments',
    (p) => `Payment ${usd(p.amountCents)} collected`,
  ),
  'payment.returned': partiesWith<{ paymentId: string; amountCents: number; reason: string }>(
    'read:payments',
    (p) => `Payment ${usd(p.amountCents)} returned: “${p.reason}”`,
  ),
  'unapplied.applied': partiesWith<{ amountCents: number }>(
    'read:payments',
    (p) => `Unapplied cash ${usd(p.amountCents)} applied`,
  ),
  'unapplied.refunded': partiesWith<{ amountCents: number }>(
    'read:payments',
    (p) => `Unapplied cash ${usd(p.amountCents)} refunded`,
  ),
  'statement.issued': partiesWith<{ statementId: string; month: string; dueCents: number }>(
    'read:statements',
    (p) => `${p.month} statement issued, ${usd(p.dueCents)} due`,
  ),
  'payoff.quoted': partiesWith<{ quoteId: string; totalCents: number; payoffDate: string }>(
    'read:payments',
    (p) => `Payoff quoted ${usd(p.totalCents)} for ${formatDate(civilDate(p.payoffDate))}`,
  ),
  'payoff.moved': partiesWith<{ quoteId: string; number: number; to: string; reason?: string }>(
    'read:payments',
    (p) => `Payoff quote ${p.number} ${p.to}${p.reason ? `: “${p.reason}”` : ''}`,
  ),
  'payoff.paid': partiesWith<{ quoteId: string; amountCents: number }>(
    'read:payments',
    (p) => `Payoff ${usd(p.amountCents)} received`,
  ),
  'month-end.started': audit<{ period: string; loans: number }>(
    (p) => `Month end ${p.period} started for ${p.loans} loans`,
  ),
  'month-end.finished': audit<{ period: string; setAside: number }>((p) =>
    p.setAside === 0 ? `Month end ${p.period} done` : `Month end ${p.period} done, ${p.setAside} set aside`,
  ),
  // servicing: draws, inspections, waivers, payments to payees. Design and entitlement read no draws.
  'draw.opened': audit<Record<never, never>>(() => 'Draw draft opened'),
  'draw.saved': audit<{ requestedCents: number; fields: string[] }>(
    (p) => `Draw draft saved, ${usd(p.requestedCents)}`,
  ),
  'draw.discarded': audit<Record<never, never>>(() => 'Draw draft discarded'),
  'draw.requested': partiesWith<{ number: number; requestedCents: number; lineCount: number }>(
    'read:loans', // not the inspector, who is to look before anybody says what is asked
    (p) => `Draw ${p.number} requested: ${usd(p.requestedCents)}`,
  ),
  'draw.moved': staffWith<{ number: number; action: string; to: string; reason?: string }>(
    'read:loans',
    (p) => `Draw ${p.number}: ${spoken(p.action)}${p.reason ? `, “${p.reason}”` : ''}`,
  ),
  'draw.proposed': staffWith<{ number: number; proposedCents: number; cutCents: number }>(
    'read:loans',
    (p) =>
      p.cutCents > 0
        ? `Draw ${p.number} cut to ${usd(p.proposedCents)} after inspection`
        : `Draw ${p.number} supported by inspection, ${usd(p.proposedCents)} after retainage`,
  ),
  'draw.decided': staffWith<{ number: number; proposedCents: number; cutCents: number }>('read:loans', (p) =>
    p.cutCents > 0
      ? `Draw ${p.number} decided: ${usd(p.proposedCents)}, cut by ${usd(p.cutCents)}`
      : `Draw ${p.number} decided: ${usd(p.proposedCents)}`,
  ),
  'draw.first_approved': staffWith<{ number: number; netCents: number }>(
    'read:loans',
    (p) => `Draw ${p.number}: first approval for ${usd(p.netCents)}`,
  ),
  'draw.approved': partiesWith<{
    number: number;
    netCents: number;
    cutCents: number;
    retainageCents: number;
  }>('read:loans', (p) => `Draw ${p.number} approved: ${usd(p.netCents)}`),
  'draw.rejected': partiesWith<{ number: number; reason?: string }>(
    'read:loans',
    (p) => `Draw ${p.number} rejected${p.reason ? `: “${p.reason}”` : ''}`,
  ),
  'draw.withdrawn': partiesWith<{ number: number; reason?: string }>(
    'read:loans',
    (p) => `Draw ${p.number} withdrawn${p.reason ? `: “${p.reason}”` : ''}`,
  ),
  'draw.paid': partiesWith<{ number: number; payeeCount: number; netCents: number }>(
    'read:loans',
    (p) =>
      `Draw ${p.number} paid to ${p.payeeCount} ${p.payeeCount === 1 ? 'payee' : 'payees'}, ${usd(p.netCents)}`,
  ),
  'draw.override_proposed': staffWith<{
    number: number;
    condition: string;
    finding: string;
    reason: string;
  }>('read:loans', (p) => `Draw ${p.number}: override of “${p.condition}” proposed, “${p.reason}”`),
  'draw.override_confirmed': staffWith<{ number: number; condition: string; proposedBy: string }>(
    'read:loans',
    (p) => `Draw ${p.number}: override of “${p.condition}” confirmed`,
  ),
  'draw-set.opened': audit<{ month: string; added: number }>(
    (p) => `Draw set ${p.month}: ${p.added} draws added`,
  ),
  'payee.changed': audit<Changed & { name: string }>((p) => `Payee ${p.name}: changed ${fields(p.after)}`),
  'evidence.changed': staffWith<Changed & { loan: string }>(
    'read:loans',
    (p) => `Loan ${p.loan}: ${Object.keys(p.after).map(spoken).join(', ')} recorded`,
  ),
  'stop_notice.served': staffWith<{ claimant: string; amountCents: number }>(
    'read:loans',
    (p) => `Stop notice of ${p.claimant}: ${usd(p.amountCents)}`,
  ),
  'stop_notice.released': staffWith<{ claimant: string; amountCents: number; reason: string }>(
    'read:loans',
    (p) => `Stop notice of ${p.claimant} released: “${p.reason}”`,
  ),
  'waiver.moved': staffWith<{ payee: string; form: string; action: string; to: string; reason?: string }>(
    'read:loans',
    (p) =>
      `${p.payee}, ${spoken(p.form)} waiver: ${p.action === 'request' ? 'asked for' : spoken(p.to)}${p.reason ? `, “${p.reason}”` : ''}`,
  ),
  'inspection.scheduled': partiesWith<{
    number: number;
    drawNumber: number;
    date: string;
    inspector: string;
  }>(
    'read:draws',
    (p) => `Inspection ${p.number} scheduled for ${formatDate(civilDate(p.date))}, ${p.inspector}`,
  ),
  'inspection.replanned': staffWith<{ number: number; date: string }>(
    'read:inspections',
    (p) => `Inspection ${p.number} moved to ${formatDate(civilDate(p.date))}`,
  ),
  'inspection.started': staffWith<{ number: number }>(
    'read:inspections',
    (p) => `Inspection ${p.number} started`,
  ),
  'inspection.saved': audit<{ number: number; lineCount: number }>(
    (p) => `Inspection ${p.number}: ${p.lineCount} lines saved`,
  ),
  'inspection.submitted': staffWith<{
    number: number;
    drawId: string;
    lineCount: number;
    photoCount: number;
  }>(
    'read:inspections',
    (p) => `Inspection ${p.number} submitted, ${p.lineCount} ${p.lineCount === 1 ? 'line' : 'lines'}`,
  ),
  'inspection.accepted': staffWith<{ number: number; drawId: string }>(
    'read:inspections',
    (p) => `Inspection ${p.number} accepted`,
  ),
  'inspection.returned': staffWith<{ number: number; drawId: string; reason: string }>(
    'read:inspections',
    (p) => `Inspection ${p.number} returned: “${p.reason}”`,
  ),
  'inspection.cancelled': staffWith<{ number: number; reason: string }>(
    'read:inspections',
    (p) => `Inspection ${p.number} cancelled: “${p.reason}”`,
  ),
  'payment_file.exported': staffWith<{ number: string; entryCount: number; totalCents: number }>(
    'read:loans',
    (p) => `Payment file ${p.number} made: ${p.entryCount} payments, ${usd(p.totalCents)}`,
  ),
  'payment_file.downloaded': audit<{ number: string; sha256: string }>(
    (p) => `Payment file ${p.number} downloaded`,
  ),
  'payment_file.confirmed': audit<{ number: string; settlementDate: string; payments: number }>(
    (p) => `Payment file ${p.number} settled ${formatDate(civilDate(p.settlementDate))}`,
  ),
  'disbursement.moved': staffWith<{
    payee: string;
    amountCents: number;
    method: string;
    to: string;
    reason?: string;
  }>(
    'read:loans',
    (p) =>
      `Payment of ${usd(p.amountCents)} to ${p.payee}: ${spoken(p.to)}${p.reason ? `, “${p.reason}”` : ''}`,
  ),
  // reporting
  'list.exported': audit<{ list: string; filter: object; rows: number }>(
    (p) => `Exported ${p.rows} rows of ${p.list}`,
  ),
} as const;

type Catalog = typeof catalog;
export type EventName = keyof Catalog;
export type PayloadOf<N extends EventName> = Catalog[N] extends Kind<infer P> ? P : never;

/** The sentence that tells a reader what happened. */
export function titleOf(name: string, payload: unknown): string {
  const kind = (catalog as Record<string, Kind<never>>)[name];
  return kind ? kind.title(payload as never) : name;
}

/** Event names that this role may see on a timeline: what is said there may not tell more than the record itself would. */
export const namesFor = (role: Role): EventName[] =>
  (Object.keys(catalog) as EventName[]).filter((name) => {
    const { audience, permission }: Kind<never> = catalog[name];
    if (permission && !reach(role, permission)) return false;
    return audience === 'parties' || (audience === 'staff' && isInternal(role));
  });
export { usd };
