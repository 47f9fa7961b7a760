import { money } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { MoveMenuItem } from '@connect/ui/move-menu-item';
import { StickyFooter } from '@connect/ui/sticky-footer';
import { Button, Menu } from '@mantine/core';
import {
  IconCalendarPlus,
  IconCut,
  IconDots,
  IconEyeCheck,
  IconHandStop,
  IconLock,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useId, useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { useCan } from '../../state/session.ts';
import { moveOf, useMove } from '../../state/use-move.ts';
import { ApproveDialog } from './approve-dialog.tsx';
import { asks } from './line-math.ts';
import { OverrideChooser, overridable } from './override.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import type { Draw } from './types.ts';

type Dialog = 'approve' | 'schedule' | 'override' | null;
type DrawMove = Draw['moves'][number];

/** What would be paid, why it may not be yet, and the moves; the next legal one is the primary. */
export function ReviewFooter({ draw, onCut }: { draw: Draw; onCut: (budgetLineId: string) => void }) {
  const [dialog, setDialog] = useState<Dialog>(null);
  const [asking, setAsking] = useState<DrawMove | null>(null);
  const can = useCan();
  const noteId = useId();
  const mover = useMove('draws', draw);
  const move = (action: string) => moveOf(draw.moves, action) as DrawMove | undefined;
  const first = move('first_approve');
  const approve = draw.approvals.twoPeopleNeeded && first && !draw.approvals.first ? first : move('approve');
  const schedule = move('schedule_inspection');
  const start = move('start_review');
  const resume = move('resume');
  const hold = move('hold');
  const others = draw.moves.filter(({ action }) => action === 'reject' || action === 'withdraw');
  const go = (action: string) => void mover.move({ action });
  const cut = () => {
    const line = draw.lines.find(asks);
    if (line) onCut(line.budgetLineId);
    document.getElementById(`line-${line?.budgetLineId}`)?.scrollIntoView({ block: 'center' });
  };
  const holding = overridable(draw);
  return (
    <>
      <StickyFooter
        sums={[{ key: 'proposed', ...sumOf(draw) }]}
        note={
          <span id={noteId}>
            <Why draw={draw} blocked={approve && !approve.allowed ? approve.reason : undefined} />
            {asking ? null : <ProblemNote problem={mover.problem} />}
          </span>
        }
      >
        {others.length ? (
          <Menu position="top-end">
            <Menu.Target>
              <Button variant="subtle" color="gray" aria-label="More moves" px={8}>
                <IconDots size={18} stroke={1.75} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map((each) => (
                <MoveMenuItem key={each.action} move={each} onMove={() => setAsking(each)} />
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : null}
        {approve && holding.length && can('override:conditions') ? (
          <Button variant="subtle" color="gray" onClick={() => setDialog('override')}>
            Override…
          </Button>
        ) : null}
        {hold ? (
          <MoveButton
            variant="default"
            blocked={!hold.allowed}
            reason={hold.reason}
            leftSection={<IconHandStop size={16} stroke={1.75} />}
            onClick={() => setAsking(hold)}
          >
            Hold
          </MoveButton>
        ) : null}
        {hold ? (
          <Button variant="default" leftSection={<IconCut size={16} stroke={1.75} />} onClick={cut}>
            Cut more
          </Button>
        ) : null}
        {approve ? (
          <MoveButton
            blocked={!approve.allowed}
            reasonId={noteId}
            leftSection={approve.allowed ? undefined : <IconLock size={16} stroke={1.75} />}
            loading={mover.busy === approve.action}
            onClick={() => setDialog('approve')}
          >
            {approve.action === 'first_approve' ? 'Approve first' : 'Approve'} {money(draw.proposedCents)}
          </MoveButton>
        ) : null}
        {schedule ? (
          <MoveButton
            blocked={!schedule.allowed}
            reason={schedule.reason}
            leftSection={<IconCalendarPlus size={16} stroke={1.75} />}
            onClick={() => setDialog('schedule')}
          >
            Schedule inspection
          </MoveButton>
        ) : null}
        {start ? (
          <MoveButton
            blocked={!start.allowed}
            reason={start.reason}
            leftSection={<IconEyeCheck size={16} stroke={1.75} />}
            loading={mover.busy === 'start_review'}
            onClick={() => go('start_review')}
          >
            Start review
          </MoveButton>
        ) : null}
        {resume ? (
          <MoveButton
            blocked={!resume.allowed}
            reason={resume.reason}
            leftSection={<IconPlayerPlay size={16} stroke={1.75} />}
            loading={mover.busy === 'resume'}
            onClick={() => go('resume')}
          >
            Resume review
          </MoveButton>
        ) : null}
        {draw.state === 'approved' && can('release:payments') ? (
          <Button component="a" href="/payments/files">
            Go to payment files
          </Button>
        ) : null}
      </StickyFooter>
      {approve && dialog === 'approve' ? (
        <ApproveDialog draw={draw} action={approve.action} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'schedule' ? <ScheduleDialog draw={draw} onClose={() => setDialog(null)} /> : null}
      {dialog === 'override' ? <OverrideChooser draw={draw} onClose={() => setDialog(null)} /> : null}
      <ReasonDialog asking={asking} mover={mover} data={undefined} onClose={() => setAsking(null)} />
    </>
  );
}

function sumOf(draw: Draw): { label: string; value: string } {
  if (draw.state === 'paid') return { label: 'Paid', value: money(draw.proposedCents) };
  if (draw.state === 'approved') return { label: 'Approved for payment', value: money(draw.proposedCents) };
  if (draw.proposedCents === null)
    return { label: 'About, after retainage', value: money(draw.totals.aboutCents) };
  return { label: 'Proposed for payment', value: money(draw.proposedCents) };
}

/* In a sentence or two: what the draw waits for. */
function Why({ draw, blocked }: { draw: Draw; blocked: string | undefined }) {
  const { secondApprovalCents, twoPeopleNeeded, first, last } = draw.approvals;
  const visit = draw.inspection;
  const holds = draw.conditions.filter((each) => each.status === 'holds' && !each.overridden);
  switch (draw.state) {
    case 'requested':
      return 'An inspector looks at the site next. Conditions are judged from what was seen.';
    case 'inspection_scheduled':
      return visit ? (
        <>
          {visit.inspectorName} visits the site. <a href={`/inspections/${visit.id}`}>Open the inspection</a>
        </>
      ) : null;
    case 'inspection_complete':
      if (visit?.state === 'returned' || visit?.state === 'in_progress')
        return (
          <>
            The report went back to {visit.inspectorName}, who visits again.{' '}
            <a href={`/inspections/${visit.id}`}>Open the inspection</a>
          </>
        );
      return 'The inspection is in. Amounts are proposed from it; a review decides.';
    case 'held':
      return 'Held. Lines may still be decided, and the review resumed.';
    case 'approved':
      return `Approved by ${[first?.name, last?.name].filter(Boolean).join(' and ') || 'servicing'}. It is paid when the bank confirms every payment.`;
    case 'paid':
    case 'rejected':
    case 'withdrawn':
      return null;
    default:
      return (
        <>
          <b style={{ color: 'var(--ink)', fontWeight: 500 }}>
            {holds.length === 1
              ? `Approve opens when “${holds[0]!.label}” is clear or overridden.`
              : holds.length
                ? `Approve opens when ${holds.length} conditions are clear or overridden.`
                : (blocked ?? 'Nothing holds this draw.')}
          </b>
          {first ? (
            <div>{first.name} gave the first approval.</div>
          ) : twoPeopleNeeded ? (
            <div>Over {money(secondApprovalCents)}, so a second person approves after you.</div>
          ) : null}
        </>
      );
  }
}
