import { sealer } from '../../platform/seal.ts';

/** The sealed columns of this module: the context binds a value to its row and column, so that it opens nowhere else. */
export type SealedColumn =
  | 'contacts.contacts.tax_id'
  | 'contacts.contacts.date_of_birth'
  | 'contacts.entities.tax_id'
  | 'contacts.entities.bank_account';

export const sealField = (column: SealedColumn, id: string, plain: string): string =>
  sealer().seal(plain, `${column}:${id}`);
export const openField = (column: SealedColumn, id: string, sealed: string): string =>
  sealer().open(sealed, `${column}:${id}`).toString('utf8');

const digitsOf = (text: string): string => text.replace(/[\s-]/g, '');

/**
 * A social security or individual taxpayer number as nine digits, or null when it cannot be one: area 000 and 666,
 * group 00 and serial 0000 were never given out (SSA, Randomization FAQ); areas from 900 are ITINs.
 */
export function personTaxId(text: string): string | null {
  if (!/^\d{3}-?\d{2}-?\d{4}$/.test(text)) return null;
  const digits = digitsOf(text);
  return /^(?!000|666)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits) ? digits : null;
}

/** Prefixes that the IRS has not assigned to any employer identification number. */
const UNASSIGNED = new Set([
  '00',
  '07',
  '08',
  '09',
  '17',
  '18',
  '19',
  '28',
  '29',
  '49',
  '69',
  '70',
  '78',
  '79',
  '89',
  '96',
  '97',
]);

/** An employer identification number as nine digits, or null when its form or prefix is none. */
export function employerTaxId(text: string): string | null {
  if (!/^\d{2}-?\d{7}$/.test(text)) return null;
  const digits = digitsOf(text);
  return UNASSIGNED.has(digits.slice(0, 2)) ? null : digits;
}

const WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** Whether nine digits are an ABA routing number: assigned first two digits, and weights 3-7-1 sum to a multiple of ten. */
export function isRoutingNumber(text: string): boolean {
  if (!/^(0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/.test(text)) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return sum > 0 && sum % 10 === 0;
}

/** `12-3456789` for people to read. */
export const dashedEmployerId = (digits: string): string => `${digits.slice(0, 2)}-${digits.slice(2)}`;
/** `987-65-4321` for people to read. */
export const dashedPersonId = (digits: string): string =>
  `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`;
