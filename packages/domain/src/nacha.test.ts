import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilDate } from './calendar.ts';
import { cents } from './money.ts';
import { type AchEntry, AchError, type AchFile, buildAchFile, isRoutingNumber } from './nacha.ts';

// Made-up routing numbers with a right check digit.
const [bank, other] = ['123456780', '987654320'];

const entry = (change: Partial<AchEntry> = {}): AchEntry => ({
  secCode: 'CCD',
  routingNumber: other as string,
  accountNumber: '000123456789',
  accountType: 'checking',
  amountCents: cents(1_234_567),
  payeeReference: 'PAY-000012',
  payeeName: 'Sample Framing LLC',
  ...change,
});

const file = (entries: AchEntry[]): AchFile => ({
  destination: { routingNumber: bank as string, name: 'Sample Bank' },
  origin: { id: '1000000000', name: 'Sample Lender' },
  company: { id: '1000000000', name: 'Sample Lender' },
  entryDescription: 'Draw 1',
  creationDate: civilDate('2026-11-23'),
  creationTime: '1015',
  fileIdModifier: 'A',
  effectiveDate: civilDate('2026-11-24'),
  entries,
});

/** Fields by the published positions (1-based, inclusive). */
const at = (record: string | undefined, from: number, to: number) => record?.slice(from - 1, to);
const recordsOf = (text: string) => text.split('\r\n').slice(0, -1);

describe('the layout', () => {
  const built = buildAchFile(
    file([
      entry(),
      entry({
        secCode: 'PPD',
        routingNumber: bank,
        accountType: 'savings',
        amountCents: cents(5),
        payeeName: 'José Sample’s Café',
        paymentInformation: 'Draw 1 invoice 7',
      }),
    ]),
  );
  const records = recordsOf(built.text);
  const [header, ppdHeader, ppd, addenda, ppdControl, ccdHeader, ccd, ccdControl, control, fill] = records;

  test('records have 94 characters, in blocks of ten', () => {
    expect(records.map((record) => record.length)).toEqual(Array(10).fill(94));
    expect(records.map((record) => record[0]).join('')).toBe('1567856899');
    expect(fill).toBe('9'.repeat(94));
  });
  test('file header', () => {
    expect(at(header, 2, 3)).toBe('01');
    expect(at(header, 4, 13)).toBe(' 123456780');
    expect(at(header, 14, 23)).toBe('1000000000');
    expect(at(header, 24, 33)).toBe('2611231015');
    expect(at(header, 34, 40)).toBe('A094101');
    expect(at(header, 41, 63)?.trimEnd()).toBe('SAMPLE BANK');
    expect(at(header, 64, 86)?.trimEnd()).toBe('SAMPLE LENDER');
  });
  test('batch headers', () => {
    expect(at(ppdHeader, 2, 4)).toBe('220');
    expect(at(ppdHeader, 41, 50)).toBe('1000000000');
    expect(at(ppdHeader, 51, 53)).toBe('PPD');
    expect(at(ccdHeader, 51, 63)).toBe('CCDDRAW 1    ');
    expect(at(ccdHeader, 70, 75)).toBe('261124');
    expect(at(ccdHeader, 76, 94)).toBe('   1123456780000002');
  });
  test('entries', () => {
    expect(at(ccd, 2, 3)).toBe('22');
    expect(at(ccd, 4, 12)).toBe(other);
    expect(at(ccd, 13, 29)).toBe('000123456789     ');
    expect(at(ccd, 30, 39)).toBe('0001234567');
    expect(at(ccd, 40, 54)).toBe('PAY-000012     ');
    expect(at(ccd, 55, 76)).toBe('SAMPLE FRAMING LLC    ');
    expect(at(ccd, 79, 94)).toBe('0123456780000002');
    expect(at(ppd, 2, 3)).toBe('32');
    expect(at(ppd, 55, 76)?.trimEnd()).toBe("JOSE SAMPLE'S CAFE");
    expect(at(ppd, 79, 94)).toBe('1123456780000001');
    expect(at(addenda, 1, 3)).toBe('705');
    expect(at(addenda, 84, 94)).toBe('00010000001');
  });
  test('controls are sums of the entries', () => {
    expect(at(ppdControl, 5, 10)).toBe('000002');
    expect(at(ppdControl, 11, 20)).toBe('0012345678');
    expect(at(ppdControl, 33, 44)).toBe('000000000005');
    expect(at(ccdControl, 5, 20)).toBe('0000010098765432');
    expect(at(control, 2, 7)).toBe('000002');
    expect(at(control, 8, 13)).toBe('000001');
    expect(at(control, 14, 21)).toBe('00000003');
    expect(at(control, 22, 31)).toBe('0111111110');
    expect(at(control, 32, 55)).toBe('000000000000000001234572');
    expect(built).toMatchObject({
      controlTotalCents: 1_234_572n,
      entryCount: 2,
      batchCount: 2,
      entryHash: '0111111110',
    });
  });
});

test('any payments: full blocks, right length, and the total that the bank will move', () => {
  const any = fc.record({
    amountCents: fc.bigInt(1n, 9_999_999_999n).map(cents),
    secCode: fc.constantFrom<'PPD' | 'CCD'>('PPD', 'CCD'),
    payeeName: fc.string({ unit: 'grapheme', minLength: 1 }).map((name) => `A${name}`),
    paymentInformation: fc.option(fc.string({ unit: 'grapheme', maxLength: 200 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 40 }), (changes) => {
      const built = buildAchFile(file(changes.map((change) => entry(change))));
      const records = recordsOf(built.text);
      expect(records.length % 10).toBe(0);
      for (const record of records) expect(record).toMatch(/^[\x20-\x7e]{94}$/);
      const moved = records
        .filter((record) => record[0] === '6')
        .reduce((sum, record) => sum + BigInt(record.slice(29, 39)), 0n);
      expect(moved).toBe(built.controlTotalCents);
    }),
  );
});

test('routing numbers carry their check digit', () => {
  expect(isRoutingNumber('123456780')).toBe(true);
  for (const wrong of ['123456789', '000000000', '12345678', '12345678a', '213456780'])
    expect(isRoutingNumber(wrong)).toBe(false);
});

test.each<[Partial<AchFile>, string]>([
  [{ entries: [] }, '/entries'],
  [{ entries: [entry({ routingNumber: '123456789' })] }, '/entries/0/routingNumber'],
  [{ entries: [entry(), entry({ amountCents: cents(0) })] }, '/entries/1/amountCents'],
  [{ entries: [entry({ amountCents: cents(10_000_000_000n) })] }, '/entries/0/amountCents'],
  [{ entries: [entry({ accountNumber: '1'.repeat(18) })] }, '/entries/0/accountNumber'],
  [{ entries: [entry({ payeeName: '样本' })] }, '/entries/0/payeeName'],
  [{ effectiveDate: civilDate('2026-11-22') }, '/effectiveDate'],
  [{ creationTime: '2460' }, '/creationTime'],
])('%# refuses what a bank would', (change, pointer) => {
  try {
    buildAchFile({ ...file([entry()]), ...change });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AchError);
    expect(error).toMatchObject({ pointer });
  }
});
