import type { Column } from '@connect/ui/data-table';
import { count, date } from '@connect/ui/format';
import { StatusTag } from '@connect/ui/status-tag';
import styles from './entitlement.module.css';
import { days, permitTitle } from './permit-words.ts';
import type { PermitRow } from './types.ts';

const name: Column<PermitRow> = {
  key: 'permit',
  header: 'Permit',
  cell: (row) => <span className={styles.key}>{permitTitle(row)}</span>,
};
const named: Column<PermitRow> = {
  key: 'permit',
  header: 'Permit',
  cell: (row) => (
    <span className={styles.key}>
      {permitTitle(row)} <span className={styles.place}>{row.projectAddress}</span>
    </span>
  ),
  csv: (row) => `${permitTitle(row)}, ${row.projectAddress}`,
};
const rest: readonly Column<PermitRow>[] = [
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (row) => (
      <StatusTag
        kind="permit"
        state={row.state}
        label={
          row.state === 'corrections' && row.openCorrections
            ? count(row.openCorrections, 'correction')
            : undefined
        }
      />
    ),
    csv: (row) => row.state,
  },
  {
    key: 'since',
    header: 'Since',
    align: 'right',
    sort: 'stateSince',
    cell: (row) => date(row.stateSince),
    csv: (row) => row.stateSince,
  },
  { key: 'cycles', header: 'Cycles', align: 'right', cell: (row) => row.cycles, csv: (row) => row.cycles },
  {
    key: 'city',
    header: 'With city',
    align: 'right',
    phone: true,
    cell: (row) => <Clock row={row} party="city" value={row.cityDays} />,
    csv: (row) => row.cityDays,
  },
  {
    key: 'us',
    header: 'With us',
    align: 'right',
    cell: (row) => <Clock row={row} party="us" value={row.usDays} />,
    csv: (row) => row.usDays,
  },
  {
    key: 'expires',
    header: 'Expires',
    align: 'right',
    cell: (row) => date(row.expiresDate),
    csv: (row) => row.expiresDate,
  },
];

/** Columns of the list over all projects, and of one project's tab. */
export const PERMIT_COLUMNS: readonly Column<PermitRow>[] = [
  named,
  ...rest.slice(0, 5),
  {
    key: 'number',
    header: 'Application',
    cell: (row) => row.applicationNumber ?? '–',
    csv: (row) => row.applicationNumber,
  },
  {
    key: 'target',
    header: 'Target',
    align: 'right',
    cell: (row) => date(row.targetDate),
    csv: (row) => row.targetDate,
  },
  ...rest.slice(5),
];
export const PROJECT_PERMIT_COLUMNS: readonly Column<PermitRow>[] = [name, ...rest];

/* The clock that runs now is the one that matters. */
function Clock({ row, party, value }: { row: PermitRow; party: string; value: number }) {
  return row.clock === party ? <b>{days(value)}</b> : days(value);
}
