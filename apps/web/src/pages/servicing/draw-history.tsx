import { drawStates } from '@connect/domain/draw-states';
import { bookDate, date, moment, words } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Timeline, type TimelineEvent } from '@connect/ui/timeline';
import type { Draw } from './types.ts';

/** Every move of the draw with who, when and why. */
export function DrawHistory({ draw }: { draw: Draw }) {
  const events: TimelineEvent[] = draw.history.toReversed().map((move, at) => ({
    id: `${move.at}-${at}`,
    at: move.at,
    text: (
      <>
        {LABELS[move.action] ?? words(move.action)}
        {move.reason ? <span className="sub">: {move.reason}</span> : null}
      </>
    ),
    by: `${move.actorName}, ${moment(move.at)}${bookDate(move.at) === move.effectiveDate ? '' : `, effective ${date(move.effectiveDate)}`}`,
  }));
  return (
    <Panel title="History">
      <Timeline events={events} label="History of the draw" />
    </Panel>
  );
}

const LABELS: Record<string, string> = {
  open: 'Draft opened',
  ...Object.fromEntries(drawStates.rows.map(({ action, label }) => [action, label])),
  request: 'Requested',
  schedule_inspection: 'Inspection scheduled',
  complete_inspection: 'Inspected',
  start_review: 'Review started',
  first_approve: 'First approval given',
  approve: 'Approved',
  hold: 'Held',
  resume: 'Review resumed',
  pay: 'Paid',
  reject: 'Rejected',
  withdraw: 'Withdrawn',
};
