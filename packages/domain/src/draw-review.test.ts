import { describe, expect, test } from 'vitest';
import { drawClock, type ReviewLine, reviewDraw, supportedToDate } from './draw-review.ts';
import { type Cents, cents } from './money.ts';
import type { Rate } from './rate.ts';

const dollars = (amount: number): Cents => cents(Math.round(amount * 100));
const line = (
  label: string,
  budget: number,
  before: number,
  asked: number,
  percent: number | null,
  more: Partial<ReviewLine> = {},
): ReviewLine => ({
  key: label,
  label,
  kind: 'hard',
  revisedCents: dollars(budget),
  drawnBeforeCents: dollars(before),
  previousStoredCents: cents(0),
  previousRetainageCents: dollars(before / 10),
  retainage: { rate: '0.10' as Rate },
  requestedCents: dollars(asked),
  storedCents: cents(0),
  inspectedPercent: percent,
  decided: null,
  ...more,
});

/** The draw of the review page: seven lines, roofing and electrical ask for more than there is. */
const seven = [
  line('Framing and lumber', 142_000, 127_800, 14_200, 100),
  line('Windows and doors', 46_000, 27_600, 13_800, 90),
  line('Roofing and siding', 58_000, 17_400, 23_200, 60),
  line('Plumbing', 41_000, 12_300, 12_300, 60),
  line('Electrical', 36_500, 7_300, 14_600, 45),
  line('Heating and ventilation', 28_000, 0, 9_800, 35),
  line('Insulation and drywall', 39_000, 0, 7_800, 20, { storedCents: dollars(7_800) }),
];

describe('a draw under review', () => {
  test('proposes what is asked as far as the inspection supports it, less retainage by line', () => {
    const draw = reviewDraw(seven);
    expect(draw).toMatchObject({
      requestedCents: 9_570_000n,
      supportedCents: 8_442_500n,
      grossCents: 8_442_500n,
      retainageCents: 844_250n,
      netCents: 7_598_250n,
      cutCents: 1_127_500n,
    });
    expect(draw.lines.map(({ decision, cutCents }) => [decision, cutCents])).toEqual([
      ['as_asked', 0n],
      ['as_asked', 0n],
      ['cut', 580_000n],
      ['as_asked', 0n],
      ['cut', 547_500n],
      ['as_asked', 0n],
      ['as_asked', 0n],
    ]);
    expect(draw.lines[2]).toMatchObject({
      toDate: '0.700000',
      supportedCents: 1_740_000n,
      netCents: 1_566_000n,
    });
  });

  test('a decision replaces the proposal; a held line is not paid and withholds nothing', () => {
    const [first, ...rest] = seven;
    const draw = reviewDraw([{ ...first!, decided: { decision: 'held', cents: cents(0) } }, ...rest]);
    expect(draw.lines[0]).toMatchObject({
      decision: 'held',
      grossCents: 0n,
      retainageCents: 0n,
      netCents: 0n,
    });
    expect(draw.netCents).toBe(7_598_250n - 1_278_000n);
  });

  test('an inspection below what was drawn supports nothing more, never a negative amount', () => {
    const [reviewed] = reviewDraw([line('Framing', 100, 50, 10, 40)]).lines;
    expect(reviewed).toMatchObject({ supportedCents: 0n, grossCents: 0n, decision: 'cut' });
  });

  test('a line that was not inspected has no support yet; a soft cost needs none', () => {
    const draw = reviewDraw([
      line('Framing', 100, 0, 10, null),
      line('Architect', 50, 0, 5, null, { kind: 'soft', retainage: { rate: '0' as Rate } }),
    ]);
    expect(
      draw.lines.map(({ supportedCents, needsInspection }) => [supportedCents, needsInspection]),
    ).toEqual([
      [null, true],
      [500n, false],
    ]);
  });

  test('the last draw releases what was withheld', () => {
    const draw = reviewDraw([line('Framing', 100, 90, 10, 100)], true);
    expect(draw).toMatchObject({ grossCents: 1000n, retainageCents: -900n, netCents: 1900n });
  });

  test('materials stored before are built in now and not paid twice', () => {
    const draw = reviewDraw([
      line('Drywall', 1000, 300, 100, 40, {
        previousStoredCents: dollars(200),
        storedCents: dollars(50),
      }),
    ]);
    expect(draw.lines[0]).toMatchObject({ grossCents: 10_000n });
    expect(draw.lines[0]?.computed).toMatchObject({ completedCents: 40_000n, storedCents: 5_000n });
  });

  test('a percentage of an odd budget is cut down to whole cents', () => {
    expect(supportedToDate(cents(101), 50)).toBe(50n);
  });
});

describe('the clock of a draw', () => {
  const hour = 3_600_000;
  const moves = [
    { state: 'requested' as const, at: 0 },
    { state: 'inspection_scheduled' as const, at: 2 * hour },
    { state: 'inspection_complete' as const, at: 10 * hour },
    { state: 'review' as const, at: 12 * hour },
  ];

  test('splits by whose turn it was; the builder’s ends when the file is complete', () => {
    expect(drawClock(moves, 15 * hour, 20 * hour)).toEqual({
      minutes: 1200,
      us: 120 + 300,
      inspector: 480,
      builder: 300,
      running: 'us',
    });
    expect(drawClock(moves, null, 20 * hour)).toMatchObject({ builder: 600, running: 'builder' });
  });

  test('stops when the draw is paid, and is not running for a draft', () => {
    const paid = [
      ...moves,
      { state: 'approved' as const, at: 13 * hour },
      { state: 'paid' as const, at: 14 * hour },
    ];
    expect(drawClock(paid, 11 * hour, 90 * hour)).toMatchObject({ minutes: 840, running: null });
    expect(drawClock([], null, hour)).toEqual({ minutes: 0, us: 0, inspector: 0, builder: 0, running: null });
  });
});
