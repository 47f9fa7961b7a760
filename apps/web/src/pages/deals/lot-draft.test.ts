import { expect, test } from 'vitest';
import { draftOf, NO_SHAPE, readDraft } from './lot-draft.ts';

const ELL = [
  [0, 0],
  [60, 0],
  [60, 40],
  [30, 40],
  [30, 100],
  [0, 100],
];
const HOUSE = [
  [5, 15],
  [25, 15],
  [25, 60],
  [5, 60],
];

test('what is on record is opened as it was given, and saved unchanged it stays what it was', () => {
  const draft = draftOf({ parcel: ELL, footprint: HOUSE });
  expect(draft.parcel).toMatchObject({ by: 'lines', lines: '0, 0\n60, 0\n60, 40\n30, 40\n30, 100\n0, 100' });
  expect(draft.footprint).toMatchObject({ by: 'size', width: '20', depth: '45', west: '5', south: '15' });
  expect(readDraft(draft)).toMatchObject({ kept: { parcel: ELL, footprint: HOUSE }, fault: null });
});

test('a building is measured from the lot wherever the survey’s coordinates begin; what is wrong is drawn all the same', () => {
  const parcel = { ...NO_SHAPE, by: 'lines' as const, lines: '1000, 500\n1040, 500\n1040, 600\n1000, 600' };
  const at = (west: string) =>
    readDraft({
      unit: 'feet',
      parcel,
      footprint: { ...NO_SHAPE, width: '30', depth: '40', west, south: '20' },
    });
  expect(at('5').kept?.footprint?.[0]).toEqual([5, 20]);
  const over = at('15');
  expect(over).toMatchObject({ kept: null, fault: { of: 'footprint' } });
  expect(over.drawn?.footprint?.[0]).toEqual([1015, 520]);
});

test('nothing typed is no fault; half of it is', () => {
  expect(readDraft(draftOf(null))).toEqual({ drawn: null, kept: null, fault: null, gap: 0 });
  expect(readDraft({ unit: 'metres', parcel: { ...NO_SHAPE, width: '12' }, footprint: null }).fault).toEqual({
    of: 'parcel',
    message: 'Lengths in metres, such as 40 or 118.5.',
  });
});
