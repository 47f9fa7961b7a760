import type { Column } from '@connect/ui/data-table';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { bookDate, date, money } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { CardsFooter } from '../../components/cards-footer.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { SearchField } from '../../components/search-field.tsx';
import { useList } from '../../state/use-list.ts';
import { useListState } from '../../state/use-list-state.ts';
import type { ProjectRow } from '../deals/types.ts';
import { LeadRows, NEWEST, SubmitButton } from './lead-panel.tsx';

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
