import { expect, test } from 'vitest';
import { nextStep, type Standing } from './next-step.ts';

const deal: Standing = {
  projectId: 'p1',
  stage: 'lead',
  ownerName: null,
  moves: [{ action: 'start_feasibility', label: 'Start feasibility', allowed: true }],
  orders: 0,
  ordersIn: 0,
  proformas: 0,
  permits: [],
  seesLoans: true,
  may: { deals: true, loans: true, draws: true },
  loan: null,
  draw: null,
};
const loan = { id: 'l1', number: 'L-0147', state: 'servicing' };
const permit = { id: 'm1', name: 'the building permit', openCorrections: 0 };

test('a lead that nobody has is taken first; then feasibility starts', () => {
  expect(nextStep(deal)).toMatchObject({ title: 'answer the lead', action: { transition: 'take' } });
  expect(nextStep({ ...deal, ownerName: 'Ada Acquisitions' })).toMatchObject({
    action: { transition: 'start_feasibility' },
    blocked: false,
  });
});

test('who may not move the deal is told the step, not offered it', () => {
  expect(nextStep({ ...deal, moves: [] })).toMatchObject({ title: 'answer the lead', action: null });
});

test('GO without a proforma is blocked, and the proforma is what unblocks it', () => {
  const reason = 'There is no proforma yet. Save one to decide GO.';
  const moves = [{ action: 'go', label: 'Decide GO', allowed: false, reason }];
  expect(nextStep({ ...deal, stage: 'feasibility', orders: 2, ordersIn: 2, moves })).toMatchObject({
    title: 'decide GO',
    blocked: true,
    reason,
    unblock: { label: 'Save a proforma', href: expect.stringContaining('/proformas/new?') },
  });
});

test.each([
  ['no permit', [], 'plan the permits'],
  ['one in planning', [{ ...permit, state: 'planning' }], 'submit the building permit'],
  ['one with the city', [{ ...permit, state: 'under_review' }], 'wait for the building permit'],
  [
    'corrections, before what is with the city',
    [
      { ...permit, state: 'under_review' },
      { ...permit, id: 'm2', name: 'the side sewer permit', state: 'corrections', openCorrections: 2 },
    ],
    'resubmit the side sewer permit',
  ],
  ['an expired one', [{ ...permit, state: 'expired' }], 'renew the permit'],
  ['an approved one, so the loan comes next', [{ ...permit, state: 'approved' }], 'create the loan'],
])('after GO with %s', (_, permits, title) => {
  expect(nextStep({ ...deal, stage: 'go', permits })?.title).toBe(title);
});

test('open corrections hold the resubmission', () => {
  const permits = [{ ...permit, state: 'corrections', openCorrections: 1 }];
  expect(nextStep({ ...deal, stage: 'go', permits })).toMatchObject({
    blocked: true,
    reason: '1 correction is open.',
  });
});

test.each([
  ['requested', 'schedule the inspection for draw 5'],
  ['review', 'approve draw 5'],
  ['approved', 'pay draw 5'],
  ['paid', 'wait for the next draw'],
])('in servicing with a draw that is %s', (state, title) => {
  const draw = { id: 'd5', number: 5, state };
  expect(nextStep({ ...deal, stage: 'servicing', loan, draw })?.title).toBe(title);
});

test('after the payoff the lien is released, then the deal is closed, then nothing is left', () => {
  const servicing = { ...deal, stage: 'servicing' };
  expect(nextStep({ ...servicing, loan: { ...loan, state: 'paid_off' } })?.title).toBe(
    'record the lien release',
  );
  const moves = [{ action: 'close', label: 'Close', allowed: true }];
  expect(nextStep({ ...servicing, moves, loan: { ...loan, state: 'released' } })).toMatchObject({
    title: 'close the deal',
    action: { transition: 'close' },
  });
  expect(nextStep({ ...deal, stage: 'closed' })).toBeNull();
});

test('roles that do not read loans hear nothing of them', () => {
  const told = nextStep({ ...deal, stage: 'servicing', seesLoans: false });
  expect(told).toBeNull();
  const afterPermits = nextStep({
    ...deal,
    stage: 'go',
    seesLoans: false,
    permits: [{ ...permit, state: 'approved' }],
  });
  expect(afterPermits).toMatchObject({ title: 'prepare the loan', action: null });
});

test('a manager is told every step and offered none of its acts', () => {
  const may = { deals: false, loans: false, draws: false };
  const told = { ...deal, may, moves: [] };
  expect(nextStep({ ...told, stage: 'feasibility' })?.action).toBeNull();
  expect(nextStep({ ...told, stage: 'feasibility', orders: 1 })).toMatchObject({
    action: null,
    unblock: null,
  });
  expect(nextStep({ ...told, stage: 'go' })?.action).toBeNull();
  const draw = { id: 'd5', number: 5, state: 'review' };
  expect(nextStep({ ...told, stage: 'servicing', loan, draw })?.action?.label).toBe('Open draw');
});
