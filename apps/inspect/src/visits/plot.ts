/** Places stops on a square, north up. Good enough for a county; not for a continent. */
export type Place = { latitude: number; longitude: number };
export type Plot = { points: { x: number; y: number }[]; pixelsPerMile: number };

const MILES_PER_DEGREE = 69.05;
/* Two stops next door must not be drawn a field apart. */
const LEAST_MILES = 0.25;

/** @param size of the square in pixels @param margin kept free on each side */
export function plot(places: readonly Place[], size: number, margin: number): Plot {
  const middle = mean(places.map((place) => place.latitude));
  const shrink = Math.cos((middle * Math.PI) / 180);
  const miles = places.map(({ latitude, longitude }) => ({
    east: longitude * MILES_PER_DEGREE * shrink,
    north: latitude * MILES_PER_DEGREE,
  }));
  const [west, east] = ends(miles.map((point) => point.east));
  const [south, north] = ends(miles.map((point) => point.north));
  const pixelsPerMile = (size - 2 * margin) / Math.max(east - west, north - south, LEAST_MILES);
  const left = (size - (east - west) * pixelsPerMile) / 2;
  const top = (size - (north - south) * pixelsPerMile) / 2;
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    pixelsPerMile,
    points: miles.map((point) => ({
      x: round(left + (point.east - west) * pixelsPerMile),
      y: round(top + (north - point.north) * pixelsPerMile),
    })),
  };
}

const LENGTHS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];

/** The longest round length that is at most `room` pixels long. */
export function scaleBar(pixelsPerMile: number, room: number): { miles: number; pixels: number } {
  const miles = LENGTHS.findLast((length) => length * pixelsPerMile <= room) ?? LENGTHS[0]!;
  return { miles, pixels: Math.round(miles * pixelsPerMile) };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const ends = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
