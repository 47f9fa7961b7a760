import { describe, expect, test } from 'vitest';
import { describeWaiver, missingWaivers, requiredWaivers, type WaiverInput } from './waiver.ts';

const a = { payeeId: 'a', name: 'Sample Framing LLC' };
const b = { payeeId: 'b', name: 'Sample Roofing LLC' };
const s = { payeeId: 's', name: 'Sample Supply Co' };
const input: WaiverInput = {
  drawNumber: 2,
  lastDraw: false,
  payees: [a],
  previousPayees: [a, b],
  noticeGivers: [s],
};
const short = (change: Partial<WaiverInput>) =>
  requiredWaivers({ ...input, ...change }).map(
    ({ payeeId, drawNumber, form }) => `${payeeId}${drawNumber} ${form}`,
  );

describe('draw n', () => {
  test('pairs conditional of n with unconditional of n − 1, suppliers with notice included', () => {
    expect(short({})).toEqual([
      'a2 conditional_progress',
      's2 conditional_progress',
      'a1 unconditional_progress',
      'b1 unconditional_progress',
      's1 unconditional_progress',
    ]);
  });
  test('the first has nothing before it', () => {
    expect(short({ drawNumber: 1, previousPayees: [] })).toEqual([
      'a1 conditional_progress',
      's1 conditional_progress',
    ]);
  });
  test('a reimbursed invoice needs the unconditional one at once, and none later', () => {
    expect(
      short({
        payees: [{ ...a, reimbursed: true }],
        previousPayees: [{ ...b, reimbursed: true }],
        noticeGivers: [],
      }),
    ).toEqual(['a2 unconditional_progress']);
  });
  test('a payee who still has money to come keeps the condition', () => {
    expect(short({ payees: [{ ...a, reimbursed: true }, a], previousPayees: [], noticeGivers: [] })).toEqual([
      'a2 conditional_progress',
    ]);
    expect(short({ payees: [a, { ...a, reimbursed: true }], previousPayees: [], noticeGivers: [] })).toEqual([
      'a2 conditional_progress',
    ]);
  });
  test('the last draw asks for the final forms', () => {
    expect(short({ lastDraw: true, noticeGivers: [], payees: [a, { ...b, reimbursed: true }] })).toEqual([
      'a2 conditional_final',
      'b2 unconditional_final',
      'a1 unconditional_progress',
      'b1 unconditional_progress',
    ]);
  });
});

describe('missing waivers', () => {
  const required = requiredWaivers({ ...input, noticeGivers: [] });
  test('are those that nothing on file serves', () => {
    const onFile = [
      { payeeId: 'a', drawNumber: 2, form: 'unconditional_progress' as const },
      { payeeId: 'a', drawNumber: 1, form: 'conditional_progress' as const },
      { payeeId: 'b', drawNumber: 2, form: 'unconditional_progress' as const },
    ];
    expect(missingWaivers(required, onFile).map(describeWaiver)).toEqual([
      'Sample Framing LLC, unconditional progress for draw 1',
      'Sample Roofing LLC, unconditional progress for draw 1',
    ]);
  });
});
