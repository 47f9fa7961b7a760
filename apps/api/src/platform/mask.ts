const HIDDEN = new Set([
  'taxId',
  'bankAccount',
  'accountNumber',
  'dateOfBirth',
  'password',
  'token',
  'secret',

  'email',
  'phone',
]);

/** JSON for the audit trail: bigints become numbers, sensitive fields become dots, whatever their depth. */
export function mask(value: unknown): string {
  return JSON.stringify(value, (key, each) => {
    if (HIDDEN.has(key) && each !== null && each !== undefined) return '•••';
    return typeof each === 'bigint' ? Number(each) : each;
  });
}

/** The fields of `after` that differ from `before`, for an event's payload. */
export function changes<T extends object>(
  before: T,
  after: Partial<T>,
): { before: Partial<T>; after: Partial<T> } {
  const changed = (Object.keys(after) as (keyof T)[]).filter((key) => !same(before[key], after[key]));
  const pick = (from: Partial<T>): Partial<T> =>
    Object.fromEntries(changed.map((key) => [key, from[key]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}

const same = (a: unknown, b: unknown): boolean =>
  a === b || mask({ v: a ?? null }) === mask({ v: b ?? null });
