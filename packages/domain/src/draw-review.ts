/** A draw under review: what the inspection supports, what is proposed for payment, and whose turn it has been for how long. */
import { computeDraw, type Draw, type DrawLine, percentOf, type RetainageTerms } from './draw.ts';
import type { DrawState } from './draw-states.ts';
import { addCents, type Cents, floorAtZero, minCents, subtractCents, sumCents, ZERO } from './money.ts';
import type { Rate } from './rate.ts';

export const LINE_DECISIONS = ['as_asked', 'cut', 'held'] as const;
export type LineDecision = (typeof LINE_DECISIONS)[number];

/** Budget lines that draws pay: land and fees go out at funding, the interest reserve by bills. */
export const DRAWABLE_KINDS: readonly string[] = ['hard', 'soft', 'contingency'];
/** Of these an inspector can see something on site. */
export const INSPECTED_KINDS: readonly string[] = ['hard'];

export interface ReviewLine {
  key: string;
  label: string;
  /** Kind of the budget line. */
  kind: string;
  revisedCents: Cents;
  /** Work and stored materials of earlier draws, before retainage. */
  drawnBeforeCents: Cents;
  /** The part of it that was paid for while stored. */
  previousStoredCents: Cents;
  previousRetainageCents: Cents;
  retainage: RetainageTerms;
  /** Asked for in this draw, stored materials included. */
  requestedCents: Cents;
  /** Of it, materials on site that are not built in. */
  storedCents: Cents;
  /** 0 to 100 to date, stored materials included; null while not inspected. */
  inspectedPercent: number | null;
  /** A person's decision; null while the proposal stands. */
  decided: { decision: LineDecision; cents: Cents } | null;
}

export interface ReviewedLine {
  key: string;
  needsInspection: boolean;
  /** Drawn before and asked, as a share of the budget; six decimals, null for an empty line. */
  toDate: string | null;
  /** What the inspection supports in this draw; null when the line needs an inspection and has none. */
  supportedCents: Cents | null;
  decision: LineDecision;
  /** Before retainage. */
  grossCents: Cents;
  /** Withheld of it; negative is a release. */
  retainageCents: Cents;
  /** What would be paid. */
  netCents: Cents;
  /** Asked less gross. */
  cutCents: Cents;
  computed: DrawLine;
}

export interface ReviewedDraw {
  lines: ReviewedLine[];
  requestedCents: Cents;
  supportedCents: Cents;
  grossCents: Cents;
  retainageCents: Cents;
  netCents: Cents;
  cutCents: Cents;
  computed: Draw;
}

/** What a percentage supports to date: a share of the revised budget, cut down to whole cents. */
export const supportedToDate = (revised: Cents, percent: number): Cents =>
  ((revised * BigInt(percent)) / 100n) as Cents;

/** The proposal of a line while nobody decided otherwise: what is asked, as far as the inspection supports it. */
export function proposedGross(line: ReviewLine): Cents {
  const supported = supportedNow(line);
  return supported === null ? line.requestedCents : minCents(line.requestedCents, supported);
}

function supportedNow(line: ReviewLine): Cents | null {
  if (!INSPECTED_KINDS.includes(line.kind)) return line.requestedCents;
  if (line.inspectedPercent === null) return null;
  const toDate = supportedToDate(line.revisedCents, line.inspectedPercent);
  return floorAtZero(subtractCents(toDate, line.drawnBeforeCents));
}

/**
 * The draw as it would be paid. On the last draw nothing is retained any more, so what was withheld before is released.
 * @throws RangeError for negative stored materials
 */
export function reviewDraw(lines: readonly ReviewLine[], lastDraw = false): ReviewedDraw {
  const gross = lines.map((line) => line.decided?.cents ?? proposedGross(line));
  const computed = computeDraw(
    lines.map((line, i) => {
      const grossCents = gross[i] as Cents;
      const storedCents = minCents(line.storedCents, grossCents);
      return {
        key: line.key,
        label: line.label,
        revisedCents: line.revisedCents,
        previousWorkCents: subtractCents(line.drawnBeforeCents, line.previousStoredCents),
        previousStoredCents: line.previousStoredCents,
        previousRetainageCents: line.previousRetainageCents,
        retainage: lastDraw ? { rate: '0' as Rate } : line.retainage,
        // What was stored before is built in by now, unless it is asked for as stored again.
        workCents: addCents(subtractCents(grossCents, storedCents), line.previousStoredCents),
        storedCents,
      };
    }),
  );
  const reviewed = lines.map((line, i): ReviewedLine => {
    const each = computed.lines[i] as DrawLine;
    return {
      key: line.key,
      needsInspection: INSPECTED_KINDS.includes(line.kind) && line.requestedCents > 0n,
      toDate: percentOf(addCents(line.drawnBeforeCents, line.requestedCents), line.revisedCents),
      supportedCents: supportedNow(line),
      decision: line.decided?.decision ?? (each.grossCents < line.requestedCents ? 'cut' : 'as_asked'),
      grossCents: each.grossCents,
      retainageCents: each.retainageCents,
      netCents: each.netCents,
      cutCents: subtractCents(line.requestedCents, each.grossCents),
      computed: each,
    };
  });
  return {
    lines: reviewed,
    requestedCents: sumCents(lines.map((line) => line.requestedCents)),
    supportedCents: sumCents(
      reviewed.map((line, i) => minOf(line.supportedCents, lines[i]?.requestedCents ?? ZERO)),
    ),
    grossCents: computed.grossCents,
    retainageCents: computed.retainageCents,
    netCents: computed.netCents,
    cutCents: sumCents(reviewed.map((line) => line.cutCents)),
    computed,
  };
}

const minOf = (supported: Cents | null, requested: Cents): Cents =>
  supported === null ? ZERO : minCents(supported, requested);

export type Hands = 'us' | 'inspector' | 'builder';

export interface DrawClock {
  /** Whole minutes since the builder submitted, to the end or to now. */
  minutes: number;
  us: number;
  inspector: number;
  builder: number;
  /** Whose turn it is; null when the draw is paid or has ended, or is not submitted. */
  running: Hands | null;
}

/**
 * The clock since the builder submitted, split by whose turn it was. `moves` are the states and the moments (epoch milliseconds) they
 * began, oldest first, the draft left out. After the inspection it is the builder's turn until the file is complete.
 */
export function drawClock(
  moves: readonly { state: DrawState; at: number }[],
  fileCompleteAt: number | null,
  now: number,
): DrawClock {
  const spent: Record<Hands, number> = { us: 0, inspector: 0, builder: 0 };
  let running: Hands | null = null;
  moves.forEach(({ state, at }, i) => {
    const next = moves[i + 1];
    const until = Math.max(at, next?.at ?? now);
    for (const [hands, from, to] of stretches(state, at, until, fileCompleteAt)) {
      spent[hands] += Math.max(0, to - from);
      if (!next) running = hands;
    }
  });
  const minutes = (ms: number): number => Math.floor(ms / 60_000);
  return {
    minutes: minutes(spent.us + spent.inspector + spent.builder),
    us: minutes(spent.us),
    inspector: minutes(spent.inspector),
    builder: minutes(spent.builder),
    running,
  };
}

function stretches(
  state: DrawState,
  from: number,
  until: number,
  complete: number | null,
): (readonly [Hands, number, number])[] {
  switch (state) {
    case 'requested':
    case 'approved':
      return [['us', from, until]];
    case 'inspection_scheduled':
      return [['inspector', from, until]];
    case 'held':
      return [['builder', from, until]];
    case 'inspection_complete':
    case 'review': {
      if (complete === null) return [['builder', from, until]];
      if (complete <= from) return [['us', from, until]];
      const turn = Math.min(complete, until);
      return turn < until
        ? [
            ['builder', from, turn],
            ['us', turn, until],
          ]
        : [['builder', from, until]];
    }
    default:
      return [];
  }
}
