import { describe, expect, test } from 'vitest';
import { type LotFault, type LotOutline, lotOutline, type Ring, rectangle, squareFeetOf } from './lot.ts';
import { readRing } from './lot-text.ts';

const LOT = rectangle(40, 120);
const faultOf = (parcel: Ring, footprint: Ring | null = null): string =>
  (lotOutline({ unit: 'feet', parcel, footprint }) as LotFault).message;

describe('an outline', () => {
  test('is kept in feet from its own corner, open, to the hundredth', () => {
    const stateplane = [...rectangle(12.192, 36.576, 387_000, 68_000), [387_000, 68_000] as const];
    const kept = lotOutline({
      unit: 'metres',
      parcel: stateplane,
      footprint: rectangle(6, 9, 387_002, 68_005),
    });
    expect(kept).toEqual({
      parcel: [
        [0, 0],
        [40, 0],
        [40, 120],
        [0, 120],
      ],
      footprint: [
        [6.56, 16.4],
        [26.25, 16.4],
        [26.25, 45.93],
        [6.56, 45.93],
      ],
    });
    expect(squareFeetOf((kept as LotOutline).parcel)).toBe(4800);
  });

  test.each([
    [
      'two corners',
      [
        [0, 0],
        [40, 0],
      ],
      'An outline has at least three corners.',
    ],
    ['101 corners', Array.from({ length: 101 }, (_, i) => [i * 10, (i % 2) * 50]), 'At most 100 corners.'],
    [
      'a bow tie',
      [
        [0, 0],
        [40, 100],
        [40, 0],
        [0, 100],
      ],
      'Side 1 crosses side 3.',
    ],
    [
      'a side that touches another',
      [
        [0, 0],
        [40, 0],
        [40, 50],
        [20, 0],
        [0, 50],
      ],
      'Side 1 crosses side 3.',
    ],
    [
      'a corner twice',
      [
        [0, 0],
        [40, 0],
        [40, 0],
        [0, 50],
      ],
      'Corner 3 stands on the one before it.',
    ],
    [
      'a way back',
      [
        [0, 0],
        [60, 0],
        [40, 0],
        [20, 40],
      ],
      'At corner 2 the outline turns back on itself.',
    ],
    [
      'degrees',
      [
        [-122.3, 47.6],
        [-122.2999, 47.6],
        [-122.2999, 47.6004],
      ],
      'A lot measures at least 5 feet each way. Give feet or metres, not degrees.',
    ],
    [
      'a shed',
      rectangle(4, 20),
      'A lot measures at least 5 feet each way. Give feet or metres, not degrees.',
    ],
    ['a county', rectangle(40, 10_001), 'A lot measures at most 10,000 feet each way.'],
  ])('of %s is refused with its reason', (_, parcel, message) => {
    expect(faultOf(parcel as unknown as Ring)).toBe(message);
  });

  test('holds its building, give or take half a foot', () => {
    expect(lotOutline({ unit: 'feet', parcel: LOT, footprint: rectangle(40.4, 60) })).toHaveProperty(
      'footprint',
    );
    expect(faultOf(LOT, rectangle(30, 60, 12, 10))).toBe('The building leaves the lot along its side 2.');
    const ell: Ring = [
      [0, 0],
      [60, 0],
      [60, 40],
      [30, 40],
      [30, 100],
      [0, 100],
    ];
    expect(
      faultOf(ell, [
        [5, 5],
        [55, 35],
        [25, 95],
        [5, 95],
      ]),
    ).toBe('The building leaves the lot along its side 2.');
  });
});

describe('the words of a survey', () => {
  const ringOf = (text: string, unit: 'feet' | 'metres' = 'feet') => {
    const read = readRing(text, unit);
    if ('fault' in read) throw new Error(read.fault);
    return read.ring.map(([x, y]) => [Number(x.toFixed(2)), Number(y.toFixed(2))]);
  };

  test('are read as corners, east then north', () => {
    expect(ringOf('0, 0\n40.5 0; (40.5, 100)\n 0,100 ')).toEqual([
      [0, 0],
      [40.5, 0],
      [40.5, 100],
      [0, 100],
    ]);
  });

  test('are read as bearings and distances, and have to close', () => {
    const walked = ringOf(
      `N 0°12' E 120.00 ft\nN 89°48'00" E 40.00 ft\nS 00-12-00 W, 120.00'\nS 89° 48' W 40.00`,
    );
    expect(walked).toEqual([
      [0, 0],
      [0.42, 120],
      [40.42, 120.14],
      [40, 0.14],
    ]);
    expect(ringOf('Due north 100\nEast 50\nS 100\nW 50.3')).toHaveLength(4);
    expect(readRing('North 100\nEast 50\nSouth 100', 'feet')).toEqual({
      fault:
        'The last side ends 50.00 feet from the first corner. Look for a side that is missing or mistyped.',
    });
  });

  test.each([
    ['', 'Enter one corner or one side a line.'],
    ['0, 0\n40, 0\nnorth', 'Line 3 is no corner such as "40.00, 100.00".'],
    ["N 0°12' E 120\nalong the creek", 'Line 2 is no side such as "N 0°12\' E 120.00".'],
    ['N 91° E 120', 'Line 1 has a bearing of more than 90°.'],
    ["N 10°75' E 120", 'Line 1 has 60 minutes or seconds or more.'],
    ['North 30 m', 'Line 1 is not in feet.'],
  ])('%j says what is wrong', (text, fault) => {
    expect(readRing(text, 'feet')).toEqual({ fault });
  });
});
