import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { Notice, PageHeader } from '@connect/ui/page';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { SegmentedControl } from '@mantine/core';
import { IconInfoCircle, IconSend } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { exportList } from '../../state/export-list.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import { useProjectNames } from '../../state/use-project-names.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { MessageList, messageColumns } from './message-list.tsx';
import type { MessageRow } from './types.ts';
import { subjectName } from './words.ts';

const NEWEST = { key: 'createdAt', desc: true };
const FILTERS: FilterDef[] = [
  {
    key: 'state',
    label: 'State',
    kind: 'choice',
    pinned: true,
    options: [
      { value: 'queued', label: 'Queued' },
      { value: 'sent', label: 'Sent' },
      { value: 'delivered', label: 'Delivered' },
      { value: 'stopped', label: 'Stopped here' },
      { value: 'retrying', label: 'Retrying' },
      { value: 'failed', label: 'Failed' },
      { value: 'bounced', label: 'Bounced' },
    ],
  },
  {
    key: 'aboutType',
    label: 'About',
    kind: 'choice',
    any: 'Anything',
    pinned: true,
    options: ['project', 'consultant_order', 'permit', 'loan', 'draw', 'statement', 'user'].map((value) => ({
      value,
      label: subjectName(value),
    })),
  },
];
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'createdAt', desc: false, label: 'Oldest first' },
  { key: 'to', desc: false, label: 'Recipient' },
];
const view = (id: string, name: string, state?: string): View => ({
  id,
  name,
  builtIn: true,
  urgent: state !== undefined,
  state: { filters: state ? { state } : {}, sort: NEWEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('all', 'All'),
  view('bounced', 'Bounced', 'bounced'),
  view('failed', 'Failed', 'failed'),
  view('retrying', 'Retrying', 'retrying'),
];

/** What was written to people, by e-mail and text, and what became of it. */
export function OutboxPage() {
  usePageTitle('Outbox');
  const list = useSavedList({ key: 'outbox', views: VIEWS });
  const messages = useList('/v1/outbox', { filters: list.filters, sort: list.sort, withTotal: true });
  const addresses = useProjectNames(messages.items.map((row) => row.projectId));
  const counts = useCounts('/v1/outbox', list.views);
  const channel = list.filters.channel ?? 'all';
  return (
    <>
      <PageHeader title="Outbox" />
      <Stopped messages={messages.items} />
      <SavedViews
        {...list.viewProps}
        views={list.views.map((each) => ({ ...each, count: counts.get(each.id) ?? null }))}
      />
      <FilterBar
        filters={FILTERS}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
        lead={
          <SegmentedControl
            aria-label="Channel"
            value={channel}
            onChange={(next) =>
              list.setFilters({ ...list.filters, channel: next === 'all' ? undefined : next })
            }
            data={[
              { value: 'all', label: 'All' },
              { value: 'email', label: 'E-mail' },
              { value: 'sms', label: 'Text' },
            ]}
          />
        }
      />
      <MessageList
        messages={messages}
        list={list}
        addresses={addresses}
        exportAs={() =>
          void exportList({
            path: '/v1/outbox',
            name: 'outbox',
            columns: messageColumns(null),
            filters: list.filters,
            sort: list.sort,
          })
        }
        empty={
          <EmptyState icon={IconSend} title="No message fits">
            E-mails and texts appear here as they are written, with what became of each. Clear a filter to see
            more.
          </EmptyState>
        }
      />
    </>
  );
}

const CHANNELS = [
  { channel: 'email', name: 'E-mails' },
  { channel: 'sms', name: 'Text messages' },
] as const;

/* The newest message of a channel says whether a provider is set for it. */
function Stopped({ messages }: { messages: readonly MessageRow[] }) {
  const stopped = CHANNELS.filter(
    ({ channel }) => messages.find((row) => row.channel === channel)?.state === 'stopped',
  );
  if (stopped.length === 0) return null;
  const names = stopped
    .map(({ name }) => name)
    .join(' and ')
    .replace('and Text', 'and text');
  return (
    <div style={{ marginBottom: 16 }}>
      <Notice icon={<IconInfoCircle size={18} stroke={1.75} />}>
        <b>{names} stop here.</b> No provider is set, so they stay on this page.
      </Notice>
    </div>
  );
}
