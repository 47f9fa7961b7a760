import { addMonth } from '@connect/domain/month';
import { type Column, DataTable } from '@connect/ui/data-table';
import { DateInput } from '@connect/ui/date-input';
import { EmptyState } from '@connect/ui/empty-state';
import { amount, bookDate, date, moment, money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { SegmentedControl } from '@mantine/core';
import { IconBook2, IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { Loaded } from '../../components/loaded.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { useRecord } from '../../state/use-record.ts';
import { endOfBookDay } from '../lending/book-moment.ts';
import styles from './books.module.css';
import { BooksFrame } from './books-frame.tsx';
import type { TrialBalance, TrialBalanceLine } from './types.ts';

/** Opening, movement and closing of every account over all loans, for any days, as known on any day. */
export function TrialBalancePage() {
  const today = bookDate(new Date());
  const [from, setFrom] = useState<string | null>(`${addMonth(today.slice(0, 7), -1)}-01`);
  const [to, setTo] = useState<string | null>(today);
  const [by, setBy] = useState<'accounting' | 'effective'>('accounting');
  const [knownOn, setKnownOn] = useState<string | null>(null);
  const turned = from !== null && to !== null && from > to;
  const query = useRecord(
    '/v1/trial-balance',
    {},
    {
      query: {
        from: from ?? today,
        to: to ?? today,
        by,
        ...(knownOn ? { knownAt: endOfBookDay(knownOn) } : {}),
      },
      enabled: from !== null && to !== null && !turned,
    },
  );
  return (
    <BooksFrame tab="trial">
      <div className={styles.controls}>
        <DateInput label="From" value={from} onChange={setFrom} max={today} />
        <DateInput
          label="To"
          value={to}
          onChange={setTo}
          error={turned ? 'Not before the first day.' : undefined}
        />
        <DateInput
          label="As known on"
          description="Now, when empty."
          value={knownOn}
          onChange={setKnownOn}
          max={today}
        />
        <fieldset className={styles.by}>
          <legend>Days</legend>
          <SegmentedControl
            value={by}
            onChange={(value) => setBy(value as typeof by)}
            data={[
              { value: 'accounting', label: 'Of the books' },
              { value: 'effective', label: 'Effective' },
            ]}
          />
        </fieldset>
      </div>
      <Loaded query={query} failed="The trial balance could not be loaded">
        {(answer) => <Accounts answer={answer} />}
      </Loaded>
    </BooksFrame>
  );
}

function Accounts({ answer }: { answer: TrialBalance }) {
  const balanced = answer.debitCents === answer.creditCents;
  return (
    <Panel
      title={`${date(answer.from)} to ${date(answer.to)}`}
      note={
        answer.knownAt
          ? `As known ${moment(answer.knownAt)}; what was recorded later is not in it.`
          : answer.by === 'accounting'
            ? 'By the days on which postings stand in the books.'
            : 'By the days from which postings count.'
      }
      aside={
        <Mark icon={IconScale} tone={balanced ? 'ok' : 'hold'} variant="tag">
          {balanced ? `Balanced at ${money(answer.debitCents)}` : 'Out of balance'}
        </Mark>
      }
      flush
    >
      <DataTable
        label="Trial balance"
        columns={COLUMNS}
        rows={answer.accounts}
        rowKey={(line) => `${line.account}-${line.subAccount ?? ''}`}
        rowTone={(line) => (line.memo ? 'muted' : undefined)}
        exportAs={`trial-balance-${answer.from}-${answer.to}`}
        empty={
          <EmptyState icon={IconBook2} title="Nothing stands in the books by then">
            The first funding opens them.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const figure = (
  key: string,
  header: string,
  of: (line: TrialBalanceLine) => number,
  phone = false,
): Column<TrialBalanceLine> => ({
  key,
  header,
  align: 'right',
  phone,
  cell: (line) => (of(line) === 0 ? <span className={styles.quiet}>–</span> : amount(of(line))),
  csv: (line) => plainCents(of(line)),
});
const COLUMNS: readonly Column<TrialBalanceLine>[] = [
  {
    key: 'account',
    header: 'Account',
    cell: ({ accountName, subAccount, memo }) => (
      <span className={styles.key}>
        {accountName}
        {subAccount ? <span className={styles.quiet}> {subAccount}</span> : null}
        {memo ? <span className={styles.quiet}> off the books</span> : null}
      </span>
    ),
    csv: ({ accountName, subAccount }) => (subAccount ? `${accountName}, ${subAccount}` : accountName),
  },
  figure('opening', 'Opening', (line) => line.openingCents),
  figure('debit', 'Debits', (line) => line.debitCents),
  figure('credit', 'Credits', (line) => line.creditCents),
  figure('closing', 'Closing', (line) => line.closingCents, true),
];
