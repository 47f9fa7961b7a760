import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Person } from '@connect/ui/person';
import { statusOf } from '@connect/ui/status';
import { IconLayoutKanban } from '@tabler/icons-react';
import { useState } from 'react';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useList } from '../../state/use-list.ts';
import type { ListState } from '../../state/use-list-state.ts';
import { ALL_OPEN, sourceName } from './deal-views.ts';
import styles from './deals.module.css';
import { share } from './share.ts';
import { SignalMark, Waiting } from './signal.tsx';
import type { Deal } from './types.ts';

export const DEAL_COLUMNS: readonly Column<Deal>[] = [
  {
    key: 'address',
    header: 'Address',
    sort: 'address',
    cell: (deal) => (
      <span className={styles.key}>
        {deal.address} <span className={styles.place}>{deal.neighborhood ?? deal.city}</span>
      </span>
    ),
    csv: (deal) => deal.address,
  },
  {
    key: 'stage',
    header: 'Stage',
    cell: (deal) => statusOf('project', deal.stage).word,
    csv: (deal) => deal.stage,
  },
  {
    key: 'signal',
    header: 'State',
    phone: true,
    cell: (deal) => <SignalMark signal={deal.signal} />,
    csv: (deal) => deal.signal.text,
  },
  {
    key: 'waiting',
    header: 'Waiting',
    align: 'right',
    phone: true,
    cell: (deal) => <Waiting signal={deal.signal} />,
    csv: (deal) => deal.signal.since,
  },
  {
    key: 'amount',
    header: 'Ask or loan',
    align: 'right',
    cell: (deal) => money(deal.loanCents ?? deal.askCents, { cents: false }),
    csv: (deal) => cents(deal.loanCents ?? deal.askCents),
  },
  {
    key: 'returnOnCost',
    header: 'Return on cost',
    align: 'right',
    cell: (deal) => share(deal.returnOnCost),
    csv: (deal) => deal.returnOnCost,
  },
  {
    key: 'score',
    header: 'Score',
    align: 'right',
    cell: (deal) => deal.viabilityScore ?? '–',
    csv: (deal) => deal.viabilityScore,
  },
  { key: 'source', header: 'Source', cell: sourceName, csv: sourceName },
  {
    key: 'owner',
    header: 'Owner',
    cell: (deal) => <Person name={deal.ownerName} />,
    csv: (deal) => deal.ownerName,
  },
];

/** Cents as a plain decimal for spreadsheets. */
export const cents = (value: number | null | undefined): string | null =>
  value === null || value === undefined
    ? null
    : money(value, { sign: false }).replaceAll(',', '').replace('−', '-');

/** The same deals as rows. */
export function PipelineTable({ list }: { list: ListState }) {
  const filters = { stage: ALL_OPEN, ...list.filters };
  const deals = useList<Deal>('/v1/reports/deals', { filters, sort: list.sort, withTotal: true });
  const [exporting, setExporting] = useState(false);
  const save = async () => {
    setExporting(true);
    await exportList({
      path: '/v1/reports/deals',
      name: 'pipeline',
      columns: DEAL_COLUMNS,
      filters,
      sort: list.sort,
    });
    setExporting(false);
  };
  return (
    <Panel flush>
      <DataTable
        label="Deals"
        columns={DEAL_COLUMNS}
        rowKey={(deal) => deal.id}
        rowHref={(deal) => `/projects/${deal.id}`}
        {...tableProps(deals, list, 'Deals')}
        exportAs={() => (exporting ? undefined : void save())}
        empty={
          <EmptyState icon={IconLayoutKanban} title="No deal fits">
            Open deals appear here with what each waits for. Clear a filter to see more.
          </EmptyState>
        }
      />
    </Panel>
  );
}
