import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { externalCases } from '../test/external-cases.ts';
import { addDays, civilDate } from './calendar.ts';
import { irr, npv, presentValue, type RateOfReturn, xirr, xnpv } from './irr.ts';
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

interface Vector {
  fn: string;
  expected: number | 'error';
  tolerance: number;
  values: number[];
  dates?: string[];
  rate?: number;
}
const cases = externalCases<{ vectors: Vector[] }>('irr.json', 'IRR_CASES');

describe.skipIf(cases === null)('external rate of return cases (IRR_CASES)', () => {
  const ours = cases?.vectors.filter(({ fn }) => ['IRR', 'XIRR', 'NPV', 'XNPV'].includes(fn)) ?? [];
  test.each(ours.map((v, i) => [v.fn, i, v] as const))('%s %d', (fn, _i, v) => {
    const dated = v.values.map((value, i) => ({ value, date: civilDate(v.dates?.[i] ?? '2026-01-01') }));
    if (fn === 'NPV')
      expect(Math.abs(npv(v.rate as number, v.values) - (v.expected as number))).toBeLessThanOrEqual(
        Math.max(v.tolerance, 1e-9),
      );
    if (fn === 'XNPV')
      expect(Math.abs(xnpv(v.rate as number, dated) - (v.expected as number))).toBeLessThanOrEqual(
        v.tolerance,
      );
    if (fn === 'IRR' || fn === 'XIRR') {
      const result: RateOfReturn = fn === 'IRR' ? irr(v.values) : xirr(dated);
      if (v.expected === 'error') expect(result.kind).toBe('none');
      else
        expect(
          Math.abs((result.kind === 'rate' ? result.rate : Number.NaN) - v.expected),
        ).toBeLessThanOrEqual(v.tolerance);
    }
  });
  test('are there', () => expect(ours.length).toBeGreaterThanOrEqual(10));
});
