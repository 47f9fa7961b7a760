import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { bookDate, date, money } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Button, Menu } from '@mantine/core';
import { IconCash, IconPlus } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { plainCents } from '../../components/plain-cents.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useList } from '../../state/use-list.ts';
import { RequestDraw, useOpenDraw } from '../servicing/request-draw.tsx';
import styles from '../servicing/servicing.module.css';
import type { DrawRow, LoanRow } from '../servicing/types.ts';
import { DRAWABLE, drawWords } from './words.ts';

const COLUMNS: readonly Column<DrawRow>[] = [
  {
    key: 'draw',
    header: 'Draw',
    cell: (draw) => (
      <span className={styles.key}>
        {draw.number ? `Draw ${draw.number}` : 'Draft'} <span className={styles.place}>{draw.address}</span>
      </span>
    ),
    csv: (draw) => `${draw.number ?? 'Draft'}, ${draw.address}`,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (draw) => <StatusTag kind="draw" state={draw.state} />,
    csv: (draw) => draw.state,
  },
  { key: 'next', header: 'What happens now', cell: (draw) => <span className="sub">{drawWords(draw)}</span> },
  {
    key: 'sent',
    header: 'Sent',
    align: 'right',
    cell: (draw) => (draw.requestedAt ? date(bookDate(draw.requestedAt)) : '–'),
    csv: (draw) => draw.requestedAt,
  },
  {
    key: 'asked',
    header: 'Asked',
    align: 'right',
    phone: true,
    cell: (draw) => money(draw.requestedCents),
    csv: (draw) => plainCents(draw.requestedCents),
  },
  {
    key: 'paid',
    header: 'Approved',
    align: 'right',
    cell: (draw) => money(draw.proposedCents),
    csv: (draw) => plainCents(draw.proposedCents),
  },
];
const NEWEST = { key: 'createdAt', desc: true };

/** The builder's own draws, newest first, and where the next one begins. */
export function MyDraws() {
  usePageTitle('My draws');
  const draws = useList<DrawRow>('/v1/draws', { sort: NEWEST, withTotal: true });
  const loans = useList<LoanRow>('/v1/loans', { filters: { state: DRAWABLE.join(',') }, limit: 100 });
  const request = <NewRequest loans={loans.items} />;
  return (
    <>
      <PageHeader title="My draws" actions={request} />
      <Panel flush>
        <DataTable
          label="My draws"
          columns={COLUMNS}
          rowKey={(draw) => draw.id}
          rowHref={(draw) => `/draws/${draw.id}/request`}
          {...tableProps(draws, undefined, 'Your draws')}
          exportAs={() =>
            void exportList({ path: '/v1/draws', name: 'my-draws', columns: COLUMNS, sort: NEWEST })
          }
          empty={
            <EmptyState icon={IconCash} title="No draws yet">
              {loans.items.length
                ? 'Ask for money as the work advances. What it waits for is shown here.'
                : 'You can ask for a draw once your loan is recorded with the county.'}
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}

/** One loan: a button. Several: which one. */
export function NewRequest({ loans }: { loans: readonly LoanRow[] }) {
  const { open, busy } = useOpenDraw();
  if (loans.length === 0) return null;
  if (loans.length === 1) return <RequestDraw loan={loans[0]!} />;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button loading={busy} leftSection={<IconPlus size={16} stroke={1.75} />}>
          Request a draw
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {loans.map((loan) => (
          <Menu.Item key={loan.id} onClick={() => void open(loan.id)}>
            {loan.address}, {loan.number}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
