import { ClockBar, ClockPair } from '@connect/ui/clock-bar';
import { bookDate, date, money } from '@connect/ui/format';
import { LotOutline } from '@connect/ui/lot-outline';
import { Notice, PageHeader } from '@connect/ui/page';
import { StatusTag } from '@connect/ui/status-tag';
import { Button, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFiles, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { useCan } from '../../state/session.ts';
import { AskBuilder } from './ask-builder.tsx';
import { COMPLETE_GOAL, SUBMITTED_GOAL } from './clocks.tsx';
import { DrawHistory } from './draw-history.tsx';
import { DrawPager } from './draw-pager.tsx';
import styles from './draw-review.module.css';
import { PaymentsPanel } from './payments-panel.tsx';
import { ReviewConditions } from './review-conditions.tsx';
import { ReviewFooter } from './review-footer.tsx';
import { ReviewLines } from './review-lines.tsx';
import { paperKey, ReviewPapers } from './review-papers.tsx';
import type { Draw } from './types.ts';

/** The review of a draw: what was asked, what the inspection supports, what holds it, and the move that is next. */
export function DrawReview({ draw }: { draw: Draw }) {
  const name = `Draw ${draw.number}`;
  usePageTitle(`${name}, ${draw.address}`, name);
  const can = useCan();
  const wide = useMediaQuery('(min-width: 1180px)', undefined, { getInitialValueInEffect: false });
  const [drawer, setDrawer] = useState(false);
  const [paper, setPaper] = useState<string | null>(() => firstPaper(draw));
  const [line, setLine] = useState<string | null>(() => firstCut(draw));
  const show = (key: string) => {
    setPaper(key);
    if (!wide) setDrawer(true);
    else document.getElementById('documents')?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  };
  const papers = <ReviewPapers draw={draw} selected={paper} onSelect={setPaper} />;
  return (
    <div className={styles.page}>
      <DrawPager draw={draw} />
      <PageHeader
        crumbs={[
          { label: 'Draws', href: '/draws' },
          { label: draw.loanNumber, href: `/loans/${draw.loanId}` },
          { label: name },
        ]}
        picture={<LotOutline outline={draw.lotOutline} size={52} />}
        title={`${name}, ${draw.address}`}
        status={<StatusTag kind="draw" state={draw.state} variant="tag" />}
        facts={[story(draw)]}
        actions={
          <>
            {wide ? null : (
              <Button
                variant="default"
                leftSection={<IconFiles size={16} stroke={1.75} />}
                onClick={() => setDrawer(true)}
              >
                Documents {draw.papersIn} of {draw.papers.length}
              </Button>
            )}
            {can('write:tasks') ? <AskBuilder draw={draw} /> : null}
          </>
        }
      />
      <Clocks draw={draw} />
      <Standing draw={draw} />
      <div className={styles.split}>
        <div className={styles.stack}>
          <ReviewLines draw={draw} open={line} onOpen={setLine} onInvoice={show} />
          <ReviewConditions draw={draw} onPaper={show} />
          <PaymentsPanel draw={draw} />
          <DrawHistory draw={draw} />
        </div>
        {wide ? (
          <aside className={styles.aside} aria-label="Documents of this draw">
            {papers}
          </aside>
        ) : null}
      </div>
      {wide ? null : (
        <Drawer
          opened={drawer}
          onClose={() => setDrawer(false)}
          position="right"
          size={420}
          title={`Documents, ${draw.papersIn} of ${draw.papers.length} in`}
        >
          {papers}
        </Drawer>
      )}
      <ReviewFooter draw={draw} onCut={setLine} />
    </div>
  );
}

const firstPaper = (draw: Draw): string | null => {
  const first = draw.papers.find((each) => each.documentId);
  return first ? paperKey(first) : null;
};
const firstCut = (draw: Draw): string | null =>
  draw.state === 'review'
    ? (draw.lines.find((line) => (line.cutCents ?? 0) > 0 && !line.decided)?.budgetLineId ?? null)
    : null;

/* What happened so far, in a sentence for each step. */
function story(draw: Draw): string {
  const asked = `${draw.requestedByName ?? draw.borrowerName ?? 'The builder'} asked ${money(draw.requestedCents)}`;
  const parts = [draw.requestedAt ? `${asked} on ${short(bookDate(draw.requestedAt))}.` : `${asked}.`];
  const visit = draw.inspection;
  if (visit?.submittedAt)
    parts.push(`Inspected ${short(bookDate(visit.submittedAt))} by ${visit.inspectorName}.`);
  else if (visit) parts.push(`Inspection ${short(visit.scheduledFor)} by ${visit.inspectorName}.`);
  if (draw.reviewerName) parts.push(`Reviewed by ${draw.reviewerName}.`);
  return parts.join(' ');
}
const short = (day: string) => date(day, { year: false });

function Clocks({ draw }: { draw: Draw }) {
  const { sinceSubmitted: asked, sinceComplete: complete } = draw.clocks;
  const missing = draw.papers.length - draw.papersIn;
  const open = asked.running !== null;
  return (
    <ClockPair>
      <ClockBar
        label="Since the builder submitted"
        minutes={asked.minutes}
        goalMinutes={open ? SUBMITTED_GOAL : null}
        parts={[
          { party: 'Us', minutes: asked.us },
          { party: 'Inspector', minutes: asked.inspector },
          { party: 'Builder', minutes: asked.builder },
        ]}
      />
      <ClockBar
        label="Since the file was complete"
        minutes={complete.minutes}
        goalMinutes={open ? COMPLETE_GOAL : null}
      >
        {complete.at === null ? (
          <>
            Starts when the last document arrives.{' '}
            <b className={styles.missing}>
              {missing} of {draw.papers.length} missing.
            </b>{' '}
            Then 2 business days to pay.
          </>
        ) : open ? (
          <>
            Complete {date(bookDate(complete.at))}. To be paid by {date(complete.payBy)}.
          </>
        ) : (
          <>Complete {date(bookDate(complete.at))}.</>
        )}
      </ClockBar>
    </ClockPair>
  );
}

/** Why a draw stands where it stands, when somebody said so. */
function Standing({ draw }: { draw: Draw }) {
  const last = draw.history.findLast((move) => move.reason);
  if (!last || !['held', 'rejected', 'withdrawn'].includes(draw.state)) return null;
  return (
    <div className={styles.standing}>
      <Notice
        tone={draw.state === 'held' ? 'look' : draw.state === 'rejected' ? 'hold' : 'move'}
        icon={<IconHandStop size={18} stroke={1.75} />}
      >
        <b>
          {last.actorName}, {date(bookDate(last.at))}:
        </b>{' '}
        {last.reason}
      </Notice>
    </div>
  );
}
