import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { amount, bookDate, date } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { Button } from '@mantine/core';
import { IconChartHistogram, IconPlus } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { plainCents } from '../../components/plain-cents.ts';
import { projectFilter } from '../../components/record-filters.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { share } from '../deals/share.ts';
import styles from './feasibility.module.css';
import type { ProformaRow } from './types.ts';

const NEWEST = { key: 'savedAt', desc: true };
const SORTS = [
  { ...NEWEST, label: 'Last saved first' },
  { key: 'returnOnCost', desc: true, label: 'Highest return on cost first' },
];
const VIEWS: View[] = [
  {
    id: 'all',
    name: 'All',
    builtIn: true,
    state: { filters: {}, sort: NEWEST, hidden: [], layout: 'table' },
  },
];

export const PROFORMA_FIGURES: readonly Column<ProformaRow>[] = [
  {
    key: 'cost',
    header: 'Total cost',
    align: 'right',
    cell: (row) => amount(row.totalCostCents),
    csv: (row) => plainCents(row.totalCostCents),
  },
  {
    key: 'price',
    header: 'Sales price',
    align: 'right',
    cell: (row) => amount(row.salesPriceCents),
    csv: (row) => plainCents(row.salesPriceCents),
  },
  {
    key: 'profit',
    header: 'Profit',
    align: 'right',
    cell: (row) => amount(row.profitCents),
    csv: (row) => plainCents(row.profitCents),
  },
  {
    key: 'roi',
    header: 'Return on cost',
    align: 'right',
    phone: true,
    sort: 'returnOnCost',
    cell: (row) => share(row.returnOnCost),
    csv: (row) => row.returnOnCost,
  },
  { key: 'irr', header: 'IRR', align: 'right', cell: (row) => share(row.irr), csv: (row) => row.irr },
  {
    key: 'score',
    header: 'Score',
    align: 'right',
    phone: true,
    cell: (row) => row.viabilityScore,
    csv: (row) => row.viabilityScore,
  },
];
const COLUMNS: readonly Column<ProformaRow>[] = [
  {
    key: 'project',
    header: 'Project',
    cell: (row) => (
      <span className={styles.key}>
        {row.projectAddress} <span className={styles.place}>{row.name}</span>
      </span>
    ),
    csv: (row) => `${row.projectAddress}, ${row.name}`,
  },
  {
    key: 'version',
    header: 'Version',
    align: 'right',
    cell: (row) => row.latestVersion,
    csv: (row) => row.latestVersion,
  },
  ...PROFORMA_FIGURES,
  { key: 'by', header: 'Saved by', cell: (row) => row.savedByName, csv: (row) => row.savedByName },
  {
    key: 'saved',
    header: 'Saved',
    align: 'right',
    sort: 'savedAt',
    cell: (row) => date(bookDate(row.savedAt)),
    csv: (row) => bookDate(row.savedAt),
  },
];

/** Every proforma with its key figures. */
export function ProformasPage() {
  usePageTitle('Proformas');
  const can = useCan();
  const list = useSavedList({ key: 'proformas', defaults: { sort: NEWEST }, views: VIEWS });
  const proformas = useList('/v1/proformas', { filters: list.filters, sort: list.sort, withTotal: true });
  return (
    <>
      <PageHeader
        title="Proformas"
        actions={
          can('write:proformas') ? (
            <Button component="a" href="/proformas/new" leftSection={<IconPlus size={16} stroke={1.75} />}>
              New proforma
            </Button>
          ) : null
        }
      />
      <SavedViews {...list.viewProps} />
      <FilterBar
        filters={[projectFilter({ pinned: true })]}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Proformas"
          columns={COLUMNS}
          rowKey={(row) => row.id}
          rowHref={(row) => `/proformas/${row.id}`}
          {...tableProps(proformas, list, 'Proformas')}
          exportAs={() =>
            void exportList({
              path: '/v1/proformas',
              name: 'proformas',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconChartHistogram} title="No proforma yet">
              A proforma says whether a deal pays. Save one for a project to see it here.
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}
