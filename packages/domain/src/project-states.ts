import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import { rolesWith } from './permissions.ts';

export interface GoContext {
  /** Saved proformas of the project. */
  proformaCount: number;
}
export interface CloseContext {
  /** Loans of the project that are neither released nor declined nor cancelled. */
  loansNotReleased: number;
}

const aProformaExists = guard('proforma_missing', (ctx: GoContext) =>
  ctx.proformaCount > 0 ? null : 'There is no proforma yet. Save one to decide GO.',
);
const loansReleased = guard('loans_open', (ctx: CloseContext) =>
  ctx.loansNotReleased === 0
    ? null
    : `${ctx.loansNotReleased === 1 ? 'A loan is' : `${ctx.loansNotReleased} loans are`} not released yet. Record the lien release.`,
);

const writers: readonly Actor[] = rolesWith('write:projects');
// Every project writer may work a deal, but GO, PASS and withdrawal are decided by acquisitions.
const deciders: readonly Actor[] = ['admin', 'acquisitions'];
// Funding and servicing belong to the loan: the project follows by event. Servicing does not write projects.
const byEvent: readonly Actor[] = ['system'];

/** A deal from an agent's lead to the release of its last lien. */
export const projectStates = machine('project', [
  { from: 'lead', action: 'start_feasibility', to: 'feasibility', by: writers, label: 'Start feasibility' },
  { from: 'lead', action: 'pass', to: 'pass', by: deciders, label: 'Pass', reason: 'required' },
  {
    from: 'feasibility',
    action: 'go',
    to: 'go',
    by: deciders,
    label: 'Decide GO',
    needs: [aProformaExists],
    reason: 'required',
  },
  { from: 'feasibility', action: 'pass', to: 'pass', by: deciders, label: 'Pass', reason: 'required' },
  { from: 'pass', action: 'reopen', to: 'lead', by: deciders, label: 'Reopen', reason: 'required' },
  {
    from: 'go',
    action: 'back_to_feasibility',
    to: 'feasibility',
    by: writers,
    label: 'Back to feasibility',
    reason: 'required',
  },
  { from: 'go', action: 'withdraw', to: 'withdrawn', by: deciders, label: 'Withdraw', reason: 'required' },
  { from: 'go', action: 'fund', to: 'funded', by: byEvent, label: 'Fund' },
  { from: 'funded', action: 'start_servicing', to: 'servicing', by: byEvent, label: 'Start servicing' },
  {
    from: 'servicing',
    action: 'close',
    to: 'closed',
    by: ['system', ...deciders],
    label: 'Close',
    needs: [loansReleased],
  },
]);
export type ProjectState = StateOf<typeof projectStates>;
export type ProjectAction = ActionOf<typeof projectStates>;
