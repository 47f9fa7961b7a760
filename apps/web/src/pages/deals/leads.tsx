import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { moment, money } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Person } from '@connect/ui/person';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { Button } from '@mantine/core';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan, useUser } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { AgentLeads } from '../partners-agent/agent-leads.tsx';
import { MARKETS, SOURCES, sourceName } from './deal-views.ts';
import styles from './deals.module.css';
import { LeadActions } from './lead-actions.tsx';
import { cents } from './pipeline-table.tsx';
import { AnswerClock, SignalMark } from './signal.tsx';
import type { Deal } from './types.ts';

const VIEWS: View[] = (
  [
    ['answer', 'Not answered', { waits: 'answer' }],
    ['answered', 'Answered', { waits: 'answered' }],
    ['all', 'All leads', {}],
  ] as const
).map(([id, name, filters]) => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort: { key: 'stageSince', desc: false }, hidden: [], layout: 'table' },
}));

/** The queue of leads with the clock of each; an agent sees the own ones in plain words. */
export function LeadsPage() {
  usePageTitle('Leads');
  const { role } = useUser();
  return role === 'agent' ? <AgentLeads /> : <LeadQueue />;
}

const COLUMNS: readonly Column<Deal>[] = [
  {
    key: 'address',
    header: 'Address',
    sort: 'address',
    cell: (deal) => (
      <span className={styles.key}>
        {deal.address} <span className={styles.place}>{deal.neighborhood ?? deal.city}</span>
      </span>
    ),
    csv: (deal) => deal.address,
  },
  {
    key: 'waiting',
    header: 'Waiting',
    phone: true,
    cell: (deal) =>
      deal.answeredAt ? <SignalMark signal={deal.signal} /> : <AnswerClock since={deal.createdAt} />,
    csv: (deal) => deal.answeredAt,
  },
  {
    key: 'ask',
    header: 'Ask',
    align: 'right',
    cell: (deal) => money(deal.askCents, { cents: false }),
    csv: (deal) => cents(deal.askCents),
  },
  { key: 'source', header: 'Source', cell: sourceName, csv: sourceName },
  {
    key: 'createdAt',
    header: 'Came in',
    sort: 'createdAt',
    cell: (deal) => moment(deal.createdAt),
    csv: (deal) => deal.createdAt,
  },
  {
    key: 'owner',
    header: 'Owner',
    cell: (deal) => <Person name={deal.ownerName} />,
    csv: (deal) => deal.ownerName,
  },
];

function LeadQueue() {
  const can = useCan();
  const list = useSavedList({ key: 'leads', views: VIEWS });
  const filters = { stage: 'lead', ...list.filters };
  const leads = useList<Deal>('/v1/reports/deals', { filters, sort: list.sort, withTotal: true });
  const columns: readonly Column<Deal>[] = can('write:projects')
    ? [
        ...COLUMNS,
        { key: 'acts', header: '', phone: true, align: 'right', cell: (deal) => <LeadActions lead={deal} /> },
      ]
    : COLUMNS;
  return (
    <>
      <PageHeader
        title="Leads"
        actions={
          can('submit:leads') ? (
            <Button component="a" href="/leads/new" leftSection={<IconPlus size={16} stroke={1.75} />}>
              New lead
            </Button>
          ) : null
        }
      />
      <SavedViews {...list.viewProps} />
      <FilterBar
        filters={[
          { key: 'market', label: 'Market', kind: 'choice', options: MARKETS, pinned: true },
          { key: 'source', label: 'Source', kind: 'choice', options: SOURCES, pinned: true },
          { key: 'q', label: 'Address', kind: 'text' },
        ]}
        values={list.filters}
        onChange={list.setFilters}
        sorts={[
          { key: 'stageSince', desc: false, label: 'Longest wait first' },
          { key: 'createdAt', desc: true, label: 'Newest first' },
          { key: 'address', desc: false, label: 'Address' },
        ]}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Leads"
          columns={columns}
          rowKey={(deal) => deal.id}
          rowHref={(deal) => `/projects/${deal.id}`}
          {...tableProps(leads, list, 'Leads')}
          exportAs={() =>
            void exportList({
              path: '/v1/reports/deals',
              name: 'leads',
              columns: COLUMNS,
              filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState
              icon={IconBolt}
              title={list.filters.waits === 'answer' ? 'Every lead is answered' : 'No leads'}
            >
              Leads of agents and of the web form appear here with their clock. An answer is due within 20
              minutes.
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}
