import { date, money, words } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { useCan } from '../../state/session.ts';
import { sourceName } from './deal-views.ts';
import styles from './deals.module.css';
import { share } from './share.ts';
import type { Project } from './types.ts';

/** What is known of the property and of the people of the deal. */
export function LotPanel({ project }: { project: Project }) {
  const staff = useCan()('read:notes');
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
    <Panel title="Property and people">
      <dl className={styles.grid}>
        {items.map(([label, value]) => (
          <div key={label}>
            <dt className="label">{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {project.leadNote ? <p className={styles.quote}>“{project.leadNote}”</p> : null}
    </Panel>
  );
}
