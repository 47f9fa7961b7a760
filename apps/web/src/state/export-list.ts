import type { paths } from '@connect/api-client';
import { downloadText, toCsv } from '@connect/ui/csv';
import type { Column } from '@connect/ui/data-table';
import type { Filters } from '@connect/ui/filter-bar';
import { api } from './api.ts';
import { toast } from './toasts.ts';
import { type Page, type SortState, sortParam } from './use-list.ts';
import { asProblem } from './use-submit.ts';

const PAGE = 200;
const MOST = 10_000;

export type ExportedList = paths['/v1/exports']['post']['requestBody']['content']['application/json']['list'];

/** Writes every row that matches to a CSV file, page by page; who took how many rows is put on record before the file is made. */
export async function exportList<T>(options: {
  path: string;
  /** Names the list in the audit trail, and the file unless that has a name of its own. */
  name: ExportedList;
  file?: string;
  columns: readonly Column<T>[];
  filters?: Filters;
  sort?: SortState | null;
}): Promise<void> {
  const { path, name, file = name, columns, filters = {}, sort } = options;
  try {
    const rows: T[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<T> = await api.get<Page<T>>(path as string, {
        query: { ...filters, sort: sortParam(sort), limit: PAGE, cursor },
      });
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor && rows.length < MOST);
    const filter = Object.fromEntries(Object.entries(filters).filter(([, value]) => value)) as Record<
      string,
      string
    >;
    await api.post('/v1/exports', { body: { list: name, filter, rows: rows.length } });
    downloadText(`${file}.csv`, toCsv(columns, rows));
    toast({
      tone: cursor ? 'look' : 'ok',
      title: `${rows.length.toLocaleString('en-US')} rows exported${cursor ? ', there are more: narrow the filter' : ''}`,
    });
  } catch (error) {
    toast({ tone: 'hold', title: 'The export failed', children: asProblem(error).detail });
  }
}
