import {
  type Corner,
  type LotFault,
  type LotOutline,
  type LotUnit,
  least,
  lotOutline,
  type Ring,
  rectangle,
} from '@connect/domain/lot';
import { readRing } from '@connect/domain/lot-text';

/** One outline as it is typed: a rectangle by its measures, or corners or sides line by line. */
export type Shape = {
  by: 'size' | 'lines';
  width: string;
  depth: string;
  /** Of a building: how far it stands from the lot's west and south. */
  west: string;
  south: string;
  lines: string;
};
export type LotDraft = { unit: LotUnit; parcel: Shape; footprint: Shape | null };

/** What is typed, as far as it can be read. */
export type ReadLot = {
  /** What is drawn, be it right or wrong. */
  drawn: { parcel: Ring; footprint: Ring | null } | null;
  /** What would be kept, once nothing is wrong. */
  kept: LotOutline | null;
  fault: LotFault | null;
  /** By how much the sides miss their first corner. */
  gap: number;
};

export const NO_SHAPE: Shape = { by: 'size', width: '', depth: '', west: '', south: '', lines: '' };

/* As the contract has it. */
type OnRecord = { parcel: number[][]; footprint: number[][] | null } | null;

/** What is on record, ready to be changed. */
export const draftOf = (kept: OnRecord): LotDraft => ({
  unit: 'feet',
  parcel: kept ? shapeOf(kept.parcel as unknown as Ring) : NO_SHAPE,
  footprint: kept?.footprint ? shapeOf(kept.footprint as unknown as Ring) : null,
});

function shapeOf(ring: Ring): Shape {
  const [west, south] = [least(ring, 0), least(ring, 1)];
  const [width, depth] = ([0, 1] as const).map((axis) => Math.max(...ring.map((corner) => corner[axis])));
  const box = rectangle(width! - west, depth! - south, west, south);
  const upright =
    ring.length === 4 && box.every(([x, y]) => ring.some((corner) => corner[0] === x && corner[1] === y));
  if (!upright) return { ...NO_SHAPE, by: 'lines', lines: ring.map(lineOf).join('\n') };
  return {
    ...NO_SHAPE,
    width: measure(width! - west),
    depth: measure(depth! - south),
    west: measure(west),
    south: measure(south),
  };
}

const measure = (length: number): string => String(Math.round(length * 100) / 100);
const lineOf = ([x, y]: Corner): string => `${measure(x)}, ${measure(y)}`;

/** Reads what is typed, as far as it goes. */
export function readDraft({ unit, parcel, footprint }: LotDraft): ReadLot {
  const nothing = { drawn: null, kept: null, fault: null, gap: 0 };
  if (isEmpty(parcel)) return nothing;
  const lot = readShape(parcel, unit);
  if ('fault' in lot) return { ...nothing, fault: { of: 'parcel', message: lot.fault } };
  const corner: Corner = [least(lot.ring, 0), least(lot.ring, 1)];
  const building = footprint && !isEmpty(footprint) ? readShape(footprint, unit, corner) : null;
  const drawn = { parcel: lot.ring, footprint: building && 'ring' in building ? building.ring : null };
  if (building && 'fault' in building)
    return { ...nothing, drawn, fault: { of: 'footprint', message: building.fault } };
  const kept = lotOutline({ unit, ...drawn });
  return 'of' in kept ? { ...nothing, drawn, fault: kept } : { drawn, kept, fault: null, gap: lot.gap };
}

const isEmpty = ({ by, width, depth, lines }: Shape): boolean =>
  by === 'size' ? !width.trim() && !depth.trim() : !lines.trim();

/* A rectangle is measured from the lot's own south-west; lines stand in the coordinates of the survey. */
function readShape(shape: Shape, unit: LotUnit, [west, south]: Corner = [0, 0]) {
  if (shape.by === 'lines') return readRing(shape.lines, unit);
  const [width, depth] = [lengthOf(shape.width), lengthOf(shape.depth)];
  const [fromWest, fromSouth] = [lengthOf(shape.west || '0'), lengthOf(shape.south || '0')];
  if (!width || !depth || fromWest === null || fromSouth === null)
    return { fault: `Lengths in ${unit}, such as 40 or 118.5.` };
  return { ring: rectangle(width, depth, west + fromWest, south + fromSouth), gap: 0 };
}

function lengthOf(text: string): number | null {
  const plain = text.replaceAll(',', '').trim();
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
