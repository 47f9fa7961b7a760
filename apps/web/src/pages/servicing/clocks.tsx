import { clockTone } from '@connect/ui/clock-bar';
import { duration } from '@connect/ui/format';
import { useNow } from '../../state/use-now.ts';

/** A week from the request to the money. */
export const SUBMITTED_GOAL = 7 * 1440;
/** Two days from a complete file to the money. */
export const COMPLETE_GOAL = 2 * 1440;

const COLORS = { look: 'var(--warn)', hold: 'var(--bad)' };

type Clock = { since: string | null; until?: string | null; goal: number };

/** How long something has waited, running while one looks; amber past half its goal, red past it. */
export function WaitClock({ since, until, goal }: Clock) {
  const now = useNow(30);
  const minutes = minutesOf(since, until, now);
  const tone = until ? undefined : clockTone(minutes, goal);
  return (
    <span style={{ color: tone && COLORS[tone], fontWeight: tone ? 600 : undefined }}>
      {duration(minutes)}
    </span>
  );
}

/** Whole minutes from `since` to `until`, or to now; null before it began. */
export const minutesOf = (
  since: string | null,
  until: string | null | undefined,
  now: Date,
): number | null =>
  since === null
    ? null
    : Math.max(0, Math.floor(((until ? Date.parse(until) : now.getTime()) - Date.parse(since)) / 60_000));

const ENDED = ['paid', 'rejected', 'withdrawn'];
type Row = { state: string; stateSince: string; requestedAt: string | null; fileCompleteAt: string | null };
const endOf = (draw: Row) => (ENDED.includes(draw.state) ? draw.stateSince : null);

/** Since the builder submitted. */
export const SubmittedClock = ({ draw }: { draw: Row }) => (
  <WaitClock since={draw.requestedAt} until={endOf(draw)} goal={SUBMITTED_GOAL} />
);
/** Since the file was complete. */
export const CompleteClock = ({ draw }: { draw: Row }) => (
  <WaitClock since={draw.fileCompleteAt} until={endOf(draw)} goal={COMPLETE_GOAL} />
);
