import { sql } from 'kysely';
import { malformed } from './errors.ts';

/** Opaque place in a list: the sort it belongs to and the last row's sort values, id last. */
export interface Place {
  sort: string;
  values: (string | number | null)[];
}

export const encodeCursor = (place: Place): string =>
  Buffer.from(JSON.stringify([place.sort, ...place.values])).toString('base64url');

/** Throws 400 when the cursor is not ours or belongs to another sort. */
export function decodeCursor(cursor: string, sort: string, length: number): Place['values'] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw malformed('This cursor is not valid.');
  }
  const plain = (value: unknown): boolean =>
    value === null || typeof value === 'string' || typeof value === 'number';
  const ours = Array.isArray(parts) && parts[0] === sort && parts.length === length + 1 && parts.every(plain);
  // Every place ends in an id.
  if (!ours || (parts as unknown[]).at(-1) === null)
    throw malformed('This cursor does not belong to this list and sort.');
  return (parts as unknown[]).slice(1) as Place['values'];
}

/**
 * How many rows to read for a page: one more than it shows. Written into the statement and not sent as a parameter: not knowing it
 * PostgreSQL reckons with a tenth of the table, finds that too dear, and plans the statement anew each time.
 */
export const pageRows = (limit: number) => sql.lit(limit + 1);

/** Cuts the row that was read beyond a page, and points to the next page when there was one. `placeOf` gives the sort values, id last. */
export function pageOf<T>(
  rows: readonly T[],
  query: { limit: number; sort: string },
  placeOf: (row: T) => Place['values'],
  total?: number,
): { items: T[]; nextCursor: string | null; total?: number } {
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  const nextCursor =
    last !== undefined && rows.length > query.limit
      ? encodeCursor({ sort: query.sort, values: placeOf(last) })
      : null;
  return { items, nextCursor, ...(total === undefined ? {} : { total }) };
}
