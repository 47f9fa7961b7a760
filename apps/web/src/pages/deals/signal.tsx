import { bookDate, duration } from '@connect/ui/format';
import type { Tone } from '@connect/ui/status';
import { Mark } from '@connect/ui/status-tag';
import type { Icon } from '@tabler/icons-react';
import {
  IconAlertTriangle,
  IconBuildingBank,
  IconBuildingCommunity,
  IconCheck,
  IconCircleCheck,
  IconCircleX,
  IconClipboardCheck,
  IconClock,
  IconEyeCheck,
  IconFileDollar,
  IconFileSearch,
  IconFlag,
  IconHandStop,
} from '@tabler/icons-react';
import { useNow } from '../../state/use-now.ts';
import { daysBetween } from './stages.ts';

export type DealSignal = {
  tone: 'wait' | 'move' | 'settled' | 'look' | 'hold';
  code: string;
  text: string;
  since: string | null;
};

/** A lead is answered within this many minutes: amber past half of it, red past it. */
export const ANSWER_MINUTES = 20;

const ICONS: Record<string, Icon> = {
  not_answered: IconClock,
  answered: IconCheck,
  order_late: IconAlertTriangle,
  reports: IconFileSearch,
  no_proforma: IconAlertTriangle,
  decide: IconFlag,
  permit_planning: IconBuildingCommunity,
  with_city: IconBuildingCommunity,
  corrections: IconAlertTriangle,
  loan: IconFileDollar,
  not_recorded: IconAlertTriangle,
  recorded: IconCircleCheck,
  draw_review: IconEyeCheck,
  draw_held: IconHandStop,
  draw_inspection_scheduled: IconClipboardCheck,
  draw_approved: IconBuildingBank,
};
const FALLBACK: Record<DealSignal['tone'], Icon> = {
  wait: IconClock,
  move: IconClipboardCheck,
  settled: IconCircleCheck,
  look: IconAlertTriangle,
  hold: IconCircleX,
};

/** Minutes that a lead has waited for its answer, to `now`. */
export const minutesSince = (moment: string, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - Date.parse(moment)) / 60_000));

const waitTone = (minutes: number): Tone =>
  minutes > ANSWER_MINUTES ? 'hold' : minutes > ANSWER_MINUTES / 2 ? 'look' : 'wait';

/** What a deal waits for. The minutes of an unanswered lead run while one looks. */
export function SignalMark({ signal, clock }: { signal: DealSignal; clock?: boolean }) {
  if (clock && signal.code === 'not_answered' && signal.since) return <AnswerClock since={signal.since} />;
  const tone = signal.tone === 'settled' ? 'ok' : signal.tone;
  // An answered lead is what is expected: nobody has to look at it.
  return (
    <Mark
      icon={ICONS[signal.code] ?? FALLBACK[signal.tone]}
      tone={signal.code === 'answered' ? 'wait' : tone}
    >
      {signal.text}
    </Mark>
  );
}

/** How long a lead has waited, running. */
export function AnswerClock({ since }: { since: string }) {
  const minutes = minutesSince(since, useNow(15));
  return (
    <Mark icon={IconClock} tone={waitTone(minutes)}>
      <b className="num">{duration(minutes)}</b>
    </Mark>
  );
}

/** Since when the deal waits, as the table's column of figures. */
export function Waiting({ signal }: { signal: DealSignal }) {
  const now = useNow(15);
  if (!signal.since) return '–';
  // A civil date has no hour: days are counted, not hours.
  const minutes = signal.since.includes('T')
    ? minutesSince(signal.since, now)
    : Math.max(0, daysBetween(signal.since, bookDate(now))) * 1440;
  const tone =
    signal.code === 'not_answered'
      ? waitTone(minutes)
      : signal.tone === 'look' || signal.tone === 'hold'
        ? signal.tone
        : 'wait';
  const color = { hold: 'var(--bad)', look: 'var(--warn)' }[tone as string];
  return <span style={{ color, fontWeight: color ? 600 : 400 }}>{duration(minutes)}</span>;
}
