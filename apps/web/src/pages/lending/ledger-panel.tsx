import type { Column } from '@connect/ui/data-table';
import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { amount, bookDate, date, moment } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { addDays } from '@connect/ui/parse';
import { Mark } from '@connect/ui/status-tag';
import { Button, Select } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBook,
  IconChevronRight,
  IconDownload,
  IconHistory,
  IconScale,
} from '@tabler/icons-react';
import { useState } from 'react';
import { plainCents } from '../../components/plain-cents.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import type { List } from '../../state/use-list.ts';
import styles from './lending.module.css';
import { PostingDrawer } from './posting-drawer.tsx';
import type { Balances, Loan, Posting } from './types.ts';
import type { AsOf } from './use-as-of.ts';
import { useDays } from './use-postings.ts';

const SHOWN: Record<string, { label: string; kinds?: readonly string[] }> = {
  all: { label: 'All postings' },
  principal: {
    label: 'Principal',
    kinds: ['escrow_wired', 'loan_settled', 'draw_paid', 'interest_from_reserve', 'payoff_received'],
  },
  interest: { label: 'Interest', kinds: ['interest_billed', 'interest_from_reserve'] },
  days: { label: 'Interest by day', kinds: ['interest_accrued'] },
  payments: {
    label: 'Payments',
    kinds: ['payment_received', 'unapplied_applied', 'unapplied_refunded', 'payoff_received'],
  },
  fees: {
    label: 'Fees, journals, reversals',
    kinds: ['fee_charged', 'late_fee', 'journal', 'reversal'],
  },
};

/**
 * The ledger of the loan: every posting, what was reversed struck through, what was recorded late marked. The interest of single days
 * stands behind one row.
 */
export function LedgerPanel({
  loan,
  balances,
  postings: acts,
  at,
}: {
  loan: Loan;
  balances: Balances | undefined;
  postings: List<Posting>;
  at: AsOf;
}) {
  const [show, setShow] = useState('all');
  const [opened, setOpened] = useState<string | null>(null);
  const days = useDays(loan.id, at, show === 'days');
  const postings = show === 'days' ? days : acts;
  const kinds = SHOWN[show]?.kinds;
  const rows = kinds ? postings.items.filter((posting) => kinds.includes(posting.kind)) : postings.items;
  const record = postings.items.find((posting) => posting.id === opened);
  const save = () =>
    exportList({
      path: '/v1/postings',
      name: 'ledger',
      file: `ledger-${loan.number}`,
      columns: COLUMNS,
      filters: {
        loanId: loan.id,
        to: at.query.asOf,
        knownAt: at.query.knownAt,
        kind: kinds?.join(','),
        ...(show === 'days' ? {} : { daily: 'false' }),
      },
      sort: { key: 'effectiveDate', desc: true },
    });
  return (
    <Panel
      id="ledger"
      title="Ledger"
      flush
      aside={
        <div className={styles.tools}>
          <Balanced postings={acts.items} />
          <Select
            aria-label="Which postings"
            size="xs"
            w={190}
            allowDeselect={false}
            data={Object.entries(SHOWN).map(([value, { label }]) => ({ value, label }))}
            value={show}
            onChange={(value) => setShow(value ?? 'all')}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => void save()}
          >
            Export
          </Button>
        </div>
      }
    >
      {show === 'all' && balances ? <Accrued balances={balances} onOpen={() => setShow('days')} /> : null}
      <DataTable
        label="Ledger"
        columns={COLUMNS}
        rowKey={(posting) => posting.id}
        rowTone={(posting) => (posting.reversedById ? 'muted' : undefined)}
        onOpen={(posting) => setOpened(posting.id)}
        activeKey={opened}
        {...tableProps({ ...postings, items: rows }, undefined, 'The ledger')}
        empty={
          <EmptyState icon={IconBook} title="No postings">
            {at.past
              ? 'Nothing had been posted by these dates.'
              : 'What is funded, drawn, billed and paid is posted here.'}
          </EmptyState>
        }
      />
      {record ? <PostingDrawer posting={record} loan={loan} onClose={() => setOpened(null)} /> : null}
    </Panel>
  );
}

/** Interest since the last bill, in a row before the others: a posting a day, opened on demand. */
function Accrued({ balances, onOpen }: { balances: Balances; onOpen: () => void }) {
  const { billedThrough, asOf, accruedInterestCents } = balances;
  if (!billedThrough || billedThrough >= asOf || accruedInterestCents === 0) return null;
  return (
    <button type="button" className={styles.accrued} onClick={onOpen}>
      <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
      <span>
        Interest accrued {date(billedThrough, { year: false })} to {date(addDays(asOf, -1), { year: false })},
        a posting a day
      </span>
      <b>{amount(accruedInterestCents)}</b>
    </button>
  );
}

/** Says so when the lines shown sum to zero, on the books and off them. */
function Balanced({ postings }: { postings: readonly Posting[] }) {
  if (postings.length === 0) return null;
  const lines = postings.flatMap((posting) => posting.lines);
  const off = (memo: boolean) =>
    lines.filter((line) => line.memo === memo).reduce((sum, line) => sum + BigInt(line.amountCents), 0n);
  return off(false) === 0n && off(true) === 0n ? (
    <Mark icon={IconScale} tone="ok">
      Debits equal credits
    </Mark>
  ) : (
    <Mark icon={IconScale} tone="hold">
      Debits and credits differ
    </Mark>
  );
}

const isLate = (posting: Posting) => bookDate(posting.recordedAt) > posting.effectiveDate;

const COLUMNS: readonly Column<Posting>[] = [
  {
    key: 'number',
    header: 'Posting',
    cell: (posting) => `P-${posting.number}`,
    csv: (posting) => `P-${posting.number}`,
  },
  {
    key: 'effective',
    header: 'Effective',
    cell: (posting) => date(posting.effectiveDate),
    csv: (posting) => posting.effectiveDate,
  },
  {
    key: 'recorded',
    header: 'Recorded',
    cell: (posting) =>
      isLate(posting) ? (
        <span className={styles.late} title="Recorded after the day it counts from">
          <IconHistory size={14} stroke={1.75} aria-hidden="true" />
          {moment(posting.recordedAt)}
        </span>
      ) : (
        <span className="sub">{moment(posting.recordedAt)}</span>
      ),
    csv: (posting) => posting.recordedAt,
  },
  {
    key: 'what',
    header: 'What happened',
    phone: true,
    cell: (posting) => (
      <>
        {posting.memo}
        {posting.reversedById ? (
          <>
            {' '}
            <Mark icon={IconArrowBackUp} tone="wait" variant="tag">
              Reversed by P-{posting.reversedByNumber}
            </Mark>
          </>
        ) : null}
      </>
    ),
    csv: (posting) => posting.memo,
  },
  {
    key: 'who',
    header: 'Who',
    cell: (posting) => <span className="sub">{posting.actorName}</span>,
    csv: (posting) => posting.actorName,
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'right',
    phone: true,
    cell: (posting) =>
      posting.reversedById ? <s>{amount(posting.amountCents)}</s> : amount(posting.amountCents),
    csv: (posting) => plainCents(posting.amountCents),
  },
  {
    key: 'principal',
    header: 'Principal after',
    align: 'right',
    cell: (posting) => <b>{amount(posting.principalAfterCents)}</b>,
    csv: (posting) => plainCents(posting.principalAfterCents),
  },
];
