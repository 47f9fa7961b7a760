import { describe, expect, test } from 'vitest';
import { civilDate } from './calendar.ts';
import { assertBalanced, credit, debit, posting, UnbalancedPosting } from './ledger.ts';
import { cents } from './money.ts';

const d = civilDate;

describe('a posting', () => {
  test('that does not balance is refused', () => {
    expect(() =>
      posting('fee_charged', d('2026-11-01'), 'Off', [
        debit('cash', cents(2)),
        credit('fee_income', cents(1)),
      ]),
    ).toThrow(UnbalancedPosting);
    expect(() =>
      posting('fee_charged', d('2026-11-01'), 'Nothing', [
        debit('cash', cents(0)),
        credit('fee_income', cents(0)),
      ]),
    ).toThrow(UnbalancedPosting);
  });
  test('does not hide a hole in the books behind a memo line', () => {
    const lines = [debit('cash', cents(5)), credit('retainage_withheld', cents(5))];
    expect(() =>
      assertBalanced({ kind: 'draw_paid', effectiveDate: d('2026-11-01'), memo: 'Mixed', lines }),
    ).toThrow(UnbalancedPosting);
  });
});
