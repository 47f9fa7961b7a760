import { bookDate, date, time } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { Timeline } from '@connect/ui/timeline';
import { Button, Menu } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import {
  IconBolt,
  IconBuildingBank,
  IconBuildingCommunity,
  IconChevronDown,
  IconClipboardCheck,
  IconFileSearch,
  IconFileText,
  IconFlag,
  IconNote,
  IconPencil,
  IconReceipt,
  IconSend,
  IconSignature,
  IconSquareCheck,
} from '@tabler/icons-react';
import { useState } from 'react';
import { QueryError } from '../../components/loaded.tsx';
import { useList } from '../../state/use-list.ts';
import styles from './deals.module.css';
import type { Project } from './types.ts';

type Entry = {
  id: string;
  at: string;
  effectiveDate: string | null;
  name: string;
  title: string;
  actorName: string;
};

/** What can be picked out of a timeline, by the first word of an event's name. */
const KINDS: Record<string, { label: string; of: readonly string[] }> = {
  everything: { label: 'Everything', of: [] },
  stages: { label: 'Stages', of: ['lead', 'project'] },
  money: {
    label: 'Money',
    of: [
      'loan',
      'draw',
      'payment',
      'interest',
      'fee',
      'statement',
      'payoff',
      'disbursement',
      'posting',
      'unapplied',
    ],
  },
  permits: { label: 'Permits', of: ['permit', 'correction', 'plan'] },
  reports: { label: 'Reports', of: ['consultant-order', 'proforma'] },
  papers: { label: 'Documents', of: ['document', 'envelope', 'message', 'lien-waiver', 'waiver'] },
};

const ICONS: Record<string, Icon> = {
  lead: IconBolt,
  project: IconFlag,
  'project.noted': IconNote,
  'project.changed': IconPencil,
  'consultant-order': IconFileSearch,
  permit: IconBuildingCommunity,
  correction: IconBuildingCommunity,
  loan: IconBuildingBank,
  draw: IconReceipt,
  inspection: IconClipboardCheck,
  payment: IconBuildingBank,
  interest: IconReceipt,
  envelope: IconSignature,
  document: IconFileText,
  message: IconSend,
  task: IconSquareCheck,
};
const kindOf = (name: string) => name.split('.')[0] ?? name;

/** Every step of the deal with who and when, newest first. */
export function ProjectTimeline({ project }: { project: Pick<Project, 'id'> }) {
  const [kind, setKind] = useState('everything');
  const events = useList<Entry>('/v1/projects/{id}/timeline', { path: { id: project.id }, limit: 25 });
  const wanted = KINDS[kind]?.of ?? [];
  const shown = wanted.length
    ? events.items.filter(({ name }) => wanted.includes(kindOf(name)))
    : events.items;
  return (
    <Panel
      title="Timeline"
      aside={
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              variant="default"
              size="xs"
              rightSection={<IconChevronDown size={16} stroke={1.75} />}
              aria-label={`Timeline shows: ${KINDS[kind]?.label}`}
            >
              {KINDS[kind]?.label}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {Object.entries(KINDS).map(([key, { label }]) => (
              <Menu.Item key={key} fw={key === kind ? 600 : 400} onClick={() => setKind(key)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    >
      {events.problem ? (
        <QueryError
          problem={events.problem}
          failed="The timeline could not be loaded"
          onRetry={events.retry}
        />
      ) : events.loading ? (
        <LinesSkeleton lines={6} />
      ) : (
        <>
          <Timeline events={shown.map(entryOf)} />
          {shown.length === 0 ? <p className="sub">Nothing of this kind so far.</p> : null}
          {events.hasMore ? (
            <button type="button" className={styles.more} onClick={events.more} disabled={events.loadingMore}>
              {events.loadingMore ? 'Loading' : 'Show earlier events'}
            </button>
          ) : null}
        </>
      )}
    </Panel>
  );
}

const entryOf = (entry: Entry) => ({
  id: entry.id,
  at: entry.at,
  icon: ICONS[entry.name] ?? ICONS[kindOf(entry.name)],
  text: capital(entry.title),
  by: `${entry.actorName}, ${time(entry.at)}${counted(entry)}`,
});

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/* An act that counts from another day than it was entered says so. */
const counted = ({ at, effectiveDate }: Entry) =>
  effectiveDate && effectiveDate !== bookDate(at)
    ? `, counts from ${date(effectiveDate, { year: false })}`
    : '';
