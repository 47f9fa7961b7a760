import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { decodeCursor, type Place, pageOf } from './keyset.ts';

type Type = 'timestamptz' | 'date' | 'integer' | 'bigint' | 'numeric' | 'text' | 'uuid';
/** A column, or an expression that never is null, and its type. */
type By = readonly [column: string | RawBuilder<unknown>, type: Type];

/** One way to sort a list: what it goes by, before the id, and the same values of a row that was read. An index stands behind it. */
export interface Sort<Row> {
  by: readonly By[];
  at(row: Row): Place['values'];
}
/** The sorts of a list by name. Each goes both ways: `-name` from the last to the first, along the same index. */
export type Sorts<Row> = Readonly<Record<string, Sort<Row>>>;

/** What a query asks of a declared sort. */
export interface Sorted {
  sort: string;
  cursor?: string | undefined;
}

const named = <Row>(sorts: Sorts<Row>, sort: string): Sort<Row> => sorts[sort.replace(/^-/, '')]!;

/** Sorted as asked, the id last, beginning after the cursor's place. Throws 400 for a cursor of another list or sort. */
export const inOrder =
  (sorts: Sorts<never>, id: string, { sort, cursor }: Sorted) =>
  <DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> => {
    const columns = [...named(sorts, sort).by, [id, 'uuid'] as const].map(
      ([column, type]) => [typeof column === 'string' ? sql.ref(column) : column, sql.raw(type)] as const,
    );
    const direction = sort.startsWith('-') ? 'desc' : 'asc';
    const place = cursor ? decodeCursor(cursor, sort, columns.length) : undefined;
    const ordered = columns.reduce((so, [column]) => so.orderBy(column, direction), query);
    if (!place) return ordered;
    const after = sql.raw(direction === 'desc' ? '<' : '>');
    const row = sql.join(columns.map(([column]) => column));
    const values = sql.join(columns.map(([, type], at) => sql`${place[at]}::${type}`));
    return ordered.where(sql<SqlBool>`(${row}) ${after} (${values})`);
  };

/** `pageOf` for a list with declared sorts. */
export const sortedPage = <Row extends { id: string }>(
  rows: readonly Row[],
  query: { limit: number; sort: string },
  sorts: NoInfer<Sorts<Row>>,
  total?: number,
): { items: Row[]; nextCursor: string | null; total?: number } =>
  pageOf(rows, query, (row) => [...named(sorts, query.sort).at(row), row.id], total);
