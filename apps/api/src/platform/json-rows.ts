const MOMENT = /^at$|(At|Since)$/;

/**
 * Rows that PostgreSQL sent as JSON inside one answer, with cents (`…Cents`) and moments (`at`, `…At`, `…Since`) as the driver gives them
 * otherwise: bigint, and ending in Z. Exact decimals must be selected as text, since JSON would make floats of them.
 */
export function fromJson<T extends object>(rows: readonly object[]): T[] {
  for (const row of rows as Record<string, unknown>[])
    for (const [key, value] of Object.entries(row)) {
      if (typeof value === 'number' && key.endsWith('Cents')) row[key] = BigInt(value);
      else if (typeof value === 'string' && MOMENT.test(key)) row[key] = value.replace(/\+00:00$/, 'Z');
    }
  return rows as T[];
}
