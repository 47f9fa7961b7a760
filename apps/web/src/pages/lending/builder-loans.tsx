import type { Column } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef, type Filters } from '@connect/ui/filter-bar';
import { date, money, rate } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SkeletonBar, Waiting } from '@connect/ui/skeletons';
import { StatusTag } from '@connect/ui/status-tag';
import { IconFileDollar } from '@tabler/icons-react';
import { CardsFooter } from '../../components/cards-footer.tsx';
import { QueryError } from '../../components/loaded.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { SearchField } from '../../components/search-field.tsx';
import { useList } from '../../state/use-list.ts';
import { useListState } from '../../state/use-list-state.ts';
import { inPlainWords } from './builder-words.ts';
import styles from './lending.module.css';
import { CLOSING, RUNNING } from './loan-views.ts';
import type { LoanRow } from './types.ts';

const NEWEST = { key: 'createdAt', desc: true };
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'maturity', desc: false, label: 'Next due in full first' },
];
const FILTERS: FilterDef[] = [
  {
    key: 'state',
    label: 'State',
    kind: 'choice',
    pinned: true,
    options: [
      { value: CLOSING, label: 'Being prepared' },
      { value: RUNNING, label: 'Running' },
      { value: 'paid_off,released', label: 'Paid off' },
    ],
  },
];
const narrowed = (filters: Filters) => Object.values(filters).some(Boolean);

/* What the export writes of each card. */
const COLUMNS: readonly Column<LoanRow>[] = [
  { key: 'number', header: 'Loan', cell: (loan) => loan.number, csv: (loan) => loan.number },
  { key: 'address', header: 'Address', cell: (loan) => loan.address, csv: (loan) => loan.address },
  { key: 'state', header: 'State', cell: (loan) => loan.state, csv: (loan) => loan.state },
  {
    key: 'amount',
    header: 'Amount',
    cell: (loan) => money(loan.amountCents),
    csv: (loan) => plainCents(loan.amountCents),
  },
  {
    key: 'principal',
    header: 'Principal',
    cell: (loan) => money(loan.principalCents),
    csv: (loan) => plainCents(loan.principalCents),
  },
  { key: 'rate', header: 'Rate', cell: (loan) => rate(loan.rate), csv: (loan) => loan.rate },
  {
    key: 'matures',
    header: 'Due in full',
    cell: (loan) => date(loan.maturityDate),
    csv: (loan) => loan.maturityDate,
  },
];

/** A builder's own loans, each with what is owed and what it waits for. */
export function BuilderLoans() {
  const list = useListState({ key: 'my-loans', defaults: { sort: NEWEST } });
  const { filters } = list;
  const loans = useList('/v1/loans', { filters, sort: list.sort, withTotal: true });
  return (
    <>
      <PageHeader title="Your loans" />
      <FilterBar
        filters={FILTERS}
        values={filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
        lead={
          <SearchField
            label="Address or number"
            value={filters.q}
            onChange={(q) => list.setFilters({ ...filters, q })}
          />
        }
      />
      {loans.problem ? (
        <Panel flush>
          <QueryError problem={loans.problem} failed="Your loans could not be loaded" onRetry={loans.retry} />
        </Panel>
      ) : loans.items.length ? (
        <>
          <ul className={styles.stack} aria-label="Your loans">
            {loans.items.map((loan) => (
              <li key={loan.id}>
                <Tile loan={loan} />
              </li>
            ))}
          </ul>
          <CardsFooter list={loans} columns={COLUMNS} path="/v1/loans" name="my-loans" state={list} />
        </>
      ) : loans.loading ? (
        <Waiting>
          <ul className={styles.stack}>
            {[0, 1, 2].map((at) => (
              <li key={at} className={styles.tile}>
                <SkeletonBar width="42%" />
                <SkeletonBar width="68%" />
                <SkeletonBar width="84%" />
              </li>
            ))}
          </ul>
        </Waiting>
      ) : (
        <Panel flush>
          <EmptyState icon={IconFileDollar} title={narrowed(filters) ? 'No loan fits' : 'No loan yet'}>
            When a loan is prepared for you, it appears here with its terms, balance, statements and draws.
          </EmptyState>
        </Panel>
      )}
    </>
  );
}

function Tile({ loan }: { loan: LoanRow }) {
  return (
    <a className={styles.tile} href={`/loans/${loan.id}`}>
      <span className={styles.tileHead}>
        <b>{loan.address}</b>
        <StatusTag kind="loan" state={loan.state} />
      </span>
      <span className="sub">{inPlainWords(loan.state)}</span>
      <dl className={styles.tileFacts}>
        <div>
          <dt>Loan {loan.number}</dt>
          <dd>{money(loan.amountCents, { cents: false })}</dd>
        </div>
        <div>
          <dt>Principal you owe</dt>
          <dd>{money(loan.principalCents)}</dd>
        </div>
        <div>
          <dt>Rate</dt>
          <dd>{rate(loan.rate)}</dd>
        </div>
        <div>
          <dt>Due in full</dt>
          <dd>{date(loan.maturityDate)}</dd>
        </div>
      </dl>
    </a>
  );
}
