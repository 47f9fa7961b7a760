import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import styles from './data-table.module.css';
import { DataTableFooter } from './data-table-footer.tsx';
import { DataTableRow } from './data-table-row.tsx';
import { SkeletonBar } from './skeletons.tsx';
import type { Column, DataTableProps, Sort } from './table-types.ts';
import { useDelayed } from './use-delayed.ts';
import { useTableKeys } from './use-table-keys.ts';

export type { Column, DataTableProps, Sort } from './table-types.ts';

/**
 * A dense table on a plain `table`: the row opens, the checkbox selects, the arrows move, the key column stays in sight.
 * A phone keeps three columns and puts the rest below them in the row.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, selected, onSelect, loading, error, empty, hidden = [] } = props;
  const shown = columns.filter((column, at) => at === 0 || !hidden.includes(column.key));
  const phone = phoneKeys(shown);
  const waiting = useDelayed(Boolean(loading && rows.length === 0));
  const { tableRef, onKeyDown, activeRow, setActiveRow } = useTableKeys(rows.length);
  const span = shown.length + (onSelect ? 1 : 0);
  const all = rows.length > 0 && selected?.size === rows.length;

  if (error) return <div className={styles.slot}>{error}</div>;
  if (!loading && rows.length === 0 && empty) return <div className={styles.slot}>{empty}</div>;
  return (
    <div className={styles.frame}>
      {/* Reachable by keyboard, because it scrolls and its rows may hold nothing to focus. */}
      <section
        className={styles.scroll}
        aria-label={label}
        tabIndex={props.onOpen || props.rowHref ? undefined : 0}
      >
        <table className={styles.table} ref={tableRef} onKeyDown={onKeyDown} aria-busy={loading || undefined}>
          <caption>{label}</caption>
          <thead>
            <tr>
              {onSelect ? (
                <th className={styles.check}>
                  <Checkbox
                    aria-label="Select all shown"
                    checked={all}
                    indeterminate={!all && Boolean(selected?.size)}
                    onChange={() => onSelect(all ? new Set() : new Set(rows.map(rowKey)))}
                  />
                </th>
              ) : null}
              {shown.map((column, at) => (
                <Header
                  key={column.key}
                  column={column}
                  first={at === 0}
                  phone={phone.has(column.key)}
                  {...props}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {waiting ? (
              <SkeletonRows
                count={props.skeletonRows ?? 6}
                columns={shown}
                check={Boolean(onSelect)}
                phone={phone}
              />
            ) : null}
            {rows.map((row, index) => (
              <DataTableRow
                key={rowKey(row)}
                {...props}
                row={row}
                index={index}
                columns={shown}
                phone={phone}
                span={span}
                focusable={activeRow === index}
                onFocus={setActiveRow}
              />
            ))}
          </tbody>
          {shown.some((column) => column.total !== undefined) && rows.length ? (
            <tfoot>
              <tr>
                {onSelect ? <td className={styles.check} /> : null}
                {shown.map((column) => (
                  <td
                    key={column.key}
                    data-align={column.align}
                    data-phone={phone.has(column.key) || undefined}
                  >
                    {column.total}
                  </td>
                ))}
              </tr>
              <RestTotals
                columns={shown.filter((column) => !phone.has(column.key) && column.total !== undefined)}
                span={span}
              />
            </tfoot>
          ) : null}
        </table>
      </section>
      <DataTableFooter {...props} columns={columns} rows={rows} hidden={hidden} />
    </div>
  );
}

function phoneKeys<Row>(columns: readonly Column<Row>[]): Set<string> {
  const marked = columns.filter((column, at) => at > 0 && column.phone);
  const rest = marked.length ? marked : columns.slice(1);
  return new Set([columns[0], ...rest.slice(0, 2)].map((column) => column?.key ?? ''));
}

type HeaderProps<Row> = {
  column: Column<Row>;
  first: boolean;
  phone: boolean;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
};

function Header<Row>({ column, first, phone, sort, onSort }: HeaderProps<Row>) {
  const current = column.sort && sort?.key === column.sort ? sort : null;
  const Arrow = current?.desc ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      style={column.width ? { width: column.width } : undefined}
      data-align={column.align}
      data-key={first || undefined}
      data-phone={phone || undefined}
      aria-sort={
        column.sort && onSort ? (current ? (current.desc ? 'descending' : 'ascending') : 'none') : undefined
      }
    >
      {column.sort && onSort ? (
        <button
          type="button"
          className={styles.sort}
          onClick={() =>
            onSort({ key: column.sort!, desc: current ? !current.desc : column.align === 'right' })
          }
        >
          {column.header}
          {current ? <Arrow size={14} stroke={1.75} aria-hidden="true" /> : null}
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

/* On a phone the totals of columns that have no room stand below, like the rest of a row. */
function RestTotals<Row>({ columns, span }: { columns: readonly Column<Row>[]; span: number }) {
  if (columns.length === 0) return null;
  return (
    <tr className={styles.rest}>
      <td colSpan={span}>
        <dl>
          {columns.map((column) => (
            <div key={column.key}>
              <dt>{column.header}</dt>
              <dd>{column.total}</dd>
            </div>
          ))}
        </dl>
      </td>
    </tr>
  );
}

const WIDTHS = ['76%', '60%', '84%', '68%', '52%', '72%'];

function SkeletonRows<Row>({
  count,
  columns,
  check,
  phone,
}: {
  count: number;
  columns: readonly Column<Row>[];
  check: boolean;
  phone: ReadonlySet<string>;
}) {
  return Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
    <tr key={row} className={styles.skeleton}>
      {check ? <td className={styles.check} /> : null}
      {columns.map((column, at) => (
        <td key={column.key} data-align={column.align} data-phone={phone.has(column.key) || undefined}>
          <SkeletonBar width={at === 0 ? WIDTHS[row % WIDTHS.length]! : '56%'} />
        </td>
      ))}
    </tr>
  ));
}
