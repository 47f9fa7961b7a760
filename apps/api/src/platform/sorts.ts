import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { decodeCursor, type Place, pageOf } from './keyset.ts';

type Type = 'timestamptz' | 'date' | 'integer' | 'bigint' | 'numeric' | 'text' | 'bpchar' | 'uuid';
type Column = string | RawBuilder<unknown>;

/** One way to sort a list. An index of these columns and the id stands behind it. */
export interface Sort<Row> {
  /** Columns, or expressions that never are null, each with its type; the id comes after them by itself. */
  by: readonly (readonly [column: Column, type: Type])[];
  /** What a row that was read has in them. */
  at(row: Row): Place['values'];
  /** How a page that renamed its columns calls them. */
  shown?: readonly Column[];
}
/** The sort by what identifies a row alone: its number, its day, its month. */
export const BY_ID = { by: [], at: () => [] } as const;
/** The sorts of a list by name. Each goes both ways, `-name` from the last to the first along the same index. */
export type Sorts<Row> = Readonly<Record<string, Sort<Row>>>;

/** What a query asks of a declared sort. */
export interface Sorted {
  sort: string;
  cursor?: string | undefined;
}

type Sorting = <DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
) => SelectQueryBuilder<DB, TB, O>;

const named = <Row>(sorts: Sorts<Row>, sort: string): Sort<Row> => sorts[sort.replace(/^-/, '')]!;
const directionOf = (sort: string): 'asc' | 'desc' => (sort.startsWith('-') ? 'desc' : 'asc');
const written = (column: Column): RawBuilder<unknown> =>
  typeof column === 'string' ? sql.ref(column) : column;

/** Sorted as asked, the id last, beginning after the cursor's place. Throws 400 for a cursor of another list or sort. */
export function inOrder(
  sorts: Sorts<never>,
  id: string,
  { sort, cursor }: Sorted,
  idType: Type = 'uuid',
): Sorting {
  const columns: Sort<never>['by'] = [...named(sorts, sort).by, [id, idType]];
  const place = cursor ? decodeCursor(cursor, sort, columns.length) : undefined;
  const direction = directionOf(sort);
  return (query) => {
    const ordered = columns.reduce((so, [column]) => so.orderBy(written(column), direction), query);
    if (!place) return ordered;
    const row = sql.join(columns.map(([column]) => written(column)));
    const values = sql.join(columns.map(([, type], at) => sql`${place[at]}::${sql.raw(type)}`));
    return ordered.where(sql<SqlBool>`(${row}) ${sql.raw(direction === 'desc' ? '<' : '>')} (${values})`);
  };
}

/** The same order again for a page to whose rows names were joined. */
export function asPaged(sorts: Sorts<never>, id: string, { sort }: Sorted): Sorting {
  const { by, shown } = named(sorts, sort);
  const columns = shown ?? by.map((part) => part[0]);
  return (query) =>
    [...columns, id].reduce<typeof query>(
      (so, column) => so.orderBy(written(column), directionOf(sort)),
      query,
    );
}

/** `pageOf` for a list with declared sorts. */
export const sortedPage = <Row extends { id: string }>(
  rows: readonly Row[],
  query: { limit: number; sort: string },
  sorts: NoInfer<Sorts<Row>>,
  total?: number,
): { items: Row[]; nextCursor: string | null; total?: number } =>
  pageOf(rows, query, (row) => [...named(sorts, query.sort).at(row), row.id], total);

/** How many rows a list has behind all its pages. */
export async function countOf<DB, TB extends keyof DB, O>(
  matching: SelectQueryBuilder<DB, TB, O>,
): Promise<number> {
  const row = await matching
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return (row as unknown as { n: number }).n;
}
