import { describe, expect, test } from 'vitest';
import {
  assertReason,
  GuardFailed,
  guard,
  IllegalMove,
  MoveForbidden,
  machine,
  ReasonMissing,
} from './machine.ts';

const hasPaper = guard('no_paper', (ctx: { sheets: number }) =>
  ctx.sheets > 0 ? null : 'The tray is empty: put paper in.',
);
const hasInk = guard('no_ink', (ctx: { ink: boolean }) => (ctx.ink ? null : 'Out of ink.'));

const printer = machine('printer', [
  {
    from: 'idle',
    action: 'print',
    to: 'printing',
    by: ['design'],
    needs: [hasPaper, hasInk],
    label: 'Print',
  },
  { from: 'printing', action: 'finish', to: 'idle', by: ['system'], label: 'Finish' },
  {
    from: 'idle',
    action: 'scrap',
    to: 'scrapped',
    by: ['admin'],
    label: 'Scrap',
    reason: 'required',
    stepUp: true,
  },
]);

describe('machine', () => {
  test('works out states, actions, the initial and the final states', () => {
    expect(printer.states).toEqual(['idle', 'printing', 'scrapped']);
    expect(printer.actions).toEqual(['print', 'finish', 'scrap']);
    expect(printer.initial).toBe('idle');
    expect(printer.finals).toEqual(['scrapped']);
  });

  test('steps when role and guards agree', () => {
    const row = printer.step('idle', 'print', 'design', { sheets: 1, ink: true });
    const to: 'printing' = row.to;
    expect(to).toBe('printing');
  });

  test('an illegal move names the legal ones', () => {
    expect(() => printer.step('printing', 'print', 'design', { sheets: 1, ink: true })).toThrow(IllegalMove);
    try {
      printer.step('scrapped', 'finish', 'system', {});
    } catch (error) {
      expect(error).toMatchObject({ code: 'illegal_move', from: 'scrapped', action: 'finish', legal: [] });
    }
  });

  test('a move of somebody else is forbidden, and an event is no person', () => {
    expect(() => printer.step('idle', 'scrap', 'design', {})).toThrow(MoveForbidden);
    expect(() => printer.step('printing', 'finish', 'admin', {})).toThrow(MoveForbidden);
  });

  test('a guard says what is missing, and the button says the same', () => {
    expect(() => printer.step('idle', 'print', 'design', { sheets: 0, ink: true })).toThrow(GuardFailed);
    expect(() => printer.step('idle', 'print', 'design', { sheets: 0, ink: true })).toThrow(
      expect.objectContaining({ legal: [] }),
    );
    expect(printer.moves('idle', 'design', { sheets: 0, ink: true })).toEqual([
      {
        action: 'print',
        label: 'Print',
        to: 'printing',
        allowed: false,
        reason: 'The tray is empty: put paper in.',
        needsReason: false,
        stepUp: false,
      },
    ]);
    expect(printer.moves('idle', 'admin')[0]).toMatchObject({ action: 'scrap', allowed: true, stepUp: true });
  });

  test('a reason of blanks is no reason', () => {
    const row = printer.step('idle', 'scrap', 'admin', {});
    expect(() => assertReason(row, '  ')).toThrow(ReasonMissing);
    expect(() => assertReason(row, 'burnt')).not.toThrow();
  });

  test('two rows for one move are refused at load', () => {
    const row = { from: 'a', action: 'go', to: 'b', by: ['admin'], label: 'Go' } as const;
    expect(() => machine('twice', [row, { ...row, to: 'c' }])).toThrow(/two rows for a go/);
  });

  test('what the table does not know does not compile', () => {
    // @ts-expect-error no such state
    expect(() => printer.step('on_fire', 'print', 'design', { sheets: 1, ink: true })).toThrow(IllegalMove);
    // @ts-expect-error no such action
    expect(() => printer.step('idle', 'fold', 'design', {})).toThrow(IllegalMove);
    // @ts-expect-error the guards of print want to know about ink
    expect(() => printer.step('idle', 'print', 'design', { sheets: 1 })).toThrow(GuardFailed);
  });

  test('draws itself', () => {
    expect(printer.mermaid().split('\n')).toEqual([
      'stateDiagram-v2',
      '  [*] --> idle',
      '  idle --> printing: print',
      '  printing --> idle: finish',
      '  idle --> scrapped: scrap',
      '  scrapped --> [*]',
    ]);
  });
});
