import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertReallocation, budget } from './budget.ts';
import { computeDraw, type DrawLineInput, retainageRelease } from './draw.ts';
import { inBalance } from './in-balance.ts';
import { cents, sumCents } from './money.ts';
import { payApplication } from './pay-application.ts';
import { rate } from './rate.ts';

const line = (change: Partial<DrawLineInput> = {}): DrawLineInput => ({
  key: 'framing',
  label: 'Framing',
  revisedCents: cents(10_000_000),
  previousWorkCents: cents(0),
  previousStoredCents: cents(0),
  previousRetainageCents: cents(0),
  retainage: { rate: rate('0.10') },
  workCents: cents(0),
  storedCents: cents(0),
  ...change,
});

describe('a draw line', () => {
  test('withholds ten per cent', () => {
    expect(computeDraw([line({ workCents: cents(2_000_000) })])).toMatchObject({
      grossCents: 2_000_000n,
      retainageCents: 200_000n,
      netCents: 1_800_000n,
    });
  });
  test('pays stored materials once, also when they are built in later', () => {
    const later = line({
      previousWorkCents: cents(2_000_000),
      previousStoredCents: cents(500_000),
      previousRetainageCents: cents(250_000),
      workCents: cents(500_000),
    });
    expect(computeDraw([later])).toMatchObject({
      completedCents: 2_500_000n,
      grossCents: 0n,
      retainageCents: 0n,
      netCents: 0n,
    });
  });
  test('releases retainage when it steps down at half', () => {
    const stepped = line({
      previousWorkCents: cents(4_000_000),
      previousRetainageCents: cents(400_000),
      workCents: cents(1_000_000),
      retainage: {
        rate: rate('0.10'),
        stepDowns: [
          { atComplete: rate('0.5'), rate: rate('0.05') },
          { atComplete: rate('0.9'), rate: rate('0') },
        ],
      },
    });
    const drawn = computeDraw([stepped]);
    expect(drawn.lines[0]).toMatchObject({
      retainageRate: '0.05',
      retainageToDateCents: 250_000n,
      retainageCents: -150_000n,
      netCents: 1_150_000n,
    });
  });
  test('says by how much a line is overdrawn', () => {
    const over = computeDraw([line({ previousWorkCents: cents(9_999_999), workCents: cents(3) })]).lines[0];
    expect(over).toMatchObject({ overdrawnCents: 2n, balanceCents: -2n, percentComplete: '1.000000' });
  });
  test('an empty line has no percentage', () => {
    expect(computeDraw([line({ revisedCents: cents(0) })]).lines[0]?.percentComplete).toBeNull();
  });
  test('any number of draws and the release pay exactly the work', () => {
    const amounts = fc.array(fc.bigInt(0n, 10n ** 8n), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 1000 }), (works, perMille) => {
        let state = line({
          retainage: {
            rate: rate((perMille / 1000).toFixed(3)),
            stepDowns: [{ atComplete: rate('0.5'), rate: rate('0.02') }],
          },
        });
        let paid = 0n;
        for (const work of works) {
          const drawn = computeDraw([{ ...state, workCents: cents(work) }]);
          paid += drawn.netCents;
          state = {
            ...state,
            previousWorkCents: drawn.completedCents,
            previousRetainageCents: drawn.retainageToDateCents,
          };
        }
        paid += retainageRelease([state]).netCents;
        expect(paid).toBe(works.reduce((a, b) => a + b, 0n));
      }),
    );
  });
});

describe('the budget', () => {
  const lines = [
    {
      key: 'a',
      label: 'Framing',
      originalCents: cents(100),
      changesCents: cents(10),
      drawnCents: cents(80),
      retainedCents: cents(8),
    },
    {
      key: 'b',
      label: 'Roof',
      originalCents: cents(50),
      changesCents: cents(-10),
      drawnCents: cents(41),
      retainedCents: cents(4),
    },
  ];
  test('adds up', () => {
    const { lines: states, totals } = budget(lines);
    expect(
      states.map(({ revisedCents, balanceCents, overdrawn }) => [revisedCents, balanceCents, overdrawn]),
    ).toEqual([
      [110n, 30n, false],
      [40n, -1n, true],
    ]);
    expect(totals).toEqual({
      originalCents: 150n,
      changesCents: 0n,
      revisedCents: 150n,
      drawnCents: 121n,
      retainedCents: 12n,
      balanceCents: 29n,
    });
  });
  test('a reallocation nets to zero and takes only what is left', () => {
    expect(() =>
      assertReallocation(lines, [
        { key: 'a', amountCents: cents(-30) },
        { key: 'b', amountCents: cents(30) },
      ]),
    ).not.toThrow();
    expect(() =>
      assertReallocation(lines, [
        { key: 'a', amountCents: cents(-31) },
        { key: 'b', amountCents: cents(31) },
      ]),
    ).toThrow('Framing has only $0.30 left.');
    expect(() => assertReallocation(lines, [{ key: 'a', amountCents: cents(-1) }])).toThrow(/nets to zero/);
    expect(() => assertReallocation(lines, [{ key: 'c', amountCents: cents(0) }])).toThrow(/no line c/);
  });
});

describe('in balance', () => {
  const input = {
    undisbursedLoanCents: cents(900),
    equityToComeCents: cents(100),
    otherCommittedCents: cents(0),
    lines: [
      { key: 'a', label: 'Framing', leftCents: cents(500), costToCompleteCents: cents(450) },
      { key: 'b', label: 'Roof', leftCents: cents(300), costToCompleteCents: cents(350) },
    ],
    unpaidRetainageCents: cents(150),
    interestNeededCents: cents(50),
  };
  test('to the cent, naming short lines', () => {
    expect(inBalance(input)).toMatchObject({
      inBalance: true,
      surplusCents: 0n,
      shortLines: [{ key: 'b', shortCents: 50n }],
    });
  });
  test('one more cent of interest breaks it', () => {
    expect(inBalance({ ...input, interestNeededCents: cents(51) })).toMatchObject({
      inBalance: false,
      shortfallCents: 1n,
    });
  });
});

test('retainage is summed per line, not rounded on the total', () => {
  const each = {
    scheduledCents: cents(200_010),
    previousCents: cents(0),
    thisPeriodCents: cents(100_005),
    storedCents: cents(0),
    retainageRate: rate('0.10'),
  };
  const { lines, summary } = payApplication({
    originalContractCents: cents(600_030),
    netChangesCents: cents(0),
    previousCertificatesCents: cents(0),
    lines: [each, each, each],
  });
  expect(summary.line5).toBe(30_003n);
  expect(summary.line5).toBe(sumCents(lines.map(({ retainageCents }) => retainageCents)));
});
