import { civilDate, formatDate } from '@connect/domain/calendar';
import { formatRate, rate } from '@connect/domain/rate';
import {
  audit,
  type Changed,
  type ChangedLine,
  fields,
  partiesWith,
  spoken,
  staffWith,
  usd,
} from './kind.ts';

/** What happened to a draw, where the state it came to does not say it. */
const DRAW_MOVED: Record<string, string> = {
  complete_inspection: 'inspected',
  start_review: 'review started',
  resume: 'review resumed',
};

export const servicingEvents = {
  // Billing, payments, statements, payoff. The agent and the consultant of a deal, design and entitlement read no money.
  'posting.reversed': staffWith<{ number: number; memo: string; reason: string }>(
    'read:postings',
    (p) => `Reversed P-${p.number}, ${p.memo}: “${p.reason}”`,
  ),
  'rate.changed': partiesWith<{ rate: string; reason: string }>(
    'read:payments',
    (p) => `Rate ${formatRate(rate(p.rate))}: “${p.reason}”`,
  ),
  'accruals.started': audit<{ day: string; loans: number }>(
    (p) => `Interest to ${p.day} is being accrued for ${p.loans} loans`,
  ),
  'accruals.finished': audit<{ day: string; loans: number; setAside: number }>(
    (p) => `Interest accrued to ${p.day}: ${p.loans} loans, ${p.setAside} set aside`,
  ),
  'ledger.replayed': staffWith<{ sentence: string; reversed: number; posted: number }>(
    'read:postings',
    (p) => p.sentence,
  ),
  'journal.posted': staffWith<{ number: number; memo: string; reason: string; amountCents: number }>(
    'read:postings',
    (p) => `Journal P-${p.number}, ${p.memo}, ${usd(p.amountCents)}: “${p.reason}”`,
  ),
  'period.moved': audit<{ period: string; to: string; reason?: string }>(
    (p) => `Books of ${p.period}: ${spoken(p.to)}${p.reason ? `, “${p.reason}”` : ''}`,
  ),
  'reconciliation.started': audit<{ period: string; loans: number }>(
    (p) => `Reconciliation of ${p.period} started for ${p.loans} loans`,
  ),
  'reconciliation.finished': audit<{ period: string; differences: number; setAside: number }>((p) =>
    p.differences + p.setAside === 0
      ? `Books of ${p.period} reconciled to the cent`
      : `Books of ${p.period}: ${p.differences} differences, ${p.setAside} loans set aside`,
  ),
  'account.changed': audit<{ account: string; externalCode: string | null }>(
    (p) => `Account ${p.account} is ${p.externalCode ?? 'nothing'} in the accounting program`,
  ),
  'general-ledger.exported': audit<{ period: string; format: string; rows: number }>(
    (p) => `General ledger of ${p.period} exported as ${p.format}, ${p.rows} rows`,
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
  // Draws, inspections, waivers, payments to payees. Design and entitlement read no draws.
  'draw.opened': audit<Record<never, never>>(() => 'Draw draft opened'),
  'draw.saved': audit<{ requestedCents: number; fields: string[]; lines: ChangedLine[] }>(
    (p) => `Draw draft saved, ${usd(p.requestedCents)}`,
  ),
  'draw.discarded': audit<Record<never, never>>(() => 'Draw draft discarded'),
  'draw.requested': partiesWith<{ number: number; requestedCents: number; lineCount: number }>(
    'read:loans', // not the inspector, who is to look before anybody says what is asked
    (p) => `Draw ${p.number} requested: ${usd(p.requestedCents)}`,
  ),
  'draw.invoice_filed': partiesWith<{
    number: number;
    invoice: string;
    payee: string;
    documentId: string;
    replacedDocumentId: string | null;
  }>(
    'read:loans',
    (p) =>
      `${p.invoice} of ${p.payee} ${p.replacedDocumentId ? 'replaced by another file' : 'received'} for draw ${p.number}`,
  ),
  'draw.moved': staffWith<{ number: number; action: string; to: string; reason?: string }>(
    'read:loans',
    (p) => `Draw ${p.number} ${DRAW_MOVED[p.action] ?? spoken(p.to)}${p.reason ? `: “${p.reason}”` : ''}`,
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
  'inspection.saved': audit<{ number: number; lineCount: number; lines: ChangedLine[] }>(
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
} as const;
