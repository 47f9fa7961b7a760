import type { Column } from '@connect/ui/data-table';
import { DataTableFooter } from '@connect/ui/data-table-footer';
import { exportList } from '../state/export-list.ts';
import type { List } from '../state/use-list.ts';
import type { ListState } from '../state/use-list-state.ts';

/** Under a list of cards what stands under a table: how many, all of them as a file, Load more. */
export function CardsFooter<T>({
  list,
  state,
  path,
  name,
  columns,
}: {
  list: List<T>;
  state: Pick<ListState, 'filters' | 'sort'>;
  path: string;
  /** Names the list in the audit trail and the file. */
  name: string;
  /** What the file has of each card. */
  columns: readonly Column<T>[];
}) {
  return (
    <DataTableFooter
      columns={columns}
      rows={list.items}
      total={list.total}
      hasMore={list.hasMore}
      onMore={list.more}
      loadingMore={list.loadingMore}
      exportAs={() => void exportList<T>({ path, name, columns, filters: state.filters, sort: state.sort })}
    />
  );
}
