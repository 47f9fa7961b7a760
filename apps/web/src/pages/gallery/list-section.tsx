import { Board } from '@connect/ui/board';
import { type Column, DataTable } from '@connect/ui/data-table';
import { FilterBar, type Filters } from '@connect/ui/filter-bar';
import { money } from '@connect/ui/format';
import { Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Person } from '@connect/ui/person';
import { SavedViews, type ViewState } from '@connect/ui/saved-views';
import { Mark, StatusTag } from '@connect/ui/status-tag';
import { IconAlertTriangle, IconCircleX, IconClock, IconFlag } from '@tabler/icons-react';
import { useState } from 'react';

type Row = {
  id: string;
  address: string;
  area: string;
  stage: string;
  mark: React.ReactNode;
  waiting: string;
  askCents: number;
  source: string;
  owner: string | null;
};
const ROWS: Row[] = [
  {
    id: '1',
    address: '6801 35th Ave NE',
    area: 'Ravenna',
    stage: 'Lead',
    mark: (
      <Mark icon={IconCircleX} tone="hold">
        Not answered
      </Mark>
    ),
    waiting: '47 min',
    askCents: 64000000,
    source: 'Sample Realty',
    owner: null,
  },
  {
    id: '2',
    address: '5009 Roosevelt Way NE',
    area: 'University',
    stage: 'Feasibility',
    mark: (
      <Mark icon={IconAlertTriangle} tone="look">
        Title late
      </Mark>
    ),
    waiting: '2 d',
    askCents: 91000000,
    source: 'Sample Realty',
    owner: 'Ada Acquisitions',
  },
  {
    id: '3',
    address: '1501 N 45th St',
    area: 'Wallingford',
    stage: 'Feasibility',
    mark: (
      <Mark icon={IconFlag} tone="move">
        Ready to decide
      </Mark>
    ),
    waiting: '1 d',
    askCents: 87500000,
    source: 'Sample Homes',
    owner: 'Ada Acquisitions',
  },
  {
    id: '4',
    address: '425 Harvard Ave E',
    area: 'Capitol Hill',
    stage: 'Go',
    mark: <StatusTag kind="permit" state="approved" label="Permit approved" />,
    waiting: '1 d',
    askCents: 195000000,
    source: 'Sample Homes',
    owner: 'Ed Entitlement',
  },
];
const COLUMNS: Column<Row>[] = [
  {
    key: 'address',
    header: 'Address',
    sort: 'address',
    cell: (row) => (
      <>
        {row.address}{' '}
        <span className="muted" style={{ fontWeight: 400 }}>
          {row.area}
        </span>
      </>
    ),
    csv: (row) => row.address,
  },
  { key: 'stage', header: 'Stage', sort: 'stage', cell: (row) => row.stage, csv: (row) => row.stage },
  { key: 'state', header: 'State', cell: (row) => row.mark, phone: true },
  {
    key: 'waiting',
    header: 'Waiting',
    sort: 'waiting',
    align: 'right',
    cell: (row) => row.waiting,
    phone: true,
  },
  {
    key: 'ask',
    header: 'Ask or loan',
    align: 'right',
    cell: (row) => money(row.askCents, { cents: false }),
    csv: (row) => row.askCents / 100,
    total: '$4,375,000',
  },
  { key: 'source', header: 'Source', cell: (row) => <span className="sub">{row.source}</span> },
  { key: 'owner', header: 'Owner', cell: (row) => <Person name={row.owner} /> },
];

/** Views, filters, table and board. */
export function ListSection() {
  const [filters, setFilters] = useState<Filters>({ market: 'seattle' });
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [sort, setSort] = useState({ key: 'stage', desc: true });
  const [hidden, setHidden] = useState<string[]>([]);
  const [view, setView] = useState('all');
  const state: ViewState = { filters, sort, hidden, layout: 'table' };
  const base: ViewState = { filters: {}, sort, hidden: [], layout: 'table' };
  return (
    <div>
      <SavedViews
        views={[
          { id: 'all', name: 'All open', builtIn: true, count: 60, state: base },
          { id: 'now', name: 'Answer now', builtIn: true, count: 3, urgent: true, state: base },
          { id: 'mine', name: 'My own', count: 14, state: base },
        ]}
        currentId={view}
        state={state}
        onSelect={(next) => setView(next.id)}
        onSave={() => undefined}
        onRename={() => undefined}
        onRemove={() => undefined}
      />
      <FilterBar
        filters={[
          {
            key: 'market',
            label: 'Market',
            kind: 'choice',
            pinned: true,
            options: [
              { value: 'seattle', label: 'Seattle' },
              { value: 'phoenix', label: 'Phoenix' },
            ],
          },
          {
            key: 'owner',
            label: 'Owner',
            kind: 'choice',
            any: 'Anyone',
            pinned: true,
            options: [{ value: 'ada', label: 'Ada Acquisitions' }],
          },
          { key: 'since', label: 'Since', kind: 'date' },
          { key: 'q', label: 'Words', kind: 'text' },
        ]}
        values={filters}
        onChange={setFilters}
        sorts={[
          { key: 'stage', desc: true, label: 'Stage, then longest wait' },
          { key: 'waiting', desc: true, label: 'Longest wait first' },
        ]}
        sort={sort}
        onSort={setSort}
      />
      <Stacked>
        <Panel flush>
          <DataTable
            label="Pipeline"
            columns={COLUMNS}
            rows={ROWS}
            rowKey={(row) => row.id}
            rowHref={(row) => `#${row.id}`}
            selected={selected}
            onSelect={setSelected}
            sort={sort}
            onSort={setSort}
            hidden={hidden}
            onHidden={setHidden}
            exportAs="pipeline"
            total={60}
            hasMore
            onMore={() => undefined}
          />
        </Panel>
        <Panel title="Payment files" flush aside="Loading">
          <DataTable
            label="Loading rows"
            columns={COLUMNS}
            rows={[]}
            rowKey={(row) => row.id}
            loading
            skeletonRows={3}
          />
        </Panel>
        <Board
          label="Pipeline by stage"
          columns={['Lead', 'Feasibility', 'Go', 'Funded', 'Servicing'].map((title, at) => ({
            key: title,
            title,
            count: 8,
            note: at === 0 ? 'Answer within 20 min, 3 waiting' : 'Median 31 days, 5 to decide',
            onMore: () => undefined,
            cards: ROWS.slice(0, at === 3 ? 1 : 3).map((row) => ({
              id: `${title}${row.id}`,
              href: `#${row.id}`,
              title: row.address,
              place: row.area,
              amount: money(row.askCents, { cents: false }),
              line:
                at === 0 ? (
                  <Mark icon={IconClock} tone="hold">
                    47 min
                  </Mark>
                ) : (
                  row.mark
                ),
              person: row.owner,
            })),
          }))}
        />
      </Stacked>
    </div>
  );
}
