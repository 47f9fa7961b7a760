import type { NextStep } from './overview.schemas.ts';

/** What is known of a deal when its next step is asked for. Loan and draw are absent for roles that do not read loans. */
export interface Standing {
  projectId: string;
  stage: string;
  ownerName: string | null;
  moves: readonly { action: string; label: string; allowed: boolean; reason?: string | undefined }[];
  orders: number;
  ordersIn: number;
  proformas: number;
  permits: readonly { id: string; state: string; openCorrections: number; name: string }[];
  seesLoans: boolean;
  /** What the caller may write: a step that is somebody else's is told, not offered. */
  may: { deals: boolean; loans: boolean; draws: boolean };
  loan: { id: string; number: string; state: string } | null;
  draw: { id: string; number: number | null; state: string } | null;
}

type Step = Pick<NextStep, 'title' | 'reason'> & Partial<NextStep>;
const step = (of: Step): NextStep => ({ blocked: false, action: null, unblock: null, ...of });
const link = (may: boolean, label: string, href: string) => (may ? { label, href, transition: null } : null);

/** The one thing that brings a deal on, in the words of its page; null when the deal is over. */
export function nextStep(standing: Standing): NextStep | null {
  switch (standing.stage) {
    case 'lead':
      return leadStep(standing);
    case 'feasibility':
      return feasibilityStep(standing);
    case 'go':
      return permitStep(standing) ?? loanStep(standing);
    case 'funded':
    case 'servicing':
      return drawStep(standing) ?? loanStep(standing) ?? closeStep(standing);
    default:
      return null;
  }
}

/** The step of a move of the project itself, greyed with its reason where it is not open yet. */
function byMove(standing: Standing, action: string, of: Step): NextStep {
  const move = standing.moves.find((each) => each.action === action);
  if (!move) return step({ ...of, unblock: null });
  const blocked = !move.allowed;
  return step({
    ...of,
    blocked,
    reason: blocked && move.reason ? move.reason : of.reason,
    action: { label: move.label, href: null, transition: action },
  });
}

function leadStep(standing: Standing): NextStep {
  if (!standing.ownerName)
    return step({
      title: 'answer the lead',
      reason: 'Nobody has it yet. Whoever takes it answers the agent.',
      action: standing.moves.length ? { label: 'Take', href: null, transition: 'take' } : null,
    });
  return byMove(standing, 'start_feasibility', {
    title: 'start feasibility or pass',
    reason: `${standing.ownerName} has answered. Feasibility orders the reports.`,
  });
}

const tab = (standing: Standing, name: string): string => `/projects/${standing.projectId}?tab=${name}`;

function feasibilityStep(standing: Standing): NextStep {
  const { orders, ordersIn, proformas } = standing;
  const feasibility = tab(standing, 'feasibility');
  if (orders === 0)
    return step({
      title: 'order the reports',
      reason: 'Survey, title and arborist tell whether the lot can be built on.',
      action: link(standing.may.deals, 'Order reports', feasibility),
    });
  if (proformas === 0)
    return byMove(standing, 'go', {
      title: 'decide GO',
      reason: 'There is no proforma yet. Save one to decide GO.',
      unblock: { label: 'Save a proforma', href: `/proformas/new?projectId=${standing.projectId}` },
    });
  if (ordersIn < orders)
    return byMove(standing, 'go', {
      title: 'decide GO or pass',
      reason: `${ordersIn} of ${orders} reports are in.`,
    });
  return byMove(standing, 'go', {
    title: 'decide GO or pass',
    reason: `${orders === 1 ? 'The report is' : `All ${orders} reports are`} in and the proforma is saved.`,
  });
}

const WITH_CITY: readonly string[] = ['submitted', 'complete', 'under_review', 'resubmitted'];
const DONE: readonly string[] = ['approved', 'issued', 'renewed', 'finaled'];

function permitStep(standing: Standing): NextStep | null {
  const { may } = standing;
  const permits = tab(standing, 'permits');
  const live = standing.permits.filter(({ state }) => state !== 'withdrawn' && state !== 'denied');
  if (live.length === 0)
    return step({
      title: 'plan the permits',
      reason: 'No permit is planned yet.',
      action: link(may.deals, 'Plan a permit', permits),
    });
  const corrections = live.find(({ state }) => state === 'corrections');
  if (corrections)
    return step({
      title: `resubmit ${corrections.name}`,
      reason: corrections.openCorrections
        ? `${corrections.openCorrections} ${corrections.openCorrections === 1 ? 'correction is' : 'corrections are'} open.`
        : 'Every correction is resolved.',
      blocked: corrections.openCorrections > 0,
      action: link(may.deals, 'Resubmit', `/permits/${corrections.id}`),
      unblock:
        may.deals && corrections.openCorrections
          ? { label: 'Resolve corrections', href: `/permits/${corrections.id}` }
          : null,
    });
  const toSubmit = live.find(({ state }) => state === 'planning' || state === 'incomplete');
  if (toSubmit)
    return step({
      title: `submit ${toSubmit.name}`,
      reason:
        toSubmit.state === 'incomplete' ? 'The city called the intake incomplete.' : 'It is in planning.',
      action: link(may.deals, 'Open permit', `/permits/${toSubmit.id}`),
    });
  const waiting = live.find(({ state }) => WITH_CITY.includes(state));
  if (waiting)
    return step({
      title: `wait for ${waiting.name}`,
      reason: 'It is with the city. The loan can be prepared meanwhile.',
      action: link(true, 'Open permit', `/permits/${waiting.id}`),
    });
  return live.some(({ state }) => DONE.includes(state))
    ? null
    : step({
        title: 'renew the permit',
        reason: 'It has expired.',
        action: link(true, 'Open permits', permits),
      });
}

const LOAN_STEPS: Record<string, { title: string; reason: string; label: string }> = {
  draft: {
    title: 'submit the loan',
    reason: 'It is a draft: terms, parties and budget can be changed.',
    label: 'Open loan',
  },
  underwriting: {
    title: 'approve the loan',
    reason: 'The audit says what is missing.',
    label: 'Open audit',
  },
  approved: {
    title: 'send the loan documents',
    reason: 'The loan is approved.',
    label: 'Open loan',
  },
  documents_out: {
    title: 'complete the loan documents',
    reason: 'They are out for signature.',
    label: 'Open documents',
  },
  signed: {
    title: 'fund the loan',
    reason: 'Every document is complete.',
    label: 'Open loan',
  },
  funded: {
    title: 'record the deed of trust',
    reason: 'No draw before the county has given its number.',
    label: 'Open loan',
  },
  recorded: {
    title: 'start servicing',
    reason: 'The deed of trust is recorded.',
    label: 'Open loan',
  },
  default: { title: 'cure the default', reason: 'The loan is in default.', label: 'Open loan' },
  paid_off: {
    title: 'record the lien release',
    reason: 'The loan is paid off.',
    label: 'Open loan',
  },
};

function loanStep(standing: Standing): NextStep | null {
  const { loan, seesLoans, projectId } = standing;
  if (!seesLoans)
    return standing.stage === 'go'
      ? step({ title: 'prepare the loan', reason: 'The permits are approved; lending goes on.' })
      : null;
  if (!loan)
    return step({
      title: 'create the loan',
      reason: 'Address, parties and budget come from the project and its proforma.',
      action: link(standing.may.loans, 'Create loan', `/loans/new?project=${projectId}`),
    });
  const words = LOAN_STEPS[loan.state];
  return words
    ? step({
        title: words.title,
        reason: `Loan ${loan.number}. ${words.reason}`,
        action: link(true, standing.may.loans ? words.label : 'Open loan', `/loans/${loan.id}`),
      })
    : null;
}

const DRAW_STEPS: Record<string, { title: (n: number) => string; reason: string; label: string }> = {
  requested: {
    title: (n) => `schedule the inspection for draw ${n}`,
    reason: 'The builder has submitted it.',
    label: 'Schedule',
  },
  inspection_scheduled: {
    title: (n) => `inspect draw ${n}`,
    reason: 'The inspector has it.',
    label: 'Open draw',
  },
  inspection_complete: {
    title: (n) => `review draw ${n}`,
    reason: 'The inspection is in.',
    label: 'Open review',
  },
  review: {
    title: (n) => `approve draw ${n}`,
    reason: 'It is in review.',
    label: 'Open review',
  },
  held: {
    title: (n) => `release draw ${n}`,
    reason: 'It is held.',
    label: 'Open review',
  },
  approved: {
    title: (n) => `pay draw ${n}`,
    reason: 'It is approved.',
    label: 'Open payments',
  },
};

function drawStep({ draw, loan, may }: Standing): NextStep | null {
  const words = draw && loan?.state === 'servicing' ? DRAW_STEPS[draw.state] : undefined;
  if (!draw || !words) return null;
  return step({
    title: words.title(draw.number ?? 0),
    reason: words.reason,
    action: link(true, may.draws ? words.label : 'Open draw', `/draws/${draw.id}`),
  });
}

/** Nothing waits: between draws, or ready to close. */
function closeStep(standing: Standing): NextStep | null {
  if (standing.stage !== 'servicing' || !standing.seesLoans) return null;
  if (standing.loan?.state === 'released')
    return byMove(standing, 'close', { title: 'close the deal', reason: 'Every lien is released.' });
  return step({ title: 'wait for the next draw', reason: 'No draw is open.' });
}
