import { Checkbox } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import styles from './data-table.module.css';
import type { Column, DataTableProps } from './table-types.ts';

type RowProps<Row> = Pick<
  DataTableProps<Row>,
  'rowKey' | 'onOpen' | 'rowHref' | 'selected' | 'onSelect' | 'activeKey' | 'detail' | 'rowTone'
> & {
  row: Row;
  index: number;
  columns: readonly Column<Row>[];
  phone: ReadonlySet<string>;
  span: number;
  focusable: boolean;
  onFocus: (index: number) => void;
};

/** One row with, below it, what a phone had no column for and the row's own detail. */
export function DataTableRow<Row>(props: RowProps<Row>) {
  const { row, index, columns, phone, rowKey, onOpen, rowHref, selected, onSelect, span } = props;
  const key = rowKey(row);
  const opens = Boolean(onOpen ?? rowHref);
  const detail = props.detail?.(row);
  const rest = columns.filter((column) => !phone.has(column.key));

  const open = (event: MouseEvent) => {
    // A click on a control of its own, or the end of a text selection, is not meant for the row.
    if ((event.target as HTMLElement).closest('a,button,input,label')) return;
    if (window.getSelection()?.toString()) return;
    if (onOpen) onOpen(row);
    else event.currentTarget.querySelector<HTMLAnchorElement>('a[data-slot=open]')?.click();
  };
  const marks = {
    'data-opens': opens || undefined,
    'data-active': props.activeKey === key || undefined,
    'data-selected': selected?.has(key) || undefined,
  };
  return (
    <>
      <tr
        {...marks}
        onClick={opens ? open : undefined}
        onFocus={() => props.onFocus(index)}
        data-tone={props.rowTone?.(row)}
        data-continued={detail ? true : undefined}
      >
        {onSelect ? (
          <td className={styles.check}>
            <Checkbox
              aria-label={`Select row ${index + 1}`}
              checked={selected?.has(key) ?? false}
              tabIndex={props.focusable ? 0 : -1}
              data-row={index}
              data-slot="check"
              onChange={() => onSelect(toggled(selected, key))}
            />
          </td>
        ) : null}
        {columns.map((column, at) => (
          <td
            key={column.key}
            data-align={column.align}
            data-key={at === 0 || undefined}
            data-phone={phone.has(column.key) || undefined}
          >
            {at === 0 && opens ? <Opener {...props}>{column.cell(row)}</Opener> : column.cell(row)}
          </td>
        ))}
      </tr>
      {rest.length ? (
        <tr className={styles.rest} {...marks}>
          <td colSpan={span}>
            <dl>
              {rest.map((column) => (
                <div key={column.key}>
                  <dt>{column.header}</dt>
                  <dd>{column.cell(row)}</dd>
                </div>
              ))}
            </dl>
          </td>
        </tr>
      ) : null}
      {detail ? (
        <tr className={styles.detail}>
          <td colSpan={span}>{detail}</td>
        </tr>
      ) : null}
    </>
  );
}

function Opener<Row>({
  row,
  index,
  rowHref,
  onOpen,
  focusable,
  children,
}: RowProps<Row> & { children: ReactNode }) {
  const shared = {
    className: styles.open,
    tabIndex: focusable ? 0 : -1,
    'data-row': index,
    'data-slot': 'open',
  };
  if (rowHref) {
    return (
      <a {...shared} href={rowHref(row)}>
        {children}
      </a>
    );
  }
  return (
    <button {...shared} type="button" onClick={() => onOpen?.(row)}>
      {children}
    </button>
  );
}

function toggled(selected: ReadonlySet<string> | undefined, key: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}
