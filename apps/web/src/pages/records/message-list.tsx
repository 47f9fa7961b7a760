import { type Column, DataTable } from '@connect/ui/data-table';
import { moment } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { useMediaQuery } from '@mantine/hooks';
import { IconMail, IconMessage } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { tableProps } from '../../components/table-props.tsx';
import type { List } from '../../state/use-list.ts';
import type { ListState } from '../../state/use-list-state.ts';
import { About } from './about.tsx';
import { MessagePane } from './message-pane.tsx';
import styles from './outbox.module.css';
import type { MessageRow } from './types.ts';

export const messageColumns = (addresses: Map<string, string> | null): readonly Column<MessageRow>[] => [
  {
    key: 'message',
    header: 'Message',
    sort: 'to',
    cell: (row) => (
      <span className={styles.message}>
        {row.channel === 'email' ? (
          <IconMail size={18} stroke={1.75} aria-label="E-mail" />
        ) : (
          <IconMessage size={18} stroke={1.75} aria-label="Text" />
        )}
        <span className={styles.subject}>{row.subject}</span>
        <span className={styles.to}>
          {row.toName}, {row.toAddress}
        </span>
      </span>
    ),
    csv: (row) => row.subject,
  },
  {
    key: 'about',
    header: 'About',
    cell: (row) => (
      <About
        type={row.aboutType}
        id={row.aboutId}
        projectId={row.projectId}
        address={addresses?.get(row.projectId ?? '')}
      />
    ),
    csv: (row) => row.aboutType,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (row) => (
      <span className={styles.line}>
        <StatusTag
          kind="message"
          state={row.state}
          label={row.state === 'retrying' ? `Retrying, ${row.attempts} so far` : undefined}
        />
      </span>
    ),
    csv: (row) => row.state,
  },
  { key: 'to', header: 'To', cell: (row) => row.toAddress, csv: (row) => row.toAddress },
  {
    key: 'time',
    header: 'Written',
    align: 'right',
    sort: 'createdAt',
    phone: true,
    cell: (row) => <span className={styles.line}>{moment(row.createdAt)}</span>,
    csv: (row) => row.createdAt,
  },
];

/** Messages left, the one that is read right; on narrow screens it comes over the list. */
export function MessageList({
  messages,
  list,
  addresses,
  empty,
  exportAs,
}: {
  messages: List<MessageRow>;
  list?: ListState;
  addresses: Map<string, string> | null;
  empty: ReactNode;
  exportAs?: () => void;
}) {
  const narrow = useMediaQuery('(max-width: 1199px)', undefined, { getInitialValueInEffect: false });
  const [openId, setOpenId] = useState<string | null>(null);
  const open = messages.items.find((row) => row.id === openId);
  const beside = open && !narrow;
  return (
    <div className={styles.layout} data-single={!beside || undefined}>
      <Panel flush>
        <DataTable
          label="Messages"
          // The address stands under the subject; as a column of its own it is for the export.
          columns={messageColumns(beside ? null : addresses).filter(({ key }) => key !== 'to')}
          rowKey={(row) => row.id}
          onOpen={(row) => setOpenId(row.id)}
          activeKey={openId}
          {...tableProps(messages, list, 'Messages')}
          exportAs={exportAs}
          empty={empty}
        />
      </Panel>
      {beside ? (
        <div className={styles.pane}>
          <MessagePane key={open.id} message={open} onClose={() => setOpenId(null)} />
        </div>
      ) : null}
      {open && narrow ? (
        <FormDrawer title={open.subject} onClose={() => setOpenId(null)}>
          <MessagePane key={open.id} message={open} />
        </FormDrawer>
      ) : null}
    </div>
  );
}
