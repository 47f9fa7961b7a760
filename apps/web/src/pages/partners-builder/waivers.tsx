import type { Column } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { money, words } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { statusOf } from '@connect/ui/status';
import { Mark } from '@connect/ui/status-tag';
import { Button, FileButton, SegmentedControl } from '@mantine/core';
import { IconFileDescription, IconUpload } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { CardsFooter } from '../../components/cards-footer.tsx';
import { QueryError } from '../../components/loaded.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { loanFilter } from '../../components/record-filters.ts';
import { SearchField } from '../../components/search-field.tsx';
import { useList } from '../../state/use-list.ts';
import { useListState } from '../../state/use-list-state.ts';
import type { Waiver } from '../servicing/types.ts';
import { PAPER_FILES, useReceiveWaiver } from '../servicing/waiver-acts.tsx';
import styles from './draw-form.module.css';
import { useAskPayee } from './use-ask-payee.ts';

const OPEN = 'required,requested';
const NEWEST = { key: 'createdAt', desc: true };
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'amount', desc: true, label: 'Largest first' },
];
const titleOf = (waiver: Waiver) =>
  `${words(waiver.form)} waiver, ${waiver.forDrawNumber ? `draw ${waiver.forDrawNumber}` : 'next draw'}`;

/* What the export writes of each card. */
const COLUMNS: readonly Column<Waiver>[] = [
  { key: 'payee', header: 'Payee', cell: (row) => row.payeeName, csv: (row) => row.payeeName },
  { key: 'waiver', header: 'Waiver', cell: titleOf, csv: titleOf },
  { key: 'address', header: 'Address', cell: (row) => row.address, csv: (row) => row.address },
  { key: 'loan', header: 'Loan', cell: (row) => row.loanNumber, csv: (row) => row.loanNumber },
  {
    key: 'amount',
    header: 'Amount',
    cell: (row) => money(row.amountCents),
    csv: (row) => plainCents(row.amountCents),
  },
  { key: 'state', header: 'State', cell: (row) => row.state, csv: (row) => row.state },
];

/** Every lien waiver the builder's draws wait for, over all loans: upload the signed form, or have the payee asked. */
export function WaiversPage() {
  usePageTitle('Lien waivers');
  const list = useListState({ key: 'waivers', defaults: { filters: { state: OPEN }, sort: NEWEST } });
  const { filters } = list;
  const waivers = useList('/v1/lien-waivers', { filters, sort: list.sort, withTotal: true });
  const missing = filters.state === OPEN;
  return (
    <>
      <PageHeader title="Lien waivers" />
      <FilterBar
        filters={[loanFilter()]}
        values={filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
        lead={
          <>
            <SegmentedControl
              aria-label="Which waivers"
              value={missing ? 'open' : 'all'}
              onChange={(value) =>
                list.setFilters({ ...filters, state: value === 'open' ? OPEN : undefined })
              }
              data={[
                { value: 'open', label: 'Missing' },
                { value: 'all', label: 'All' },
              ]}
            />
            <SearchField
              label="Payee or address"
              value={filters.q}
              onChange={(q) => list.setFilters({ ...filters, q })}
            />
          </>
        }
      />
      <Panel flush>
        {waivers.problem ? <QueryError problem={waivers.problem} onRetry={waivers.retry} /> : null}
        {waivers.loading ? (
          <div className={styles.line}>
            <LinesSkeleton />
          </div>
        ) : null}
        {waivers.items.length ? (
          <>
            <ul className={styles.rows}>
              {waivers.items.map((waiver) => (
                <Row key={waiver.id} waiver={waiver} />
              ))}
            </ul>
            <CardsFooter
              list={waivers}
              columns={COLUMNS}
              path="/v1/lien-waivers"
              name="waivers"
              state={list}
            />
          </>
        ) : waivers.loading || waivers.problem ? null : (
          <EmptyState
            icon={IconFileDescription}
            title={
              filters.q || filters.loanId
                ? 'No waiver fits'
                : missing
                  ? 'No waiver is missing'
                  : 'No waivers yet'
            }
          >
            With each draw, payees promise to waive their lien once paid, and waive it for what was paid
            before. What is missing appears here.
          </EmptyState>
        )}
      </Panel>
    </>
  );
}

function Row({ waiver }: { waiver: Waiver }) {
  const { receive, busy } = useReceiveWaiver(waiver.drawId);
  const asker = useAskPayee();
  const { icon, word, tone } = statusOf('waiver', waiver.state);
  const open = OPEN.split(',').includes(waiver.state);
  const title = titleOf(waiver);
  return (
    <li>
      <span className={styles.rowText}>
        <b>{waiver.payeeName}</b>
        <span className="label">
          {title}. {waiver.address}. {money(waiver.amountCents)}
        </span>
        {waiver.reason && open ? (
          <span className={`label ${styles.warn}`}>Came back: {waiver.reason}</span>
        ) : null}
      </span>
      <Mark icon={icon} tone={tone === 'hold' ? 'look' : tone}>
        {word}
      </Mark>
      {open ? (
        <span className={styles.chips}>
          <Button
            variant="default"
            loading={asker.busy}
            aria-label={`${waiver.askedAt ? 'Remind' : 'Ask to sign'}: ${title}, ${waiver.payeeName}`}
            onClick={() => void asker.ask([waiver.id])}
          >
            {waiver.askedAt ? 'Remind' : 'Ask to sign'}
          </Button>
          <FileButton accept={PAPER_FILES} onChange={(file) => file && void receive(waiver.id, file)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                loading={busy}
                aria-label={`Upload: ${title}, ${waiver.payeeName}`}
                leftSection={<IconUpload size={16} stroke={1.75} />}
              >
                Upload
              </Button>
            )}
          </FileButton>
        </span>
      ) : null}
    </li>
  );
}
