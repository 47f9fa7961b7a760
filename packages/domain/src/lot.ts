/** The outline of a lot: the parcel, and the footprint of what is built on it. Measures, not money: ordinary numbers do. */

/** East and north of any one point. */
export type Corner = readonly [number, number];
/** Corners in their order around; the last is joined with the first. */
export type Ring = readonly Corner[];
/** In feet, from the westernmost and the southernmost corner of the parcel. */
export interface LotOutline {
  parcel: Ring;
  footprint: Ring | null;
}

export const LOT_UNITS = ['feet', 'metres'] as const;
export type LotUnit = (typeof LOT_UNITS)[number];
export const MOST_CORNERS = 100;

const METRES_PER_FOOT = 0.3048;
const SHORTEST_FEET = 5;
const LONGEST_FEET = 10_000;
/** How far a wall may stand over the line before it is a mistake: surveys and plans are rounded. */
const OVER_THE_LINE_FEET = 0.5;
/** Below a hundredth of a foot nothing is told apart. */
const NOTHING_FEET = 0.005;

export type LotFault = { of: 'parcel' | 'footprint'; message: string };

/**
 * The outline as it is kept: in feet to the hundredth, from the parcel's own corner, without a last corner that repeats the first.
 * Answers what is wrong with it instead, where something is.
 */
export function lotOutline(input: {
  unit: LotUnit;
  parcel: Ring;
  footprint?: Ring | null | undefined;
}): LotOutline | LotFault {
  const given = opened(input.parcel);
  const [west, south] = [least(given, 0), least(given, 1)];
  const kept = (ring: Ring): Ring =>
    opened(ring).map(([x, y]) => [inFeet(x - west, input.unit), inFeet(y - south, input.unit)] as const);
  const parcel = kept(given);
  const inParcel = countFault(input.parcel) ?? sizeFault(parcel) ?? ringFault(parcel);
  if (inParcel) return { of: 'parcel', message: inParcel };
  if (!input.footprint?.length) return { parcel, footprint: null };
  const footprint = kept(input.footprint);
  const inFootprint = ringFault(footprint) ?? outsideFault(footprint, parcel);
  return inFootprint ? { of: 'footprint', message: inFootprint } : { parcel, footprint };
}

/** The enclosed area, in square feet where the ring is in feet. */
export function squareFeetOf(ring: Ring): number {
  const twice = sides(ring).reduce((sum, [[ax, ay], [bx, by]]) => sum + ax * by - bx * ay, 0);
  return Math.abs(twice) / 2;
}

/** A rectangle whose south-west corner lies so far east and north. */
export const rectangle = (width: number, depth: number, east = 0, north = 0): Ring => [
  [east, north],
  [east + width, north],
  [east + width, north + depth],
  [east, north + depth],
];

/** The westernmost (0) or southernmost (1) measure of a ring. */
export const least = (ring: Ring, axis: 0 | 1): number => Math.min(...ring.map((corner) => corner[axis]));

export const distance = ([ax, ay]: Corner, [bx, by]: Corner): number => Math.hypot(bx - ax, by - ay);

const opened = (ring: Ring): Ring =>
  ring.length > 1 && distance(ring[0]!, ring.at(-1)!) < NOTHING_FEET ? ring.slice(0, -1) : ring;

const inFeet = (measure: number, unit: LotUnit): number =>
  Math.round((unit === 'metres' ? measure / METRES_PER_FOOT : measure) * 100) / 100;

type Side = readonly [Corner, Corner];
const sides = (ring: Ring): Side[] => ring.map((corner, i) => [corner, ring[(i + 1) % ring.length]!]);

const countFault = ({ length }: Ring): string | null =>
  length < 3
    ? 'An outline has at least three corners.'
    : length > MOST_CORNERS
      ? `At most ${MOST_CORNERS} corners.`
      : null;

function ringFault(ring: Ring): string | null {
  const wrong = countFault(ring);
  if (wrong) return wrong;
  const all = sides(ring);
  const none = all.findIndex(([a, b]) => distance(a, b) < NOTHING_FEET);
  if (none >= 0) return `Corner ${((none + 1) % ring.length) + 1} stands on the one before it.`;
  for (const [i, side] of all.entries()) {
    const next = (i + 1) % all.length;
    if (turnsBack(side, all[next]!)) return `At corner ${next + 1} the outline turns back on itself.`;
    const other = all.findIndex(
      (each, j) => j > i + 1 && !(i === 0 && j === all.length - 1) && meet(side, each),
    );
    if (other >= 0) return `Side ${i + 1} crosses side ${other + 1}.`;
  }
  return null;
}

function sizeFault(ring: Ring): string | null {
  const spans = ([0, 1] as const).map(
    (axis) => Math.max(...ring.map((corner) => corner[axis])) - least(ring, axis),
  );
  if (Math.min(...spans) < SHORTEST_FEET)
    return `A lot measures at least ${SHORTEST_FEET} feet each way. Give feet or metres, not degrees.`;
  return Math.max(...spans) > LONGEST_FEET ? 'A lot measures at most 10,000 feet each way.' : null;
}

/* Corners and the points between them: enough to see a building that stands in the neighbour's garden. */
function outsideFault(footprint: Ring, parcel: Ring): string | null {
  const out = sides(footprint).findIndex(([[ax, ay], [bx, by]]) =>
    [0, 0.25, 0.5, 0.75].some((share) => !holds(parcel, [ax + (bx - ax) * share, ay + (by - ay) * share])),
  );
  return out < 0 ? null : `The building leaves the lot along its side ${out + 1}.`;
}

const holds = (ring: Ring, point: Corner): boolean =>
  inside(ring, point) || sides(ring).some((side) => awayFrom(side, point) <= OVER_THE_LINE_FEET);

/* A ray to the east crosses the outline an odd number of times. */
const inside = (ring: Ring, [x, y]: Corner): boolean =>
  sides(ring).filter(
    ([[ax, ay], [bx, by]]) => ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax),
  ).length %
    2 ===
  1;

function awayFrom([a, b]: Side, point: Corner): number {
  const along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / distance(a, b) ** 2;
  const share = Math.min(1, Math.max(0, along));
  return distance(point, [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]);
}

/** Twice the area of the triangle; its sign says on which side of a–b the point lies. */
const turn = ([ax, ay]: Corner, [bx, by]: Corner, [px, py]: Corner): number =>
  (bx - ax) * (py - ay) - (by - ay) * (px - ax);

const turnsBack = ([a, b]: Side, [, c]: Side): boolean =>
  Math.abs(turn(a, b, c)) < 1e-9 && (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0;

/** Two sides cross or touch. */
function meet([a, b]: Side, [c, d]: Side): boolean {
  const [ca, cb] = [turn(c, d, a), turn(c, d, b)];
  const [ac, ad] = [turn(a, b, c), turn(a, b, d)];
  if (ca * cb < 0 && ac * ad < 0) return true;
  const touches: [Side, Corner][] = [
    [[c, d], a],
    [[c, d], b],
    [[a, b], c],
    [[a, b], d],
  ];
  return touches.some(([side, corner]) => awayFrom(side, corner) < NOTHING_FEET);
}
