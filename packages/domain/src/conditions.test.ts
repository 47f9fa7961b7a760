import { describe, expect, test } from 'vitest';
import { civilDate } from './calendar.ts';
import {
  CONDITION_CODES,
  type ConditionCode,
  type DrawEvidence,
  holdingConditions,
  judgeConditions,
} from './conditions.ts';
import { cents } from './money.ts';

const d = civilDate;
const good: DrawEvidence = {
  today: d('2026-11-23'),
  lines: [
    {
      label: 'Framing',
      completedCents: cents(100),
      revisedCents: cents(200),
      supportedCents: cents(100),
      needsInspection: true,
    },
    {
      label: 'Design fees',
      completedCents: cents(50),
      revisedCents: cents(50),
      supportedCents: null,
      needsInspection: false,
    },
  ],
  inspection: { submittedOn: d('2026-11-20'), documentId: 'inspection' },
  balance: { shortfallCents: cents(0), shortLines: [] },
  insurance: { expiresOn: d('2027-06-01'), documentId: 'insurance' },
  credit: { reportedOn: d('2026-10-01'), maxAgeDays: 180, documentId: 'credit' },
  title: { through: d('2026-11-15'), maxAgeDays: 30, exceptions: [], documentId: 'title' },
  permit: { number: 'SAMPLE-1', state: 'issued', documentId: 'permit' },
  lastDraw: false,
  missingWaivers: [],
  openDraws: [],
  loan: { state: 'servicing', maturesOn: d('2027-10-05') },
  retainage: { expectedCents: cents(10), withheldCents: cents(10) },
  stopNotices: [],
  stopNoticeWithheldCents: cents(0),
};
const judged = (change: Partial<DrawEvidence>) => judgeConditions({ ...good, ...change });
const framing = good.lines[0] as DrawEvidence['lines'][number];

test('a good draw is clear throughout, in the order of the list', () => {
  const conditions = judged({});
  expect(conditions.map(({ code, status }) => [code, status])).toEqual(
    CONDITION_CODES.map((code) => [code, 'clear']),
  );
  expect(conditions.filter(({ documentId }) => documentId !== null)).toHaveLength(5);
});

test.each<[ConditionCode, 'check' | 'holds', Partial<DrawEvidence>, RegExp]>([
  ['inspection_supports', 'holds', { inspection: null }, /Schedule a visit, or wait/],
  [
    'inspection_supports',
    'holds',
    { lines: [{ ...framing, supportedCents: null }] },
    /Not inspected: Framing/,
  ],
  ['inspection_supports', 'holds', { lines: [{ ...framing, completedCents: cents(101) }] }, /\$0\.01 more/],
  ['in_balance', 'holds', { balance: { shortfallCents: cents(1), shortLines: [] } }, /\$0\.01 is missing/],
  ['in_balance', 'check', { balance: { shortfallCents: cents(0), shortLines: ['Roof'] } }, /Roof/],
  ['insurance_current', 'holds', { insurance: null }, /certificate/],
  [
    'insurance_current',
    'holds',
    { insurance: { expiresOn: d('2026-11-22'), documentId: null } },
    /expired Nov 22, 2026/,
  ],
  [
    'insurance_current',
    'check',
    { insurance: { expiresOn: d('2026-11-23'), documentId: null } },
    /expires Nov 23/,
  ],
  [
    'credit_current',
    'holds',
    { credit: { reportedOn: d('2026-05-26'), maxAgeDays: 180, documentId: null } },
    /181 days old/,
  ],
  [
    'credit_current',
    'check',
    { credit: { reportedOn: d('2026-06-01'), maxAgeDays: 180, documentId: null } },
    /in 5 days/,
  ],
  ['credit_current', 'holds', { credit: null }, /Order one/],
  ['title_clear', 'holds', { title: null }, /Order one/],
  [
    'title_clear',
    'holds',
    {
      title: {
        through: d('2026-11-15'),
        maxAgeDays: 30,
        exceptions: ['a mechanic’s lien'],
        documentId: null,
      },
    },
    /mechanic/,
  ],
  [
    'title_clear',
    'holds',
    { title: { through: d('2026-10-23'), maxAgeDays: 30, exceptions: [], documentId: null } },
    /31 days old/,
  ],
  [
    'permit_active',
    'holds',
    { permit: { number: 'SAMPLE-1', state: 'expired', documentId: null } },
    /is expired/,
  ],
  ['permit_active', 'holds', { permit: null }, /no issued/],
  ['permit_active', 'holds', { lastDraw: true }, /until permit SAMPLE-1 is finaled/],
  ['waivers_paired', 'holds', { missingWaivers: ['Sample Framing LLC'] }, /Sample Framing/],
  ['no_open_draw', 'holds', { openDraws: [3] }, /Draw 3/],
  ['loan_performing', 'holds', { loan: { state: 'default', maturesOn: d('2027-01-01') } }, /default/],
  ['loan_performing', 'holds', { loan: { state: 'signed', maturesOn: d('2027-01-01') } }, /takes no draws/],
  ['loan_performing', 'holds', { loan: { state: 'servicing', maturesOn: d('2026-11-23') } }, /matured/],
  ['loan_performing', 'check', { loan: { state: 'servicing', maturesOn: d('2026-12-01') } }, /matures Dec 1/],
  [
    'retainage_right',
    'holds',
    { retainage: { expectedCents: cents(10), withheldCents: cents(9) } },
    /ask for \$0\.10/,
  ],
  ['line_not_overdrawn', 'holds', { lines: [{ ...framing, revisedCents: cents(99) }] }, /Overdrawn: Framing/],
  [
    'stop_notice_withheld',
    'holds',
    { stopNotices: [{ claimant: 'Sample Supply Co', amountCents: cents(5), documentId: 'n' }] },
    /Sample Supply/,
  ],
  [
    'stop_notice_withheld',
    'check',
    {
      stopNotices: [{ claimant: 'Sample Supply Co', amountCents: cents(5), documentId: 'n' }],
      stopNoticeWithheldCents: cents(5),
    },
    /until released/,
  ],
])('%s %s', (code, status, change, reason) => {
  const changed = judged(change).filter((condition) => condition.status !== 'clear');
  expect(changed.map((condition) => [condition.code, condition.status])).toEqual([[code, status]]);
  expect(changed[0]?.reason).toMatch(reason);
});

describe('overrides', () => {
  const conditions = judged({
    insurance: null,
    stopNotices: [{ claimant: 'Sample Supply Co', amountCents: cents(5), documentId: null }],
  });
  test('let a condition pass', () => {
    expect(holdingConditions(conditions).map(({ code }) => code)).toEqual([
      'insurance_current',
      'stop_notice_withheld',
    ]);
    expect(
      holdingConditions(conditions, new Set<ConditionCode>(['insurance_current'])).map(({ code }) => code),
    ).toEqual(['stop_notice_withheld']);
  });
  test('never a stop notice', () => {
    expect(holdingConditions(conditions, new Set(CONDITION_CODES)).map(({ code }) => code)).toEqual([
      'stop_notice_withheld',
    ]);
  });
});

test('the last draw is clear once the permit is finaled', () => {
  const last = judged({ lastDraw: true, permit: { number: 'SAMPLE-1', state: 'finaled', documentId: null } });
  expect(holdingConditions(last)).toEqual([]);
});

test('a cut line is supported, and asks for a look', () => {
  const cut = { ...framing, cutCents: cents(1_127_500) };
  const [first] = judged({ lines: [cut] });
  expect(first).toMatchObject({ status: 'check', reason: expect.stringContaining('Cut $11,275.00.') });
});
