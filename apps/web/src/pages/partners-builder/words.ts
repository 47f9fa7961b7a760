/** What states mean to a builder, in plain words. */
type DrawLike = { state: string; number: number | null; proposedCents: number | null; paidOn: string | null };

/** One line: what happens now. */
export const drawWords = (draw: DrawLike): string =>
  ({
    draft: 'Not sent yet',
    requested: 'With us. An inspector is scheduled next',
    inspection_scheduled: 'An inspector visits the site next',
    inspection_complete: 'Inspected. We check amounts and papers next',
    review: 'We check amounts and papers',
    held: 'On hold while something is cleared up',
    approved: 'Approved. The money goes out next',
    paid: 'Paid',
    rejected: 'Not approved',
    withdrawn: 'Taken back',
  })[draw.state] ?? draw.state;

/** Where a project stands, for its builder. */
export const stageWords = (stage: string): string =>
  ({
    lead: 'We are looking at this site',
    feasibility: 'We are studying whether it works',
    go: 'Decided: plans and permits are under way',
    funded: 'The loan is funded',
    servicing: 'Under construction',
    closed: 'Finished and paid off',
    pass: 'We passed on this site',
    withdrawn: 'Withdrawn',
  })[stage] ?? stage;

/** What a loan waits for, for its borrower. */
export const loanWords = (state: string): string =>
  ({
    draft: 'We are preparing your loan',
    underwriting: 'We are checking your loan',
    approved: 'Approved. Your documents come next',
    documents_out: 'Your documents wait for signatures',
    signed: 'Signed. Funding comes next',
    funded: 'Funded. You can draw once the county has recorded it',
    recorded: 'Ready for draws',
    servicing: 'Running',
    default: 'In default. Call us',
    paid_off: 'Paid off. The lien release comes next',
    released: 'Paid off and released',
    declined: 'Declined',
    cancelled: 'Cancelled',
  })[state] ?? state;

type Urgent = { id: string; state: string };
/** How much a project wants its builder: 0 a paper is missing or a draw is on hold, 1 a request to write, 2 something is under way, 3 nothing. */
export function urgencyOf(
  loans: readonly { state: string }[],
  draws: readonly Urgent[],
  waivers: readonly { drawId: string }[],
): number {
  const open = draws.find(({ state }) => UNDER_WAY.includes(state));
  if (open && (open.state === 'held' || waivers.some(({ drawId }) => drawId === open.id))) return 0;
  if (draws.some(({ state }) => state === 'draft')) return 1;
  if (open) return 2;
  return loans.some(({ state }) => DRAWABLE.includes(state) || state === 'documents_out') ? 1 : 3;
}

/** Loans from which a builder can draw. */
export const DRAWABLE: readonly string[] = ['recorded', 'servicing'];
/** Draws that are under way. */
export const UNDER_WAY: readonly string[] = [
  'requested',
  'inspection_scheduled',
  'inspection_complete',
  'review',
  'held',
  'approved',
];
