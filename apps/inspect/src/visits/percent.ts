/** Rules of the percentages. All are whole percent, 0 to 100. */
import type { Line, VisitRecord } from './model.ts';

const STEP = 5;

export const clamp = (percent: number): number => Math.min(100, Math.max(0, Math.round(percent)));

/** One touch of plus or minus: to the next multiple of five, starting from the last visit where nothing is set yet. */
export function step(current: number | null, last: number, direction: 1 | -1, by = STEP): number {
  const from = current ?? last;
  const next = direction > 0 ? (Math.floor(from / by) + 1) * by : (Math.ceil(from / by) - 1) * by;
  return clamp(next);
}

/** A line that was finished before counts as finished without a touch; it can be changed. */
export const isCarried = (line: Line): boolean => line.lastPercent === 100;

/** What stands for a line, null while it is not judged. */
export function percentOf(line: Line, record: VisitRecord | undefined): number | null {
  const set = record?.lines[line.id]?.percent;
  return set ?? (isCarried(line) ? 100 : null);
}

export type Progress = { done: number; of: number; left: Line[] };

/** How many lines have a value, and which are left. */
export function progressOf(lines: readonly Line[], record: VisitRecord | undefined): Progress {
  const left = lines.filter((line) => percentOf(line, record) === null);
  return { done: lines.length - left.length, of: lines.length, left };
}

/** The next line without a value after `lineId`, round the end; null when none is left. */
export function nextLine(
  lines: readonly Line[],
  record: VisitRecord | undefined,
  lineId: string | null,
): string | null {
  const at = lines.findIndex((line) => line.id === lineId);
  const round = [...lines.slice(at + 1), ...lines.slice(0, at + 1)];
  return round.find((line) => line.id !== lineId && percentOf(line, record) === null)?.id ?? null;
}

/** Lines that went down since the last visit without a word why. */
export const unexplained = (lines: readonly Line[], record: VisitRecord): Line[] =>
  lines.filter((line) => {
    const percent = percentOf(line, record);
    return percent !== null && percent < line.lastPercent && !record.lines[line.id]?.note.trim();
  });

/** `+10`, `−5`, `same`. */
export function change(percent: number, last: number): string {
  if (percent === last) return 'same';
  return percent > last ? `+${percent - last}` : `−${last - percent}`;
}
