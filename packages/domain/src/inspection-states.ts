import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import { rolesWith } from './permissions.ts';

export interface SubmitInspectionContext {
  /** Budget lines that ask for money and have no percentage yet. */
  linesWithoutPercent: number;
}

const everyLineJudged = guard('lines_not_judged', (ctx: SubmitInspectionContext) =>
  ctx.linesWithoutPercent === 0
    ? null
    : `${ctx.linesWithoutPercent} ${ctx.linesWithoutPercent === 1 ? 'line has' : 'lines have'} no percentage yet. Set what you saw.`,
);

const doers: readonly Actor[] = rolesWith('submit:inspections');
const reviewers: readonly Actor[] = rolesWith('review:draws');

/** A visit to the site. Append-only once submitted: a returned inspection is answered by new entries, none is rewritten. */
export const inspectionStates = machine('inspection', [
  { from: 'scheduled', action: 'start', to: 'in_progress', by: doers, label: 'Start' },
  {
    from: 'in_progress',
    action: 'submit',
    to: 'submitted',
    by: doers,
    label: 'Submit',
    needs: [everyLineJudged],
  },
  { from: 'submitted', action: 'accept', to: 'accepted', by: reviewers, label: 'Accept' },
  { from: 'submitted', action: 'return', to: 'returned', by: reviewers, label: 'Return', reason: 'required' },
  { from: 'returned', action: 'start', to: 'in_progress', by: doers, label: 'Visit again' },
  // A withdrawn or rejected draw takes its unfinished visit with it.
  {
    from: 'scheduled',
    action: 'cancel',
    to: 'cancelled',
    by: ['system', ...reviewers],
    label: 'Cancel',
    reason: 'required',
  },
  {
    from: 'in_progress',
    action: 'cancel',
    to: 'cancelled',
    by: ['system', ...reviewers],
    label: 'Cancel',
    reason: 'required',
  },
]);
export type InspectionState = StateOf<typeof inspectionStates>;
export type InspectionAction = ActionOf<typeof inspectionStates>;
