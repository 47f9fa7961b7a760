/** The outline of a lot as surveys and title reports write it: corners, or sides by bearing and distance. */
import { type Corner, distance, type LotUnit, type Ring } from './lot.ts';

export type ReadRing = { ring: Ring; gap: number } | { fault: string };

/** Sides that miss the first corner by so much were copied wrong; below it it is the survey's rounding. */
const GAP = 1;
const GAP_SHARE = 0.01;

const NUMBER = String.raw`-?\d+(?:\.\d+)?`;
const CORNER = new RegExp(String.raw`^\(?(${NUMBER})(?:\s*,\s*|\s+)(${NUMBER})\)?,?$`);
const COURSE =
  /^(N|S|NORTH|SOUTH)\.?\s*(\d{1,2})\s*(?:°|º|DEG|D|-|\s)\s*(?:(\d{1,2})\s*(?:['’′]|MIN|-|\s)\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:["”″]|''|SEC)?\s*)?(E|W|EAST|WEST)\.?[\s,]+(\d+(?:\.\d+)?)\s*(FT|FEET|FOOT|'|M|METRES|METERS)?\.?,?$/;
const STRAIGHT =
  /^(?:DUE\s+)?(N|S|E|W|NORTH|SOUTH|EAST|WEST)\.?[\s,]+(\d+(?:\.\d+)?)\s*(FT|FEET|FOOT|'|M|METRES|METERS)?\.?,?$/;

/**
 * Reads one corner a line ("40.00, 100.00", east then north) or one side a line ("N 0°12' E 120.00 ft", "East 40"), in the unit
 * chosen. `gap` is by how much sides miss the first corner; 0 for corners. A curved side is given as its chord.
 */
export function readRing(text: string, unit: LotUnit): ReadRing {
  const lines = text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length === 0) return { fault: 'Enter one corner or one side a line.' };
  const corners = lines.map((line) => CORNER.exec(line));
  if (corners.every((found) => found !== null))
    return { ring: corners.map((found) => [Number(found[1]), Number(found[2])] as const), gap: 0 };
  if (corners.some((found) => found !== null)) {
    const odd = corners.indexOf(null);
    return { fault: `Line ${odd + 1} is no corner such as "40.00, 100.00".` };
  }
  return walk(lines, unit);
}

function walk(lines: readonly string[], unit: LotUnit): ReadRing {
  const walked: Corner[] = [[0, 0]];
  for (const [i, line] of lines.entries()) {
    const step = readStep(line.toUpperCase(), unit);
    if (typeof step === 'string') return { fault: `Line ${i + 1} ${step}` };
    const [x, y] = walked.at(-1)!;
    walked.push([x + step[0], y + step[1]]);
  }
  const last = walked.pop()!;
  const length = walked.reduce((sum, corner, i) => sum + distance(corner, walked[i + 1] ?? last), 0);
  const gap = distance(last, walked[0]!);
  if (gap > Math.max(GAP, length * GAP_SHARE))
    return {
      fault: `The last side ends ${gap.toFixed(2)} ${unit} from the first corner. Look for a side that is missing or mistyped.`,
    };
  return { ring: walked, gap };
}

/** East and north of one side, or what is wrong with the line. */
function readStep(line: string, unit: LotUnit): Corner | string {
  const straight = STRAIGHT.exec(line);
  if (straight) {
    const [, way = '', length, word] = straight;
    if (otherUnit(word, unit)) return `is not in ${unit}.`;
    const far = Number(length);
    return { N: [0, far], S: [0, -far], E: [far, 0], W: [-far, 0] }[way[0] as 'N' | 'S' | 'E' | 'W'] as [
      number,
      number,
    ];
  }
  const course = COURSE.exec(line);
  if (!course) return 'is no side such as "N 0°12\' E 120.00".';
  const [, from = '', degrees, minutes = '0', seconds = '0', toward = '', length, word] = course;
  if (otherUnit(word, unit)) return `is not in ${unit}.`;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return 'has 60 minutes or seconds or more.';
  const angle = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  if (angle > 90) return 'has a bearing of more than 90°.';
  const radians = (angle * Math.PI) / 180;
  const far = Number(length);
  return [
    far * Math.sin(radians) * (toward[0] === 'E' ? 1 : -1),
    far * Math.cos(radians) * (from[0] === 'N' ? 1 : -1),
  ];
}

const otherUnit = (word: string | undefined, unit: LotUnit): boolean =>
  word !== undefined && word.startsWith('M') !== (unit === 'metres');
