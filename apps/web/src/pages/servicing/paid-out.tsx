import { FilterBar } from '@connect/ui/filter-bar';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { loanFilter } from '../../components/record-filters.ts';
import { exportList } from '../../state/export-list.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { DISBURSEMENT_COLUMNS, DisbursementTable } from './disbursement-table.tsx';
import { PaymentsFrame } from './payments-frame.tsx';
import type { Disbursement } from './types.ts';

const NEWEST = { key: 'createdAt', desc: true };
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'payee', desc: false, label: 'Payee' },
  { key: 'amount', desc: true, label: 'Largest first' },
];
const view = (id: string, name: string, state?: string): View => ({
  id,
  name,
  builtIn: true,
  state: { filters: state ? { state } : {}, sort: NEWEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('all', 'All'),
  view('prepared', 'Prepared', 'prepared'),
  view('exported', 'With the bank', 'exported'),
  view('returned', 'Returned', 'returned'),
];

/** Every payment to a payee, whatever way it went. */
export function PaidOutPage() {
  const list = useSavedList({ key: 'disbursements', views: VIEWS });
  const counts = useCounts('/v1/disbursements', list.views);
  const payments = useList<Disbursement>('/v1/disbursements', {
    filters: list.filters,
    sort: list.sort,
    withTotal: true,
  });
  return (
    <PaymentsFrame tab="out" title="Payments to payees">
      <SavedViews
        {...list.viewProps}
        views={list.views.map((each) => ({ ...each, count: counts.get(each.id) ?? null }))}
      />
      <FilterBar
        filters={[
          loanFilter(),
          {
            key: 'method',
            label: 'Paid by',
            kind: 'choice',
            pinned: true,
            options: [
              { value: 'ach', label: 'ACH' },
              { value: 'wire', label: 'Wire' },
              { value: 'check', label: 'Check' },
            ],
          },
          {
            key: 'state',
            label: 'State',
            kind: 'choice',
            pinned: true,
            options: [
              { value: 'prepared', label: 'Prepared' },
              { value: 'exported', label: 'With the bank' },
              { value: 'confirmed', label: 'Confirmed' },
              { value: 'returned', label: 'Returned' },
              { value: 'cancelled', label: 'Cancelled' },
            ],
          },
        ]}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DisbursementTable
          label="Payments to payees"
          payments={payments}
          list={list}
          exportAs={() =>
            void exportList({
              path: '/v1/disbursements',
              name: 'disbursements',
              columns: DISBURSEMENT_COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
        />
      </Panel>
    </PaymentsFrame>
  );
}
