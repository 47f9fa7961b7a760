import { ConditionCounts, type Condition as ConditionItem, ConditionList } from '@connect/ui/condition-list';
import { bookDate, date } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCan, useUser } from '../../state/session.ts';
import { EvidenceDialog, isRecorded } from './evidence-dialog.tsx';
import { OverrideDialog, useConfirmOverride } from './override.tsx';
import { paperKey } from './review-papers.tsx';
import styles from './servicing.module.css';
import type { Draw, DrawCondition } from './types.ts';
import { RemindPayees } from './waiver-acts.tsx';

const JUDGED_IN = ['inspection_complete', 'review', 'held'];

/** What has to be right before the draw is paid: each with its reason, where it is proved, and how to go on all the same. */
export function ReviewConditions({ draw, onPaper }: { draw: Draw; onPaper: (key: string) => void }) {
  const [overriding, setOverriding] = useState<DrawCondition | null>(null);
  const items = draw.conditions.map(
    (condition): ConditionItem => ({
      key: condition.code,
      state: condition.overridden ? 'overridden' : condition.status,
      name: condition.label,
      reason: <Reason draw={draw} condition={condition} />,
      action: (
        <Act
          draw={draw}
          condition={condition}
          onPaper={onPaper}
          onOverride={() => setOverriding(condition)}
        />
      ),
    }),
  );
  if (items.length === 0) return null;
  return (
    <Panel title="Conditions" flush aside={<ConditionCounts conditions={items} />} id="conditions">
      <ConditionList conditions={items} />
      {overriding ? (
        <OverrideDialog draw={draw} condition={overriding} onClose={() => setOverriding(null)} />
      ) : null}
    </Panel>
  );
}

function Reason({ draw, condition }: { draw: Draw; condition: DrawCondition }) {
  const override = draw.overrides.find((each) => each.code === condition.code && isLive(each, condition));
  return (
    <>
      {condition.reason}
      {override ? (
        <span className="sub">
          {' '}
          {override.confirmedByName
            ? `Overridden by ${override.proposedByName} and ${override.confirmedByName}, ${date(bookDate(override.proposedAt))}: ${override.reason}`
            : `${override.proposedByName} asks to override it: ${override.reason} A second person confirms.`}
        </span>
      ) : null}
    </>
  );
}

/* An override counts for the finding it was given for, word by word. */
const isLive = (override: Draw['overrides'][number], condition: DrawCondition): boolean =>
  override.finding === condition.reason && (override.counts || override.confirmedAt === null);

function Act({
  draw,
  condition,
  onPaper,
  onOverride,
}: {
  draw: Draw;
  condition: DrawCondition;
  onPaper: (key: string) => void;
  onOverride: () => void;
}) {
  const can = useCan();
  const { displayName } = useUser();
  const confirm = useConfirmOverride(draw);
  const [recording, setRecording] = useState(false);
  const holds = condition.status === 'holds' && !condition.overridden;
  const pending = draw.overrides.find(
    (each) => each.code === condition.code && !each.confirmedAt && isLive(each, condition),
  );
  const mayOverride = can('override:conditions') && JUDGED_IN.includes(draw.state);
  if (holds && pending && mayOverride)
    return pending.proposedByName === displayName ? (
      <span className={styles.quiet}>Waits for a second person</span>
    ) : (
      <Button size="xs" loading={confirm.busy} onClick={() => void confirm.confirm(pending.id)}>
        Confirm override
      </Button>
    );
  return (
    <span className={styles.center}>
      <Evidence draw={draw} condition={condition} onPaper={onPaper} />
      {holds && condition.overridable && mayOverride ? (
        <button
          type="button"
          className={styles.textButton}
          aria-label={`Override ${condition.label}`}
          onClick={onOverride}
        >
          Override…
        </button>
      ) : null}
      {condition.status !== 'clear' && isRecorded(condition.code) && can('write:loans') ? (
        <>
          <Button
            size="xs"
            variant="default"
            aria-label={`Record: ${condition.label}`}
            onClick={() => setRecording(true)}
          >
            Record
          </Button>
          {recording ? (
            <EvidenceDialog draw={draw} code={condition.code} onClose={() => setRecording(false)} />
          ) : null}
        </>
      ) : null}
      {holds && condition.code === 'waivers_paired' ? <RemindPayees draw={draw} /> : null}
    </span>
  );
}

const WORDS: Record<string, string> = {
  insurance_current: 'Certificate',
  title_clear: 'Endorsement',
  credit_current: 'Report',
  stop_notice_withheld: 'Notice',
  permit_active: 'Permit',
};

/* Where a condition is proved: a document, else the page it was judged from. */
function Evidence({
  draw,
  condition,
  onPaper,
}: {
  draw: Draw;
  condition: DrawCondition;
  onPaper: (key: string) => void;
}) {
  const link = (href: string, word: string) => (
    <a href={href} aria-label={`${word}: ${condition.label}`}>
      {word}
    </a>
  );
  if (condition.documentId)
    return link(`/documents?open=${condition.documentId}`, WORDS[condition.code] ?? 'Document');
  switch (condition.code) {
    case 'inspection_supports':
      return draw.inspection ? link(`/inspections/${draw.inspection.id}`, 'Report') : null;
    case 'in_balance':
    case 'retainage_right':
    case 'line_not_overdrawn':
      return link(`/loans/${draw.loanId}/budget`, 'Budget');
    case 'permit_active':
      return link(`/projects/${draw.projectId}?tab=permits`, 'Permit');
    case 'no_open_draw':
      return link(`/draws?loanId=${draw.loanId}`, 'Draws');
    case 'waivers_paired': {
      const waivers = draw.papers.filter(({ kind }) => kind === 'lien_waiver');
      const paper = waivers.find(({ isIn }) => !isIn) ?? waivers[0];
      if (!paper) return null;
      return (
        <button
          type="button"
          className={styles.textButton}
          aria-label={`Show: ${condition.label}`}
          onClick={() => onPaper(paperKey(paper))}
        >
          Show
        </button>
      );
    }
    default:
      return link(`/loans/${draw.loanId}/conditions`, 'Loan');
  }
}
