import { audit, type Changed, fields, partiesWith, spoken, staff } from './kind.ts';

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

export const entitlementEvents = {
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
} as const;
