/** Scales for the small charts of our own. Coordinates are pixels, so floating point is right here; amounts are never computed from it. */

/** Round axis steps from zero to at least `max`: at most `steps` of them. */
export function ticks(max: number, steps = 3): number[] {
  if (!(max > 0)) return [0];
  const raw = max / steps;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 4, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? 10 * power;
  const list: number[] = [];
  for (let at = 0; at < max + step * 0.05 || list.length < 2; at += step) list.push(at);
  return list;
}

/** Days since 1970 of a civil date. */
export const dayNumber = (date: string) => Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000;

/** Cents on an axis: `$0`, `$400k`, `$1.2M`. */
export function axisMoney(cents: number): string {
  const dollars = cents / 100;
  if (dollars === 0) return '$0';
  if (Math.abs(dollars) >= 1e6) return `$${trim(dollars / 1e6)}M`;
  if (Math.abs(dollars) >= 1e3) return `$${trim(dollars / 1e3)}k`;
  return `$${trim(dollars)}`;
}
const trim = (n: number) => Number(n.toFixed(2)).toString();

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** First days of months between two civil dates, thinned to at most `most`; January and the first carry the year. */
export function monthTicks(from: string, to: string, most: number): { date: string; label: string }[] {
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  const all: { date: string; label: string }[] = [];
  while (`${year}-${String(month).padStart(2, '0')}-01` <= to) {
    const date = `${year}-${String(month).padStart(2, '0')}-01`;
    if (date >= from) all.push({ date, label: MONTHS[month - 1]! });
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  const every = Math.max(1, Math.ceil(all.length / Math.max(most, 1)));
  return all
    .filter((_, at) => at % every === 0)
    .map((tick, at, list) => {
      const previous = list[at - 1]?.date.slice(0, 4);
      return previous === tick.date.slice(0, 4)
        ? tick
        : { ...tick, label: `${tick.label} ${tick.date.slice(0, 4)}` };
    });
}
