import type { Column } from '@connect/ui/data-table';
import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { amount, date, rate } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { Button } from '@mantine/core';
import { IconBuildingBank, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { plainCents } from '../../components/plain-cents.ts';
import { SearchField } from '../../components/search-field.tsx';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { BankLineForm } from './bank-line-form.tsx';
import styles from './lending.module.css';
import type { BankLineRow } from './types.ts';

const BY_NAME = { key: 'name', desc: false };
const SORTS = [
  { ...BY_NAME, label: 'Name' },
  { key: 'matures', desc: false, label: 'Earliest maturity first' },
];
const VIEWS: View[] = [
  {
    id: 'all',
    name: 'All',
    builtIn: true,
    state: { filters: {}, sort: BY_NAME, hidden: [], layout: 'table' },
  },
];

/** The bank lines, by name. */
export function BankLinesPage() {
  usePageTitle('Bank line');
  const can = useCan();
  const list = useSavedList({ key: 'bank-lines', views: VIEWS });
  const lines = useList('/v1/bank-lines', { filters: list.filters, sort: list.sort, withTotal: true });
  const [adding, setAdding] = useState(false);
  const add = can('write:bank-line') ? (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
      Add a bank line
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title="Bank line" actions={lines.items.length || list.filters.q ? add : null} />
      <SavedViews {...list.viewProps} />
      <FilterBar
        filters={[]}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
        lead={
          <SearchField
            label="Line or bank"
            value={list.filters.q}
            onChange={(q) => list.setFilters({ ...list.filters, q })}
          />
        }
      />
      <Panel flush>
        <DataTable
          label="Bank lines"
          columns={COLUMNS}
          rowKey={(line) => line.id}
          rowHref={(line) => `/bank-line/${line.id}`}
          {...tableProps(lines, list, 'The bank lines')}
          exportAs={() =>
            void exportList({
              path: '/v1/bank-lines',
              name: 'bank-lines',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState
              icon={IconBuildingBank}
              title={list.filters.q ? 'No bank line fits' : 'No bank line yet'}
              actions={list.filters.q ? null : add}
            >
              Loans are pledged to a bank line; its borrowing base says, dollar by dollar, what the bank lends
              on.
            </EmptyState>
          }
        />
      </Panel>
      {adding ? <BankLineForm onClose={() => setAdding(false)} /> : null}
    </>
  );
}

const COLUMNS: readonly Column<BankLineRow>[] = [
  {
    key: 'name',
    header: 'Bank line',
    sort: 'name',
    cell: (line) => (
      <span className={styles.key}>
        {line.name} <span className={styles.place}>{line.bankName}</span>
      </span>
    ),
    csv: (line) => line.name,
  },
  {
    key: 'commitment',
    header: 'Commitment',
    align: 'right',
    phone: true,
    cell: (line) => amount(line.commitmentCents),
    csv: (line) => plainCents(line.commitmentCents),
  },
  {
    key: 'outstanding',
    header: 'Outstanding',
    align: 'right',
    phone: true,
    cell: (line) => amount(line.outstandingCents),
    csv: (line) => plainCents(line.outstandingCents),
  },
  {
    key: 'advance',
    header: 'Advance rate',
    align: 'right',
    cell: (line) => rate(line.advanceRate),
    csv: (line) => line.advanceRate,
  },
  {
    key: 'loans',
    header: 'Loans pledged',
    align: 'right',
    cell: (line) => line.pledgedLoans,
    csv: (line) => line.pledgedLoans,
  },
  {
    key: 'matures',
    header: 'Matures',
    align: 'right',
    sort: 'matures',
    cell: (line) => date(line.maturesOn),
    csv: (line) => line.maturesOn,
  },
];
