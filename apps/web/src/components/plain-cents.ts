import { money } from '@connect/ui/format';

/** Cents as a plain decimal for spreadsheets: `-5970.74`; nothing where there is nothing. */
export const plainCents = (value: number | null | undefined): string | null =>
  value === null || value === undefined
    ? null
    : money(value, { sign: false }).replaceAll(',', '').replace('−', '-');
