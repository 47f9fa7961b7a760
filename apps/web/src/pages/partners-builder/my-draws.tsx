import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { bookDate, date, money } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { StatusTag } from '@connect/ui/status-tag';
import { Button, Menu, Modal } from '@mantine/core';
import { IconCash, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { LoanPicker } from '../../components/pickers.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { loanFilter } from '../../components/record-filters.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCounts } from '../../state/use-counts.ts';
import { type List, useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { RequestDraw, useOpenDraw } from '../servicing/request-draw.tsx';
import styles from '../servicing/servicing.module.css';
import type { DrawRow, LoanRow } from '../servicing/types.ts';
import { DRAWABLE, drawWords } from './words.ts';

const COLUMNS: readonly Column<DrawRow>[] = [
  {
    key: 'draw',
    header: 'Draw',
    cell: (draw) => (
      <span className={styles.key}>
        {draw.number ? `Draw ${draw.number}` : 'Draft'} <span className={styles.place}>{draw.address}</span>
      </span>
    ),
    csv: (draw) => `${draw.number ?? 'Draft'}, ${draw.address}`,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (draw) => <StatusTag kind="draw" state={draw.state} />,
    csv: (draw) => draw.state,
  },
  { key: 'next', header: 'What happens now', cell: (draw) => <span className="sub">{drawWords(draw)}</span> },
  {
    key: 'sent',
    header: 'Sent',
    align: 'right',
    sort: 'requestedAt',
    cell: (draw) => (draw.requestedAt ? date(bookDate(draw.requestedAt)) : '–'),
    csv: (draw) => draw.requestedAt,
  },
  {
    key: 'asked',
    header: 'Asked',
    align: 'right',
    phone: true,
    cell: (draw) => money(draw.requestedCents),
    csv: (draw) => plainCents(draw.requestedCents),
  },
  {
    key: 'paid',
    header: 'Approved',
    align: 'right',
    cell: (draw) => money(draw.proposedCents),
    csv: (draw) => plainCents(draw.proposedCents),
  },
];
const NEWEST = { key: 'createdAt', desc: true };
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'requestedAt', desc: false, label: 'Longest wait first' },
];
const view = (id: string, name: string, filters: View['state']['filters'] = {}): View => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort: NEWEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('all', 'All'),
  view('draft', 'Not sent yet', { state: 'draft' }),
  view('open', 'Under way', { open: 'true' }),
  view('paid', 'Paid', { state: 'paid' }),
];
const FILTERS: FilterDef[] = [
  loanFilter(),
  {
    key: 'state',
    label: 'State',
    kind: 'choice',
    pinned: true,
    options: [
      { value: 'draft', label: 'Not sent yet' },
      { value: 'requested,inspection_scheduled,inspection_complete,review', label: 'With us' },
      { value: 'held', label: 'On hold' },
      { value: 'approved', label: 'Approved' },
      { value: 'paid', label: 'Paid' },
      { value: 'rejected,withdrawn', label: 'Not approved or taken back' },
    ],
  },
];

/** The builder's own draws, newest first, and where the next one begins. */
export function MyDraws() {
  usePageTitle('My draws');
  const list = useSavedList({ key: 'my-draws', views: VIEWS });
  const draws = useList<DrawRow>('/v1/draws', { filters: list.filters, sort: list.sort, withTotal: true });
  const counts = useCounts('/v1/draws', list.views);
  const loans = useList<LoanRow>('/v1/loans', { filters: DRAWABLE_LOANS, limit: FEW });
  const narrowed = Object.values(list.filters).some(Boolean);
  return (
    <>
      <PageHeader title="My draws" actions={<NewRequest loans={loans} />} />
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
      />
      <Panel flush>
        <DataTable
          label="My draws"
          columns={COLUMNS}
          rowKey={(draw) => draw.id}
          rowHref={(draw) => `/draws/${draw.id}/request`}
          {...tableProps(draws, list, 'Your draws')}
          exportAs={() =>
            void exportList({
              path: '/v1/draws',
              name: 'my-draws',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconCash} title={narrowed ? 'No draw fits' : 'No draws yet'}>
              {narrowed
                ? 'Clear a filter to see more.'
                : loans.items.length
                  ? 'Ask for money as the work advances. What it waits for is shown here.'
                  : 'You can ask for a draw once your loan is recorded with the county.'}
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}

const DRAWABLE_LOANS = { state: DRAWABLE.join(',') };
/* So many stand in a menu; of more one is found by typing. */
const FEW = 8;

/** One loan: a button. Several: which one. */
function NewRequest({ loans }: { loans: Pick<List<LoanRow>, 'items' | 'hasMore'> }) {
  const { open, busy } = useOpenDraw();
  const [finding, setFinding] = useState(false);
  const [first, ...others] = loans.items;
  if (!first) return null;
  if (others.length === 0) return <RequestDraw loan={first} />;
  const icon = <IconPlus size={16} stroke={1.75} />;
  if (loans.hasMore)
    return (
      <>
        <Button loading={busy} leftSection={icon} onClick={() => setFinding(true)}>
          Request a draw
        </Button>
        <Modal opened={finding} onClose={() => setFinding(false)} title="Request a draw">
          <LoanPicker
            label="Of which loan"
            only={DRAWABLE_LOANS}
            value={null}
            onChange={(loan) => loan && void open(loan.id)}
            data-autofocus
          />
        </Modal>
      </>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button loading={busy} leftSection={icon}>
          Request a draw
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {loans.items.map((loan) => (
          <Menu.Item key={loan.id} onClick={() => void open(loan.id)}>
            {loan.address}, {loan.number}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
