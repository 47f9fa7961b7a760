/** What a DataTable takes; apart from it so that its parts can say so too. */
import type { ReactNode } from 'react';

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers and dates in right-hand columns: `right`, which also sets tabular figures. */
  align?: 'left' | 'right';
  /** The API's name of this sort; without it the header is plain text. */
  sort?: string;
  width?: number | string;
  /** One of the (at most three) columns a phone keeps; the first column always stays. */
  phone?: boolean;
  /** How the value reads in the CSV export; without it the column is left out there. */
  csv?: (row: Row) => string | number | bigint | null | undefined;
  /** The ruled last row. */
  total?: ReactNode;
};

export type Sort = { key: string; desc: boolean };

export type DataTableProps<Row> = Omit<DataTableFooterProps<Row>, 'columns' | 'rows'> & {
  /** What the table is, for people who cannot see it. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** What opening a row does; with `rowHref` the key cell is a real link as well. */
  onOpen?: (row: Row) => void;
  rowHref?: (row: Row) => string;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  loading?: boolean;
  /** Stands in place of the rows when they could not be loaded: an ErrorState. */
  error?: ReactNode;
  /** Stands in place of the rows when there are none: an EmptyState. */
  empty?: ReactNode;
  /** The row whose record is open beside the table. */
  activeKey?: string | null;
  /** Under a row, over the whole width; null for rows without. */
  detail?: (row: Row) => ReactNode;
  rowTone?: (row: Row) => 'muted' | undefined;
  skeletonRows?: number;
};

export type DataTableFooterProps<Row> = {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** How many there are in all, when known. */
  total?: number | null;
  hasMore?: boolean;
  onMore?: () => void;
  loadingMore?: boolean;
  /** Keys of columns left out; with `onHidden` the footer offers the chooser. */
  hidden?: readonly string[];
  onHidden?: (hidden: string[]) => void;
  /** File name without ending: offers the export of the shown rows. A function exports by itself (all rows, from the server). */
  exportAs?: string | (() => void);
  /** Words instead of "18 of 60 shown". */
  footNote?: string;
  /** Not below the rows of a panel: without the line above. */
  loose?: boolean;
};
