/**
 * An ACH credit file in the layout of the Nacha Operating Rules: 94-character records, files blocked by ten. Control totals are
 * summed from the entries, never taken from the caller, so that a file cannot promise another amount than it carries.
 */
import type { CivilDate } from './calendar.ts';
import { type Cents, sumCents } from './money.ts';

export interface AchEntry {
  /** PPD to a person, CCD to a company. */
  secCode: 'PPD' | 'CCD';
  /** Nine digits with the check digit. */
  routingNumber: string;
  /** Up to 17 characters. */
  accountNumber: string;
  accountType: 'checking' | 'savings';
  amountCents: Cents;
  /** Our id of the payment, up to 15 characters. */
  payeeReference: string;
  payeeName: string;
  /** Up to 80 characters for the payee; adds an addenda record. */
  paymentInformation?: string;
}

export interface AchFile {
  /** The bank that takes the file. */
  destination: { routingNumber: string; name: string };
  /** Ten characters assigned by the bank, often 1 and the tax id. */
  origin: { id: string; name: string };
  company: { id: string; name: string };
  /** Ten characters that the payee reads on the statement, such as DRAW 12. */
  entryDescription: string;
  creationDate: CivilDate;
  /** HHMM in the bank's zone. */
  creationTime: string;
  /** A to Z, 0 to 9: which file of the day. */
  fileIdModifier: string;
  /** The day the money shall settle. */
  effectiveDate: CivilDate;
  entries: readonly AchEntry[];
}

export interface BuiltAchFile {
  /** Records end in CR LF; no file content may be logged. */
  text: string;
  entryCount: number;
  batchCount: number;
  controlTotalCents: Cents;
  entryHash: string;
}

/** 422: a file that a bank would refuse. */
export class AchError extends Error {
  readonly code = 'ach_invalid';
  readonly pointer: string;

  constructor(pointer: string, message: string) {
    super(message);
    this.name = 'AchError';
    this.pointer = pointer;
  }
}

/**
 * Builds the file: one batch for each SEC code, credits only.
 * @throws AchError naming the first entry or field a bank would refuse
 */
export function buildAchFile(file: AchFile): BuiltAchFile {
  checkFile(file);
  const odfi = file.destination.routingNumber.slice(0, 8);
  const batches = (['PPD', 'CCD'] as const)
    .map((secCode) => ({ secCode, entries: file.entries.filter((entry) => entry.secCode === secCode) }))
    .filter(({ entries }) => entries.length > 0);

  let sequence = 0;
  const records: string[] = [fileHeader(file)];
  for (const [i, { secCode, entries }] of batches.entries()) {
    records.push(batchHeader(file, secCode, odfi, i + 1));
    for (const entry of entries) {
      sequence += 1;
      records.push(entryDetail(entry, odfi, sequence));
      if (entry.paymentInformation) records.push(addenda(entry.paymentInformation, sequence));
    }
    records.push(batchControl(file, entries, odfi, i + 1));
  }
  records.push(fileControl(file.entries, batches.length, records.length + 1));
  // Blocks are filled up with nines.
  while (records.length % 10 !== 0) records.push('9'.repeat(94));
  return {
    text: `${records.join('\r\n')}\r\n`,
    entryCount: file.entries.length,
    batchCount: batches.length,
    controlTotalCents: totalOf(file.entries),
    entryHash: hashOf(file.entries),
  };
}

/** Whether nine digits carry the right check digit (weights 3, 7, 1). */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text) || text === '000000000') return false;
  const weights = [3, 7, 1];
  const sum = [...text].reduce((total, digit, i) => total + Number(digit) * (weights[i % 3] ?? 0), 0);
  return sum % 10 === 0;
}

function checkFile(file: AchFile): void {
  const refuse = (pointer: string, message: string): never => {
    throw new AchError(pointer, message);
  };
  if (file.entries.length === 0) refuse('/entries', 'A file needs at least one payment.');
  if (!isRoutingNumber(file.destination.routingNumber))
    refuse('/destination/routingNumber', 'The routing number is wrong.');
  if (file.origin.id.length > 10 || ascii(file.origin.id) === '')
    refuse('/origin/id', 'An origin id has 1 to 10 characters.');
  if (file.company.id.length > 10 || ascii(file.company.id) === '')
    refuse('/company/id', 'A company id has 1 to 10 characters.');
  if (!/^([01]\d|2[0-3])[0-5]\d$/.test(file.creationTime)) refuse('/creationTime', 'A time is written HHMM.');
  if (!/^[A-Z0-9]$/.test(file.fileIdModifier)) refuse('/fileIdModifier', 'A modifier is A to Z or 0 to 9.');
  if (file.effectiveDate < file.creationDate)
    refuse('/effectiveDate', 'Money cannot settle before the file is made.');
  file.entries.forEach((entry, i) => {
    const at = `/entries/${i}`;
    if (!isRoutingNumber(entry.routingNumber)) refuse(`${at}/routingNumber`, 'The routing number is wrong.');
    if (!/^[A-Za-z0-9 -]{1,17}$/.test(entry.accountNumber))
      refuse(`${at}/accountNumber`, 'An account number has 1 to 17 characters.');
    if (entry.amountCents <= 0n || entry.amountCents > 9_999_999_999n)
      refuse(`${at}/amountCents`, 'A payment is $0.01 to $99,999,999.99.');
    if (ascii(entry.payeeName).trim() === '')
      refuse(`${at}/payeeName`, 'The payee has no name that a bank can read.');
    if (entry.payeeReference.length > 15)
      refuse(`${at}/payeeReference`, 'A reference has at most 15 characters.');
  });
}

const fileHeader = (file: AchFile): string =>
  record(
    '1',
    '01',
    right(file.destination.routingNumber, 10),
    right(file.origin.id, 10),
    yymmdd(file.creationDate),
    file.creationTime,
    file.fileIdModifier,
    '094',
    '10',
    '1',
    left(file.destination.name, 23),
    left(file.origin.name, 23),
    left('', 8),
  );

const batchHeader = (file: AchFile, secCode: string, odfi: string, batch: number): string =>
  record(
    '5',
    '220', // credits only
    left(file.company.name, 16),
    left('', 20),
    left(file.company.id, 10),
    secCode,
    left(file.entryDescription, 10),
    yymmdd(file.effectiveDate),
    yymmdd(file.effectiveDate),
    left('', 3), // settlement date: the operator's
    '1',
    odfi,
    digits(batch, 7),
  );

const entryDetail = (entry: AchEntry, odfi: string, sequence: number): string =>
  record(
    '6',
    entry.accountType === 'checking' ? '22' : '32',
    entry.routingNumber,
    left(entry.accountNumber, 17),
    digits(entry.amountCents, 10),
    left(entry.payeeReference, 15),
    left(entry.payeeName, 22),
    left('', 2),
    entry.paymentInformation ? '1' : '0',
    odfi,
    digits(sequence, 7),
  );

const addenda = (information: string, sequence: number): string =>
  record('7', '05', left(information, 80), digits(1, 4), digits(sequence, 7));

const batchControl = (file: AchFile, entries: readonly AchEntry[], odfi: string, batch: number): string =>
  record(
    '8',
    '220',
    digits(recordsOf(entries), 6),
    hashOf(entries),
    digits(0n, 12),
    digits(totalOf(entries), 12),
    left(file.company.id, 10),
    left('', 19),
    left('', 6),
    odfi,
    digits(batch, 7),
  );

const fileControl = (entries: readonly AchEntry[], batches: number, records: number): string =>
  record(
    '9',
    digits(batches, 6),
    digits(Math.ceil(records / 10), 6),
    digits(recordsOf(entries), 8),
    hashOf(entries),
    digits(0n, 12),
    digits(totalOf(entries), 12),
    left('', 39),
  );

/** Entry and addenda records. */
const recordsOf = (entries: readonly AchEntry[]): number =>
  entries.length + entries.filter((entry) => entry.paymentInformation).length;

const totalOf = (entries: readonly AchEntry[]): Cents => sumCents(entries.map((entry) => entry.amountCents));

/** The sum of the first eight digits of all routing numbers, its last ten digits. */
const hashOf = (entries: readonly AchEntry[]): string =>
  entries
    .reduce((sum, entry) => sum + BigInt(entry.routingNumber.slice(0, 8)), 0n)
    .toString()
    .slice(-10)
    .padStart(10, '0');

const yymmdd = (date: CivilDate): string => date.slice(2).replaceAll('-', '');

/** Upper-case ASCII; accents fall off, what else a bank cannot read becomes a space. */
const ascii = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[^\x20-\x7e]/g, ' ')
    .toUpperCase();

const left = (text: string, width: number): string => ascii(text).slice(0, width).padEnd(width);
const right = (text: string, width: number): string => ascii(text).slice(0, width).padStart(width);
const digits = (n: bigint | number, width: number): string => n.toString().padStart(width, '0');

function record(...fields: string[]): string {
  const line = fields.join('');
  if (line.length !== 94) throw new RangeError(`An ACH record has 94 characters, not ${line.length}.`);
  return line;
}
