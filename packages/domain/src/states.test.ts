/** Every state × action × role of every table, and the life cycles as the domain description draws them. */
import { describe, expect, test } from 'vitest';
import { accountingPeriodStates } from './accounting-period-states.ts';
import { consultantOrderStates } from './consultant-order-states.ts';
import { documentStates, extractionStates } from './document-states.ts';
import { drawStates } from './draw-states.ts';
import { envelopeStates } from './envelope-states.ts';
import { inspectionStates } from './inspection-states.ts';
import { lienWaiverStates } from './lien-waiver-states.ts';
import { loanStates } from './loan-states.ts';
import { type Actor, GuardFailed, IllegalMove, type Machine, MoveForbidden, type Row } from './machine.ts';
import { cents } from './money.ts';
import { disbursementStates, receiptStates } from './payment-states.ts';
import { payoffQuoteStates } from './payoff-quote-states.ts';
import { ROLES, reach } from './permissions.ts';
import { correctionStates, permitStates } from './permit-states.ts';
import { projectStates } from './project-states.ts';
import { taskStates } from './task-states.ts';

/** A context with which every guard is content, and one with which none is. */
const content = {
  proformaCount: 1,
  loansNotReleased: 0,
  deliverableCount: 1,
  openCorrections: 0,
  response: 'See A2.1',
  openAuditFindings: [],
  submittedBy: 'a',
  openDocuments: [],
  hasEscrowInstructions: true,
  county: 'King',
  recordingNumber: '20261123000123',
  recordedAt: '2026-11-23T18:00:00Z',
  titleInsured: true,
  outstandingCents: cents(0),
  releaseRecordingNumber: '20270101000001',
  loanTakesDraws: true,
  requestedCents: cents(1),
  redConditions: [],
  requestedBy: 'a',
  actorId: 'b',
  twoPeopleNeeded: false,
  firstApprovedBy: null,
  inspectionSubmitted: true,
  unconfirmedPayments: 0,
  paymentCount: 1,
  linesWithoutPercent: 0,
  signerCount: 1,
  documentCount: 1,
  unsignedCount: 0,
  shortCents: cents(0),
  payeeComplete: true,
  openItems: [],
  laterClosed: null,
};
const discontent: Record<keyof typeof content, unknown> = {
  proformaCount: 0,
  loansNotReleased: 2,
  deliverableCount: 0,
  openCorrections: 2,
  response: ' ',
  openAuditFindings: ['No appraisal.'],
  submittedBy: 'a',
  openDocuments: ['Note'],
  hasEscrowInstructions: false,
  county: '',
  recordingNumber: null,
  recordedAt: null,
  titleInsured: false,
  outstandingCents: cents(1),
  releaseRecordingNumber: null,
  loanTakesDraws: false,
  requestedCents: cents(0),
  redConditions: ['The title is not clear.'],
  requestedBy: 'a',
  actorId: 'a',
  twoPeopleNeeded: true,
  firstApprovedBy: 'a',
  inspectionSubmitted: false,
  unconfirmedPayments: 1,
  paymentCount: 2,
  linesWithoutPercent: 1,
  signerCount: 0,
  documentCount: 0,
  unsignedCount: 1,
  shortCents: cents(1),
  payeeComplete: false,
  openItems: ['Interest is not accrued.'],
  laterClosed: 'November 2026',
};

const tables = [
  projectStates,
  consultantOrderStates,
  permitStates,
  correctionStates,
  loanStates,
  drawStates,
  inspectionStates,
  taskStates,
  envelopeStates,
  documentStates,
  extractionStates,
  payoffQuoteStates,
  accountingPeriodStates,
  disbursementStates,
  receiptStates,
  lienWaiverStates,
] as unknown as Machine<Row>[];
const actors: Actor[] = [...ROLES, 'system'];

const outcome = (table: Machine<Row>, state: string, action: string, actor: Actor, ctx: unknown): string => {
  try {
    return table.step(state, action, actor, ctx as never).to;
  } catch (error) {
    if (error instanceof IllegalMove || error instanceof MoveForbidden || error instanceof GuardFailed)
      return error.name;
    throw error;
  }
};

describe.each(tables.map((table) => [table.name, table] as const))('%s', (_name, table) => {
  test('every state × action × role does what its row says', () => {
    for (const state of table.states) {
      for (const action of table.actions) {
        const row = table.rows.find((each) => each.from === state && each.action === action);
        for (const actor of actors) {
          const expected = !row ? 'IllegalMove' : !row.by.includes(actor) ? 'MoveForbidden' : row.to;
          if (action !== 'first_approve')
            expect([state, action, actor, outcome(table, state, action, actor, content)]).toEqual([
              state,
              action,
              actor,
              expected,
            ]);
          if (row?.needs && row.by.includes(actor)) {
            expect([state, action, outcome(table, state, action, actor, discontent)]).toEqual([
              state,
              action,
              'GuardFailed',
            ]);
          }
        }
      }
    }
  });

  test('every state is reached from the first', () => {
    const seen = new Set([table.initial]);
    for (const state of seen) for (const row of table.legal(state)) seen.add(row.to);
    expect([...seen].sort()).toEqual([...table.states].sort());
  });

  test('guards speak in sentences', () => {
    for (const row of table.rows) {
      for (const need of row.needs ?? []) expect(need.test(discontent as never)).toMatch(/^[A-Z0-9$].*\.$/);
    }
  });

  test('a manager or an agent decides nothing but tasks, accounting nothing but payment files and months of the books', () => {
    for (const row of table.rows) {
      expect(row.by).not.toContain('manager');
      if (!['task', 'payment', 'accounting period'].includes(table.name))
        expect(row.by).not.toContain('accounting');
    }
  });
});

/** Walks a life cycle; each step is the first actor that may make the move. */
const walk = (table: Machine<Row>, ...actions: string[]) => {
  let state = table.initial;
  const path = [state];
  for (const action of actions) {
    const row = table.legal(state).find((each) => each.action === action);
    if (!row) throw new IllegalMove(table.name, state, action, []);
    state = row.to;
    path.push(state);
  }
  return path.join(' ');
};

test.each([
  [
    projectStates,
    ['start_feasibility', 'go', 'fund', 'start_servicing', 'close'],
    'lead feasibility go funded servicing closed',
  ],
  [
    projectStates,
    ['pass', 'reopen', 'start_feasibility', 'go', 'back_to_feasibility', 'go', 'withdraw'],
    'lead pass lead feasibility go feasibility go withdrawn',
  ],
  [
    consultantOrderStates,
    ['start', 'deliver', 'return', 'start', 'deliver', 'accept'],
    'ordered in_progress delivered returned in_progress delivered accepted',
  ],
  [
    permitStates,
    [
      'submit',
      'mark_incomplete',
      'submit',
      'mark_complete',
      'start_review',
      'request_corrections',
      'resubmit',
      'start_review',
      'approve',
      'issue',
      'expire',
      'renew',
      'final',
    ],
    'planning submitted incomplete submitted complete under_review corrections resubmitted under_review approved issued expired renewed finaled',
  ],
  [
    loanStates,
    [
      'submit',
      'approve',
      'send_documents',
      'complete_signing',
      'fund',
      'record',
      'start_servicing',
      'default',
      'cure',
      'pay_off',
      'release',
    ],
    'draft underwriting approved documents_out signed funded recorded servicing default servicing paid_off released',
  ],
  [
    drawStates,
    [
      'request',
      'schedule_inspection',
      'complete_inspection',
      'start_review',
      'hold',
      'resume',
      'first_approve',
      'approve',
      'pay',
    ],
    'draft requested inspection_scheduled inspection_complete review held review review approved paid',
  ],
  [
    inspectionStates,
    ['start', 'submit', 'return', 'start', 'submit', 'accept'],
    'scheduled in_progress submitted returned in_progress submitted accepted',
  ],
  [envelopeStates, ['send', 'deliver', 'complete'], 'created sent delivered completed'],
  [documentStates, ['scan', 'clear'], 'stored scanning ready'],
  [
    extractionStates,
    ['queue', 'run', 'fail', 'queue', 'run', 'extract', 'confirm'],
    'none queued running failed queued running extracted confirmed',
  ],
])('a life cycle of %#', (table, actions, path) => {
  expect(walk(table as unknown as Machine<Row>, ...actions)).toBe(path);
});

describe('a large draw needs two people', () => {
  const ctx = { ...content, redConditions: [], twoPeopleNeeded: true };
  test('nobody approves alone', () => {
    expect(() => drawStates.step('review', 'approve', 'servicing', ctx)).toThrow(/two people/);
  });
  test('nor twice', () => {
    expect(() => drawStates.step('review', 'approve', 'servicing', { ...ctx, firstApprovedBy: 'b' })).toThrow(
      /Somebody else/,
    );
  });
  test('two do', () => {
    expect(drawStates.step('review', 'first_approve', 'servicing', ctx).to).toBe('review');
    expect(drawStates.step('review', 'approve', 'servicing', { ...ctx, firstApprovedBy: 'c' }).to).toBe(
      'approved',
    );
  });
  test('the requester is neither of them', () => {
    expect(() => drawStates.step('review', 'first_approve', 'servicing', { ...ctx, actorId: 'a' })).toThrow(
      /asked for this draw/,
    );
  });
});

test('only those who may approve draws do', () => {
  for (const role of ROLES) {
    const may = drawStates.legal('review', role).some((row) => row.action === 'approve');
    expect([role, may]).toEqual([role, reach(role, 'approve:draws') !== null]);
  }
});
