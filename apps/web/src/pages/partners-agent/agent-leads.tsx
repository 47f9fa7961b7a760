import type { Column } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { bookDate, date, money } from '@connect/ui/format';
import { LinkRows, PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { CardsFooter } from '../../components/cards-footer.tsx';
import { QueryError } from '../../components/loaded.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { SearchField } from '../../components/search-field.tsx';
import { type List, useList } from '../../state/use-list.ts';
import { useListState } from '../../state/use-list-state.ts';
import type { ProjectRow } from '../deals/types.ts';

/** How far a lead has come, as an agent would say it. */
export function stageWords(row: Pick<ProjectRow, 'stage' | 'ownerName' | 'answeredAt'>): string {
  switch (row.stage) {
    case 'lead':
      return row.answeredAt
        ? `${row.ownerName ?? 'Somebody'} has it and will call you.`
        : 'We have it. Somebody answers within 20 minutes.';
    case 'feasibility':
      return 'We are looking into it: survey, title and trees.';
    case 'go':
      return 'We are going ahead. Permits are under way.';
    case 'funded':
    case 'servicing':
      return 'It is being built.';
    case 'closed':
      return 'It is built and closed.';
    case 'pass':
      return 'We passed on it.';
    default:
      return 'It was withdrawn.';
  }
}

const NEWEST = { key: 'createdAt', desc: true };
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'address', desc: false, label: 'Address' },
];
const FILTERS: FilterDef[] = [
  {
    key: 'stage',
    label: 'Where it stands',
    kind: 'choice',
    pinned: true,
    options: [
      { value: 'lead,feasibility', label: 'We are looking into it' },
      { value: 'go,funded,servicing', label: 'Going ahead' },
      { value: 'closed', label: 'Built and closed' },
      { value: 'pass,withdrawn', label: 'Passed or withdrawn' },
    ],
  },
];
/* What the export writes of each lead. */
const COLUMNS: readonly Column<ProjectRow>[] = [
  { key: 'address', header: 'Address', cell: (row) => row.address, csv: (row) => row.address },
  { key: 'city', header: 'City', cell: (row) => row.city, csv: (row) => row.city },
  { key: 'stage', header: 'Stage', cell: (row) => row.stage, csv: (row) => row.stage },
  {
    key: 'ask',
    header: 'Ask',
    cell: (row) => money(row.askCents),
    csv: (row) => plainCents(row.askCents),
  },
  {
    key: 'sent',
    header: 'Sent',
    cell: (row) => date(bookDate(row.createdAt)),
    csv: (row) => bookDate(row.createdAt),
  },
];

/** An agent's own leads, newest first, each with its stage in plain words. */
export function AgentLeads() {
  const list = useListState({ key: 'my-leads', defaults: { sort: NEWEST } });
  const { filters } = list;
  const leads = useList<ProjectRow>('/v1/projects', { filters, sort: list.sort, withTotal: true });
  return (
    <>
      <PageHeader title="My leads" actions={<SubmitButton />} />
      <FilterBar
        filters={FILTERS}
        values={filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
        lead={
          <SearchField
            label="Address"
            value={filters.q}
            onChange={(q) => list.setFilters({ ...filters, q })}
          />
        }
      />
      <Panel flush>
        <LeadRows leads={leads} narrowed={Boolean(filters.q || filters.stage)} />
        {leads.items.length ? (
          <CardsFooter list={leads} columns={COLUMNS} path="/v1/projects" name="my-leads" state={list} />
        ) : null}
      </Panel>
    </>
  );
}

export const SubmitButton = () => (
  <Button component="a" href="/leads/new" leftSection={<IconPlus size={16} stroke={1.75} />}>
    Submit a lead
  </Button>
);

/** The newest few leads as a panel, for the home page. */
export function LeadPanel({ most }: { most: number }) {
  const leads = useList<ProjectRow>('/v1/projects', { sort: NEWEST, limit: most, withTotal: true });
  const more = (leads.total ?? 0) > leads.items.length;
  return (
    <Panel title="My leads" aside={more ? <a href="/leads">All {leads.total}</a> : null} flush>
      <LeadRows leads={leads} />
    </Panel>
  );
}

function LeadRows({ leads, narrowed }: { leads: List<ProjectRow>; narrowed?: boolean }) {
  if (leads.problem)
    return (
      <QueryError problem={leads.problem} failed="Your leads could not be loaded" onRetry={leads.retry} />
    );
  if (leads.loading) return <LinesSkeleton />;
  if (leads.items.length === 0)
    return narrowed ? (
      <EmptyState icon={IconBolt} title="No lead fits">
        Clear a filter to see more.
      </EmptyState>
    ) : (
      <EmptyState icon={IconBolt} title="No leads yet" actions={<SubmitButton />}>
        A lead is an address and a price. We answer within 20 minutes, seven days a week, and you follow here
        what becomes of it.
      </EmptyState>
    );
  return (
    <LinkRows
      items={leads.items.map((row) => ({
        id: row.id,
        href: `/projects/${row.id}`,
        title: row.address,
        note: `${stageWords(row)} Sent ${date(bookDate(row.createdAt))}.`,
        end: <StatusTag kind="project" state={row.stage} />,
      }))}
    />
  );
}
