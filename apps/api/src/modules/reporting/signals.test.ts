import { civilDate } from '@connect/domain/calendar';
import { expect, test } from 'vitest';
import type { DealFacts } from './deal-facts.repo.ts';
import { signalOf } from './signals.ts';

const now = new Date('2026-11-23T18:00:00Z');
const today = civilDate('2026-11-23');
const deal = {
  stage: 'lead',
  stageSince: '2026-11-01T00:00:00Z',
  createdAt: '2026-11-23T17:48:00Z',
  answeredAt: null,
  decisionDue: null,
};
const facts: DealFacts = {
  projectId: 'p',
  orders: 2,
  ordersIn: 2,
  lateOrder: null,
  lateSince: null,
  proformas: 1,
  permitState: null,
  permitSince: null,
  loanId: null,
  loanNumber: null,
  loanState: null,
  loanCents: null,
  drawId: null,
  drawNumber: null,
  drawState: null,
  drawSince: null,
};

test.each([
  [0, 'wait'],
  [10, 'wait'],
  [11, 'look'],
  [20, 'look'],
  [21, 'hold'],
])('a lead that waits %i minutes is %s', (minutes, tone) => {
  const createdAt = new Date(now.getTime() - minutes * 60_000).toISOString();
  expect(signalOf({ ...deal, createdAt }, undefined, now, today)).toMatchObject({
    tone,
    code: 'not_answered',
  });
});

test('an answered lead says how fast', () => {
  const answered = { ...deal, createdAt: '2026-11-23T17:00:00Z', answeredAt: '2026-11-23T17:09:00Z' };
  expect(signalOf(answered, undefined, now, today).text).toBe('Answered in 9 min');
});

test.each([
  [{ orders: 0, ordersIn: 0 }, 'No reports ordered', 'wait'],
  [{ ordersIn: 1 }, '1 of 2 reports in', 'wait'],
  [{ lateOrder: 'Title report', lateSince: '2026-11-21' }, 'Title report 2 days late', 'look'],
  [{ proformas: 0 }, 'Proforma missing', 'look'],
  [{}, 'Ready to decide', 'move'],
])('feasibility with %j reads %s', (change, text, tone) => {
  expect(signalOf({ ...deal, stage: 'feasibility' }, { ...facts, ...change }, now, today)).toMatchObject({
    text,
    tone,
  });
});

test.each([
  ['corrections', 'Corrections, 12 days', 'look'],
  ['under_review', 'With city 12 days', 'move'],
  ['expired', 'Permit expired', 'hold'],
  ['issued', 'Approved, build loan', 'settled'],
])('a permit in %s reads %s', (permitState, text, tone) => {
  expect(
    signalOf({ ...deal, stage: 'go' }, { ...facts, permitState, permitSince: '2026-11-11' }, now, today),
  ).toMatchObject({ text, tone });
});

test('a held draw is what servicing waits for', () => {
  const held = {
    ...facts,
    loanState: 'servicing',
    drawNumber: 5,
    drawState: 'held',
    drawSince: '2026-11-18T17:00:00Z',
  };
  expect(signalOf({ ...deal, stage: 'servicing' }, held, now, today)).toMatchObject({
    text: 'Draw 5 held',
    tone: 'hold',
  });
});
