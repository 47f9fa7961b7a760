import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { count, date, words } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { Panel } from '@connect/ui/panel';
import { Person } from '@connect/ui/person';
import { StatusTag } from '@connect/ui/status-tag';
import { IconListCheck, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { tableProps } from '../../components/table-props.tsx';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import styles from './entitlement.module.css';
import type { CorrectionRow, Permit } from './types.ts';

const CorrectionDrawer = lazy(() =>
  import('./correction-drawer.tsx').then((m) => ({ default: m.CorrectionDrawer })),
);
const NewCorrection = lazy(() => import('./new-correction.tsx').then((m) => ({ default: m.NewCorrection })));

const COLUMNS: readonly Column<CorrectionRow>[] = [
  {
    key: 'text',
    header: 'Correction',
    cell: (row) => (
      <span className={styles.clip}>
        {row.cycleNumber}.{row.number} {row.text}
      </span>
    ),
    csv: (row) => `${row.cycleNumber}.${row.number} ${row.text}`,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (row) => (
      <StatusTag kind="correction" state={row.state === 'open' && row.response ? 'answered' : row.state} />
    ),
    csv: (row) => row.state,
  },
  {
    key: 'discipline',
    header: 'Discipline',
    cell: (row) => words(row.discipline),
    csv: (row) => row.discipline,
  },
  {
    key: 'sheet',
    header: 'Sheet',
    cell: (row) => row.sheetReference ?? '–',
    csv: (row) => row.sheetReference,
  },
  {
    key: 'cause',
    header: 'Cause',
    cell: (row) => (row.rootCause ? words(row.rootCause) : '–'),
    csv: (row) => row.rootCause,
  },
  {
    key: 'assignee',
    header: 'With',
    cell: (row) => <Person name={row.assigneeName} />,
    csv: (row) => row.assigneeName,
  },
  {
    key: 'due',
    header: 'Due',
    align: 'right',
    phone: true,
    cell: (row) => date(row.dueDate),
    csv: (row) => row.dueDate,
  },
];

/** The city's corrections: each is given to somebody, answered and resolved; a click opens one. */
export function PermitCorrections({ permit }: { permit: Permit }) {
  const can = useCan();
  const corrections = useList('/v1/corrections', { filters: { permitId: permit.id }, limit: 200 });
  const [openId, setOpenId] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const ordered = [...corrections.items].sort(
    (a, b) =>
      b.cycleNumber - a.cycleNumber ||
      Number(a.state === 'resolved') - Number(b.state === 'resolved') ||
      a.number - b.number,
  );
  const takesMore = permit.state === 'corrections';
  if (permit.cycles === 0 && ordered.length === 0) return null;
  return (
    <Panel
      title="Corrections"
      flush
      note={
        permit.openCorrections
          ? `${count(permit.openCorrections, 'correction')} open. Resubmission waits for them.`
          : undefined
      }
      aside={
        can('write:permits') ? (
          <MoveButton
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={16} stroke={1.75} />}
            blocked={!takesMore}
            reason="Corrections belong to a review that the city has returned."
            onClick={() => setAdding(true)}
          >
            Add a correction
          </MoveButton>
        ) : null
      }
    >
      <DataTable
        label="Corrections of this permit"
        columns={COLUMNS}
        rowKey={(row) => row.id}
        onOpen={(row) => setOpenId(row.id)}
        activeKey={openId}
        {...tableProps(corrections, undefined, 'Corrections')}
        rows={ordered}
        total={undefined}
        rowTone={(row) => (row.state === 'resolved' ? 'muted' : undefined)}
        exportAs="corrections"
        empty={
          <EmptyState icon={IconListCheck} title="No correction so far">
            What the city asks us to change appears here, each with who answers it and until when.
          </EmptyState>
        }
      />
      <Suspense>
        {openId ? <CorrectionDrawer id={openId} onClose={() => setOpenId(null)} /> : null}
        {adding ? <NewCorrection permitId={permit.id} onClose={() => setAdding(false)} /> : null}
      </Suspense>
    </Panel>
  );
}
