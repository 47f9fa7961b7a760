import { date, money, words } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useCan } from '../../state/session.ts';
import { sourceName } from './deal-views.ts';
import styles from './deals.module.css';
import { share } from './share.ts';
import type { Project } from './types.ts';

const LotDialog = lazy(() => import('./lot-dialog.tsx').then((m) => ({ default: m.LotDialog })));

/** What is known of the property and of the people of the deal. */
export function LotPanel({ project }: { project: Project }) {
  const can = useCan();
  const [drawing, setDrawing] = useState(false);
  const staff = can('read:notes');
  const square = project.lotSquareFeet;
  const items = [
    ['Parcel', project.parcelNumber ?? '–'],
    ['Lot', square ? `${square.toLocaleString('en-US')} sq ft` : '–'],
    ['Zoning', project.zoning ?? '–'],
    ['Market', words(project.market)],
    ['Asking price', money(project.askCents, { cents: false })],
    ...(staff
      ? [
          ['Return on cost', share(project.returnOnCost)],
          ['Viability score', project.viabilityScore?.toString() ?? '–'],
          ['Decision due', date(project.decisionDue)],
          ['Lead from', sourceName({ agentName: project.agent?.name ?? null, source: project.source })],
        ]
      : []),
    ['Builder', project.builder?.name ?? '–'],
    ['With us', project.ownerName ?? '–'],
  ] as const;
  return (
    <Panel
      title="Property and people"
      aside={
        can('write:projects') ? (
          <Button variant="subtle" size="compact-sm" onClick={() => setDrawing(true)}>
            {project.lotOutline ? 'Change the outline' : 'Draw the lot'}
          </Button>
        ) : null
      }
    >
      <dl className={styles.grid}>
        {items.map(([label, value]) => (
          <div key={label}>
            <dt className="label">{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {drawing ? (
        <Suspense fallback={null}>
          <LotDialog project={project} onClose={() => setDrawing(false)} />
        </Suspense>
      ) : null}
      {project.leadNote ? <p className={styles.quote}>“{project.leadNote}”</p> : null}
    </Panel>
  );
}
