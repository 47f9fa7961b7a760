import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { money } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { Button } from '@mantine/core';
import { IconHomeStar, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { plainCents } from '../../components/plain-cents.ts';
import { SearchField } from '../../components/search-field.tsx';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import styles from './entitlement.module.css';
import type { Plan } from './types.ts';

const PlanForm = lazy(() => import('./plan-form.tsx').then((m) => ({ default: m.PlanForm })));

const NUMBER = { key: 'number', desc: false };
const VIEWS: View[] = [
  {
    id: 'all',
    name: 'All',
    builtIn: true,
    state: { filters: {}, sort: NUMBER, hidden: [], layout: 'table' },
  },
  {
    id: 'narrow',
    name: 'Narrow lots',
    builtIn: true,
    state: { filters: { maxWidthFeet: '20' }, sort: NUMBER, hidden: [], layout: 'table' },
  },
];
const numbers = (values: readonly number[], word = '') =>
  values.map((n) => ({ value: String(n), label: `${n.toLocaleString('en-US')}${word}` }));
const SIZES = [1000, 1250, 1500, 1750, 2000, 2250, 2500, 3000, 3500];
const FILTERS: FilterDef[] = [
  {
    key: 'maxWidthFeet',
    label: 'Width up to',
    kind: 'choice',
    pinned: true,
    options: numbers([15, 20, 25, 30, 35, 40], ' ft'),
  },
  { key: 'bedrooms', label: 'Bedrooms', kind: 'choice', pinned: true, options: numbers([1, 2, 3, 4, 5, 6]) },
  { key: 'stories', label: 'Stories', kind: 'choice', pinned: true, options: numbers([1, 2, 3, 4]) },
  { key: 'minSquareFeet', label: 'At least', kind: 'choice', options: numbers(SIZES, ' sq ft') },
  { key: 'maxSquareFeet', label: 'At most', kind: 'choice', options: numbers(SIZES, ' sq ft') },
];
const SORTS = [
  { ...NUMBER, label: 'By number' },
  { key: 'heatedSquareFeet', desc: false, label: 'Smallest first' },
  { key: 'widthFeet', desc: false, label: 'Narrowest first' },
  { key: 'createdAt', desc: true, label: 'Newest first' },
];

const COLUMNS: readonly Column<Plan>[] = [
  {
    key: 'number',
    header: 'Plan',
    sort: 'number',
    cell: (plan) => (
      <span className={styles.key}>
        {plan.number} <span className={styles.place}>{plan.name}</span>
      </span>
    ),
    csv: (plan) => `${plan.number} ${plan.name}`,
  },
  {
    key: 'size',
    header: 'Heated sq ft',
    align: 'right',
    sort: 'heatedSquareFeet',
    phone: true,
    cell: (plan) => plan.heatedSquareFeet.toLocaleString('en-US'),
    csv: (plan) => plan.heatedSquareFeet,
  },
  {
    key: 'stories',
    header: 'Stories',
    align: 'right',
    cell: (plan) => plan.stories,
    csv: (plan) => plan.stories,
  },
  {
    key: 'bedrooms',
    header: 'Bedrooms',
    align: 'right',
    cell: (plan) => plan.bedrooms,
    csv: (plan) => plan.bedrooms,
  },
  {
    key: 'bathrooms',
    header: 'Baths',
    align: 'right',
    cell: (plan) => plan.bathrooms.toFixed(1),
    csv: (plan) => plan.bathrooms,
  },
  {
    key: 'width',
    header: 'Width, ft',
    align: 'right',
    sort: 'widthFeet',
    phone: true,
    cell: (plan) => plan.widthFeet.toFixed(1),
    csv: (plan) => plan.widthFeet,
  },
  {
    key: 'depth',
    header: 'Depth, ft',
    align: 'right',
    cell: (plan) => plan.depthFeet.toFixed(1),
    csv: (plan) => plan.depthFeet,
  },
  {
    key: 'architect',
    header: 'Architect',
    cell: (plan) => plan.architect ?? '–',
    csv: (plan) => plan.architect,
  },
  {
    key: 'cost',
    header: 'Hard cost',
    align: 'right',
    cell: (plan) => money(plan.hardCostCents, { sign: false, cents: false }),
    csv: (plan) => plainCents(plan.hardCostCents),
  },
];

/** The library of plan sets. */
export function PlansPage() {
  usePageTitle('Plans');
  const can = useCan();
  const list = useSavedList({ key: 'plans', defaults: { sort: NUMBER }, views: VIEWS });
  const plans = useList('/v1/plans', { filters: list.filters, sort: list.sort, withTotal: true });
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        title="Plans"
        actions={
          can('write:plans') ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
              Add a plan
            </Button>
          ) : null
        }
      />
      <SavedViews {...list.viewProps} />
      <FilterBar
        filters={FILTERS}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
        lead={
          <SearchField
            label="Number, name or architect"
            value={list.filters.q}
            onChange={(q) => list.setFilters({ ...list.filters, q })}
          />
        }
      />
      <Panel flush>
        <DataTable
          label="Plans"
          columns={COLUMNS}
          rowKey={(plan) => plan.id}
          rowHref={(plan) => `/plans/${plan.id}`}
          {...tableProps(plans, list, 'Plans')}
          exportAs={() =>
            void exportList({
              path: '/v1/plans',
              name: 'plans',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconHomeStar} title="No plan fits">
              House plans that we may build appear here. Clear a filter to see more.
            </EmptyState>
          }
        />
      </Panel>
      <Suspense>{adding ? <PlanForm plan={null} onClose={() => setAdding(false)} /> : null}</Suspense>
    </>
  );
}
