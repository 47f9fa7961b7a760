import { type Condition, ConditionList } from '@connect/ui/condition-list';
import { FactRow } from '@connect/ui/fact-strip';
import { count, duration, money } from '@connect/ui/format';
import { Panel, PanelRow } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { IconClock, IconFileCheck } from '@tabler/icons-react';
import { useNow } from '../../state/use-now.ts';
import styles from './deals.module.css';
import { inShort } from './in-short.ts';
import { minutesSince } from './signal.tsx';
import type { Overview } from './types.ts';
import { type DrawRecord, useDraw } from './use-draw.ts';

type Draw = NonNullable<Overview['draw']>;
const DONE: readonly string[] = ['paid', 'rejected', 'withdrawn'];

/** The current draw: what is asked and proposed, its two clocks, and what holds it. */
export function DrawPanel({ draw }: { draw: Draw }) {
  const record = useDraw(draw.id).data;
  const open = !DONE.includes(draw.state);
  return (
    <Panel
      title={`Draw ${draw.number ?? ''}`}
      aside={
        <>
          <StatusTag kind="draw" state={draw.state} variant="tag" />
          <a href={`/draws/${draw.id}`}>{open ? 'Open review' : 'Open draw'}</a>
        </>
      }
      flush
    >
      <div className={styles.padded}>
        <FactRow
          facts={[
            { key: 'requested', label: 'Requested', value: money(draw.requestedCents) },
            { key: 'supported', label: 'Supported', value: money(record?.totals.supportedCents ?? null) },
            { key: 'retainage', label: 'Retainage', value: money(withheld(record)) },
            {
              key: 'proposed',
              label: draw.state === 'paid' ? 'Paid' : 'Proposed',
              value: money(record?.totals.proposedCents ?? draw.proposedCents),
            },
          ]}
        />
      </div>
      {open && draw.requestedAt ? (
        <PanelRow>
          <Clocks draw={draw} record={record} />
        </PanelRow>
      ) : null}
      {open && record?.conditions.length ? (
        <ConditionList conditions={record.conditions.map((each) => conditionOf(draw, each))} fold={0} />
      ) : null}
    </Panel>
  );
}

/* What is withheld is taken off; a release is added. */
const withheld = (record: DrawRecord | undefined) =>
  typeof record?.totals.retainageCents === 'number' ? -record.totals.retainageCents : null;

const conditionOf = (draw: Draw, each: DrawRecord['conditions'][number]): Condition => ({
  key: each.code,
  state: each.overridden ? 'overridden' : each.status,
  name: each.label,
  reason: inShort(each.reason),
  evidence: {
    label: 'Evidence',
    href: each.documentId ? `/documents/${each.documentId}` : `/draws/${draw.id}`,
  },
});

function Clocks({ draw, record }: { draw: Draw; record: DrawRecord | undefined }) {
  const now = useNow(60);
  const missing = record?.missing.length ?? 0;
  return (
    <div className={styles.clocks}>
      <span className={styles.clock}>
        <IconClock size={16} stroke={1.75} aria-hidden="true" />
        Since submitted <b>{duration(minutesSince(draw.requestedAt!, now))}</b>
      </span>
      <span className={styles.clock}>
        <IconFileCheck size={16} stroke={1.75} aria-hidden="true" />
        Since file complete{' '}
        {draw.fileCompleteAt ? (
          <b>{duration(minutesSince(draw.fileCompleteAt, now))}</b>
        ) : (
          <span>not started{missing ? `, ${count(missing, 'document')} missing` : ''}</span>
        )}
      </span>
    </div>
  );
}
