import { addMonth, monthName } from '@connect/domain/month';
import { FilterBar } from '@connect/ui/filter-bar';
import { bookDate } from '@connect/ui/format';
import { PageHeader, PageTabs } from '@connect/ui/page';
import { SavedViews } from '@connect/ui/saved-views';
import { usePageTitle } from '../../app/page-title.ts';
import { loanFilter } from '../../components/record-filters.ts';
import { useCan } from '../../state/session.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import styles from './servicing.module.css';
import { StatementsPanel } from './statements-panel.tsx';

const LATEST = { key: 'period', desc: true };
const SORTS = [
  { ...LATEST, label: 'Latest month first' },
  { key: 'period', desc: false, label: 'Earliest month first' },
];
const VIEWS = [
  {
    id: 'all',
    name: 'All',
    builtIn: true,
    state: { filters: {}, sort: LATEST, hidden: [], layout: 'table' },
  },
];

/** Statements and payoff quotes: what borrowers were told they owe. */
export function StatementsTabs({ current }: { current: 'statements' | 'quotes' }) {
  return (
    <div className={styles.tabs}>
      <PageTabs
        label="Papers for borrowers"
        current={current}
        tabs={[
          { key: 'statements', label: 'Statements', href: '/statements' },
          { key: 'quotes', label: 'Payoff quotes', href: '/payoff-quotes' },
        ]}
      />
    </div>
  );
}

/** Every statement, latest month first; a borrower sees the own ones. */
export function StatementsPage() {
  usePageTitle('Statements');
  const can = useCan();
  const list = useSavedList({ key: 'statements', views: VIEWS });
  const now = bookDate(new Date()).slice(0, 7);
  return (
    <>
      <PageHeader title="Statements" />
      <StatementsTabs current="statements" />
      {can('read:postings') ? <SavedViews {...list.viewProps} /> : null}
      <FilterBar
        filters={[
          {
            key: 'period',
            label: 'Month',
            kind: 'choice',
            pinned: true,
            options: Array.from({ length: 18 }, (_, at) => addMonth(now, -1 - at)).map((value) => ({
              value,
              label: monthName(value),
            })),
          },
          loanFilter(),
        ]}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <StatementsPanel list={list} filters={list.filters} />
    </>
  );
}
