import { Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import { downloadText, toCsv } from './csv.ts';
import styles from './data-table.module.css';
import type { DataTableFooterProps } from './table-types.ts';

/** "18 of 60 shown", the column chooser, the export and Load more. */
export function DataTableFooter<Row>(props: DataTableFooterProps<Row>) {
  const {
    columns,
    rows,
    total,
    hasMore,
    onMore,
    loadingMore,
    hidden = [],
    onHidden,
    exportAs,
    footNote,
    loose,
  } = props;
  if (!onHidden && !exportAs && !hasMore && total === undefined && !footNote) return null;
  const exported = () => {
    if (typeof exportAs === 'function') return exportAs();
    const shown = columns.filter((column) => !hidden.includes(column.key));
    downloadText(`${exportAs}.csv`, toCsv(shown, rows));
  };
  return (
    <div className={styles.footer} data-loose={loose || undefined}>
      <span aria-live="polite">{footNote ?? shownText(rows.length, total, hasMore)}</span>
      <span className={styles.tools}>
        {onHidden ? <Columns columns={columns} hidden={hidden} onHidden={onHidden} /> : null}
        {exportAs && rows.length ? (
          <button type="button" className={styles.tool} onClick={exported}>
            <IconDownload size={16} stroke={1.75} aria-hidden="true" />
            Export
          </button>
        ) : null}
        {hasMore && onMore ? (
          <button type="button" className={styles.more} onClick={onMore} disabled={loadingMore}>
            {loadingMore ? 'Loading' : 'Load more'}
          </button>
        ) : null}
      </span>
    </div>
  );
}

function shownText(shown: number, total: number | null | undefined, more: boolean | undefined): string {
  if (typeof total === 'number') return `${shown} of ${total.toLocaleString('en-US')} shown`;
  return more ? `${shown} shown, there are more` : `${shown} shown`;
}

function Columns<Row>({
  columns,
  hidden,
  onHidden,
}: Required<Pick<DataTableFooterProps<Row>, 'columns' | 'hidden' | 'onHidden'>>) {
  const toggle = (key: string) =>
    onHidden(hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key]);
  return (
    <Popover position="top-end" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.tool}>
          <IconColumns3 size={16} stroke={1.75} aria-hidden="true" />
          Columns
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap={8}>
          {columns.slice(1).map((column) => (
            <Checkbox
              key={column.key}
              label={column.header}
              checked={!hidden.includes(column.key)}
              onChange={() => toggle(column.key)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
