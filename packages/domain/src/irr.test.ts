import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, civilDate } from './calendar.ts';
import { irr, mirr, npv, presentValue, xirr, xnpv } from './irr.ts';
import { cents } from './money.ts';
import { rate } from './rate.ts';

describe('irr', () => {
  test('double in a year is 100 %', () => {
    const result = irr([-100, 200]);
    expect(result.kind === 'rate' && result.rate).toBeCloseTo(1, 12);
  });
  test('reports that there is none', () => {
    expect(irr([-1, -2]).kind).toBe('none');
    expect(irr([]).kind).toBe('none');
    expect(xirr([]).kind).toBe('none');
    // The present value is always positive here.
    expect(irr([100, -150, 100]).kind).toBe('none');
  });
  test('reports several rather than choosing one', () => {
    const result = irr([-1000, 2500, -1540]);
    expect(result.kind).toBe('multiple');
    if (result.kind === 'multiple') {
      expect(result.rates.map((r) => r.toFixed(6))).toEqual(['0.100000', '0.400000']);
    }
  });
  test('makes the flows worth nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.5, max: 1.5, noNaN: true }),
        (back, part) => {
          const out = -Math.round(back.reduce((a, b) => a + b, 0) * part) || -1;
          const result = irr([out, ...back]);
          if (result.kind !== 'rate') return;
          const magnitude = back.reduce((sum, value, i) => sum + value / (1 + result.rate) ** (i + 2), -out);
          expect(Math.abs(npv(result.rate, [out, ...back])) / magnitude).toBeLessThan(1e-9);
        },
      ),
    );
  });
});

describe('mirr', () => {
  test('with one rate for both is the growth of what came back over what went out', () => {
    const result = mirr([-100, 0, 121], 0.05, 0.05);
    expect(result.kind === 'rate' && result.rate).toBeCloseTo(0.1, 12);
  });
  test('takes money both ways', () => {
    expect(mirr([100, 20], 0.1, 0.1).kind).toBe('none');
    expect(mirr([], 0.1, 0.1).kind).toBe('none');
  });
  test('is the internal rate when that is the rate of both', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 20 }), (back) => {
        const values = [-back.reduce((a, b) => a + b, 0), ...back];
        const inner = irr(values);
        if (inner.kind !== 'rate') return;
        const outer = mirr(values, inner.rate, inner.rate);
        expect(outer.kind === 'rate' && outer.rate).toBeCloseTo(inner.rate, 6);
      }),
    );
  });
});

describe('presentValue', () => {
  const flows = [
    { date: civilDate('2026-01-01'), amountCents: cents(-100_000_00) },
    { date: civilDate('2027-01-01'), amountCents: cents(110_000_00) },
  ];
  test('ten per cent over 365 days, to the cent', () => {
    expect(presentValue(rate('0.1'), flows)).toBe(0n);
    expect(presentValue(rate('0'), flows)).toBe(1_000_000n);
    expect(presentValue(rate('0.12'), flows)).toBe(-178571n);
    expect(presentValue(rate('-0.5'), flows)).toBe(12_000_000n);
  });
  test('agrees with the spreadsheet within a cent', () => {
    const days = fc.array(fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: -1e8, max: 1e8 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(days, fc.integer({ min: -50, max: 200 }), (raw, percent) => {
        const start = civilDate('2026-01-01');
        const dated = [
          { date: start, amountCents: cents(0) },
          ...raw.map(([d, c]) => ({ date: addDays(start, d), amountCents: cents(c) })),
        ];
        const exact = presentValue(rate((percent / 100).toFixed(2)), dated);
        const double = xnpv(
          percent / 100,
          dated.map(({ date, amountCents }) => ({ date, value: Number(amountCents) })),
        );
        expect(Math.abs(Number(exact) - double)).toBeLessThan(Math.max(1, Math.abs(double) * 1e-9));
      }),
    );
  });
  test('refuses what has no value', () => {
    expect(() => presentValue(rate('-1'), flows)).toThrow(RangeError);
    expect(() => presentValue(rate('0.1'), [...flows].reverse())).toThrow(RangeError);
    expect(presentValue(rate('0.1'), [])).toBe(0n);
  });
});
