/** Icon, word and tone of every state people see (DESIGN, "Status"). Status is never colour alone. */
import type { Icon } from '@tabler/icons-react';
import {
  IconAlertTriangle as Alert,
  IconBuildingBank as Bank,
  IconCircleCheck as Check,
  IconBuildingCommunity as Community,
  IconCircleX as Cross,
  IconCircleDashed as Dashed,
  IconFileDollar as FileDollar,
  IconBolt,
  IconCalendar,
  IconClipboardCheck,
  IconClock,
  IconCloudCheck,
  IconDeviceIpad,
  IconEyeCheck,
  IconFileSearch,
  IconFlag,
  IconHandStop,
  IconSend,
  IconShieldCheck,
  IconCircleMinus as Minus,
  IconPlayerPause as Pause,
  IconPencil as Pencil,
  IconProgress as Progress,
  IconArrowBackUp as Returned,
} from '@tabler/icons-react';

/** grey waits, blue moves, green is settled, amber wants a look, red holds. */
export type Tone = 'wait' | 'move' | 'ok' | 'look' | 'hold';
export type StatusKind =
  | 'project'
  | 'permit'
  | 'loan'
  | 'draw'
  | 'drawSet'
  | 'inspection'
  | 'condition'
  | 'order'
  | 'task'
  | 'document'
  | 'envelope'
  | 'correction'
  | 'cycle'
  | 'message'
  | 'waiver'
  | 'quote'
  | 'payment'
  | 'period';
export type Status = { word: string; icon: Icon; tone: Tone };

const row = (word: string, icon: Icon, tone: Tone): Status => ({ word, icon, tone });

export const STATUS: Record<StatusKind, Record<string, Status>> = {
  project: {
    lead: row('Lead', IconBolt, 'wait'),
    feasibility: row('Feasibility', IconFileSearch, 'move'),
    go: row('Go', IconFlag, 'move'),
    funded: row('Funded', Bank, 'move'),
    servicing: row('Servicing', Progress, 'move'),
    closed: row('Closed', Check, 'ok'),
    pass: row('Passed', Minus, 'wait'),
    passed: row('Passed', Minus, 'wait'),
    withdrawn: row('Withdrawn', Minus, 'wait'),
  },
  permit: {
    planning: row('Planning', Dashed, 'wait'),
    submitted: row('Submitted', Community, 'move'),
    complete: row('Complete', Community, 'move'),
    incomplete: row('Incomplete', Alert, 'look'),
    under_review: row('Under review', Community, 'move'),
    corrections: row('Corrections', Alert, 'look'),
    resubmitted: row('Resubmitted', Community, 'move'),
    approved: row('Approved', Check, 'ok'),
    issued: row('Issued', Check, 'ok'),
    renewed: row('Renewed', Check, 'ok'),
    finaled: row('Finaled', Check, 'ok'),
    denied: row('Denied', Cross, 'hold'),
    expired: row('Expired', Cross, 'hold'),
    withdrawn: row('Withdrawn', Minus, 'wait'),
  },
  loan: {
    draft: row('Draft', Pencil, 'wait'),
    underwriting: row('Underwriting', FileDollar, 'move'),
    approved: row('Approved', FileDollar, 'move'),
    documents_out: row('Documents out', FileDollar, 'move'),
    signed: row('Signed', FileDollar, 'move'),
    funded: row('Funded', Progress, 'move'),
    recorded: row('Recorded', Progress, 'move'),
    servicing: row('Servicing', Progress, 'move'),
    paid_off: row('Paid off', Check, 'ok'),
    released: row('Released', Check, 'ok'),
    default: row('Default', Cross, 'hold'),
    declined: row('Declined', Minus, 'wait'),
    cancelled: row('Cancelled', Minus, 'wait'),
  },
  draw: {
    draft: row('Draft', Pencil, 'wait'),
    requested: row('Requested', IconClipboardCheck, 'move'),
    inspection_scheduled: row('Inspection scheduled', IconClipboardCheck, 'move'),
    inspection_complete: row('Inspection complete', IconClipboardCheck, 'move'),
    review: row('In review', IconEyeCheck, 'move'),
    in_review: row('In review', IconEyeCheck, 'move'),
    approved: row('Approved', Check, 'ok'),
    paid: row('Paid', Check, 'ok'),
    held: row('Held', IconHandStop, 'look'),
    rejected: row('Rejected', Cross, 'hold'),
    withdrawn: row('Withdrawn', Minus, 'wait'),
  },
  drawSet: {
    open: row('Open', Progress, 'move'),
    inspecting: row('Inspecting', IconClipboardCheck, 'move'),
    review: row('In review', IconEyeCheck, 'move'),
    closed: row('Closed', Check, 'ok'),
  },
  inspection: {
    scheduled: row('Scheduled', IconCalendar, 'wait'),
    in_progress: row('In progress', Progress, 'move'),
    submitted: row('Submitted', IconCloudCheck, 'move'),
    accepted: row('Accepted', Check, 'ok'),
    returned: row('Returned', Returned, 'look'),
    cancelled: row('Cancelled', Minus, 'wait'),
    local: row('Only on this iPad', IconDeviceIpad, 'look'),
  },
  condition: {
    clear: row('Clear', Check, 'ok'),
    check: row('Check', Alert, 'look'),
    holds: row('Holds', Cross, 'hold'),
    overridden: row('Overridden', IconShieldCheck, 'look'),
    green: row('Clear', Check, 'ok'),
    amber: row('Check', Alert, 'look'),
    red: row('Holds', Cross, 'hold'),
  },
  order: {
    ordered: row('Ordered', IconSend, 'wait'),
    in_progress: row('In progress', Progress, 'move'),
    delivered: row('Delivered', IconFileSearch, 'move'),
    accepted: row('Accepted', Check, 'ok'),
    returned: row('Returned', Returned, 'look'),
    cancelled: row('Cancelled', Minus, 'wait'),
    late: row('Late', Alert, 'look'),
  },
  task: {
    pending: row('Pending', Dashed, 'wait'),
    in_progress: row('In progress', Progress, 'move'),
    completed: row('Completed', Check, 'ok'),
    cancelled: row('Cancelled', Minus, 'wait'),
    reopened: row('Reopened', Returned, 'look'),
    overdue: row('Overdue', Alert, 'look'),
  },
  document: {
    stored: row('Stored', IconCloudCheck, 'wait'),
    scanning: row('Scanning', Progress, 'move'),
    ready: row('Ready', Check, 'ok'),
    quarantined: row('Quarantined', Cross, 'hold'),
    queued: row('Queued', IconClock, 'wait'),
    running: row('Reading', Progress, 'move'),
    extracted: row('Confirm', Alert, 'look'),
    confirmed: row('Read', Check, 'ok'),
    failed: row('Not read', Alert, 'look'),
    missing: row('Missing', Cross, 'hold'),
    none: row('Stored', IconCloudCheck, 'wait'),
  },
  envelope: {
    created: row('Created', Pencil, 'wait'),
    sent: row('Sent', IconSend, 'move'),
    delivered: row('Opened', IconEyeCheck, 'move'),
    completed: row('Signed', Check, 'ok'),
    declined: row('Declined', Cross, 'hold'),
    voided: row('Voided', Minus, 'wait'),
    expired: row('Expired', Alert, 'look'),
  },
  correction: {
    open: row('Open', Alert, 'look'),
    answered: row('Answered', Progress, 'move'),
    resolved: row('Resolved', Check, 'ok'),
  },
  cycle: {
    open: row('With the city', Community, 'move'),
    returned: row('With us', Alert, 'look'),
    approved: row('Approved', Check, 'ok'),
    closed: row('Closed', Check, 'ok'),
  },
  message: {
    queued: row('Queued', IconClock, 'move'),
    sent: row('Sent', IconSend, 'move'),
    delivered: row('Delivered', Check, 'ok'),
    opened: row('Opened', Check, 'ok'),
    bounced: row('Bounced', Cross, 'hold'),
    failed: row('Failed', Cross, 'hold'),
    retrying: row('Retrying', Alert, 'look'),
    stopped: row('Stopped here', Pause, 'wait'),
    stored: row('Stopped here', Pause, 'wait'),
  },
  waiver: {
    required: row('Missing', Cross, 'hold'),
    requested: row('Asked', IconSend, 'look'),
    received: row('Received', IconClock, 'move'),
    accepted: row('Paired', Check, 'ok'),
    waived: row('Waived', IconShieldCheck, 'look'),
  },
  quote: {
    given: row('Given', FileDollar, 'move'),
    accepted: row('Accepted', FileDollar, 'move'),
    paid: row('Paid', Check, 'ok'),
    expired: row('Expired', Alert, 'look'),
    cancelled: row('Cancelled', Minus, 'wait'),
  },
  period: {
    open: row('Open', Pencil, 'wait'),
    close_requested: row('To be closed', IconClock, 'look'),
    closed: row('Closed', Check, 'ok'),
    reopen_requested: row('To be reopened', IconClock, 'look'),
  },
  payment: {
    draft: row('Draft', Pencil, 'wait'),
    pending: row('Pending', IconClock, 'wait'),
    approved: row('Approved', Check, 'ok'),
    exported: row('Exported', IconSend, 'move'),
    released: row('Released', IconSend, 'move'),
    settled: row('Settled', Check, 'ok'),
    prepared: row('Prepared', Pencil, 'wait'),
    confirmed: row('Confirmed', Check, 'ok'),
    received: row('Received', IconClock, 'move'),
    collected: row('Collected', Check, 'ok'),
    applied: row('Applied', Check, 'ok'),
    unapplied: row('Unapplied', Alert, 'look'),
    returned: row('Returned', Returned, 'look'),
    reversed: row('Reversed', Returned, 'wait'),
    cancelled: row('Cancelled', Minus, 'wait'),
  },
};

/** Looks a state up; one the tables do not know is shown in grey by its own name rather than hidden. */
export function statusOf(kind: StatusKind, state: string): Status {
  const known = STATUS[kind][state];
  if (known) return known;
  const text = state.replaceAll('_', ' ').toLowerCase();
  return row(text.charAt(0).toUpperCase() + text.slice(1), Dashed, 'wait');
}
