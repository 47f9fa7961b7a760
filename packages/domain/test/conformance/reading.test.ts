/** What reads the external cases is tested without them. */
import { describe, expect, test } from 'vitest';
import { actus } from './actus/actus.ts';
import { observedOf } from './actus/observed.ts';
import { parseCycle, Terms } from './actus/terms.ts';
import { decimal } from './decimal.ts';
import { complaints } from './outcome.ts';
import { pythonLiteral } from './python-literal.ts';

describe('numbers', () => {
  test.each([
    [' 5000', '5000.0000'],
    ['-.5', '-0.5000'],
    ['1.5e-3', '0.0015'],
    [2e21, '2000000000000000000000.0000'],
    ['+7.', '7.0000'],
  ])('%s', (text, value) => expect(decimal(text).toDecimalString(4)).toBe(value));
  test.each(['', '.', 'NaN', '1,000', '0x10'])('"%s" is none', (text) =>
    expect(() => decimal(text)).toThrow(RangeError),
  );
});

describe('a printed dictionary', () => {
  test('is read as it was', () => {
    expect(pythonLiteral(`{'a': [1, 2.50, None,], "b": {'c': True, 'd': ('x', "it's")}, 'e': []}`)).toEqual({
      a: ['1', '2.50', null],
      b: { c: true, d: ['x', "it's"] },
      e: [],
    });
  });
  test('may be JSON', () => expect(pythonLiteral('{"a": [false, null]}')).toEqual({ a: [false, null] }));
  test.each(["{'a': }", "{'a' 1}", '[1, 2', "{'a': 1} x", 'date(2020)'])('%s is none', (text) =>
    expect(() => pythonLiteral(text)).toThrow(SyntaxError),
  );
});

describe('contracts', () => {
  test('cycles and their stubs', () => {
    expect(parseCycle('P3ML1')).toEqual({ step: { months: 3 }, stub: 'short' });
    expect(parseCycle('P2WL0')).toEqual({ step: { days: 14 }, stub: 'long' });
    expect(parseCycle('P1D')).toEqual({ step: { days: 1 }, stub: 'short' });
    expect(() => parseCycle('monthly')).toThrow(RangeError);
  });
  test('a term that nobody reads is not left out silently', () => {
    const terms = new Terms({ currency: 'USD', feeRate: '0', penaltyRate: '0.02', scalingEffect: '000' });
    expect(() => terms.assertAllRead()).toThrow('No note of ours has penaltyRate.');
  });
  test('observed values may be printed, as a whole or in parts', () => {
    const plain = { SOFR: { data: [{ timestamp: '2026-01-01T00:00:00', value: '0.05' }] } };
    const printed =
      "{'SOFR': {'identifier': 'SOFR', 'data': [{'timestamp': '2026-01-01T00:00:00', 'value': '0.05'}]}}";
    const inParts = { SOFR: { data: "[{'timestamp': '2026-01-01T00:00', 'value': 0.05}]" } };
    const seen = [plain, printed, inParts].map((data) => observedOf(data, [], 'lender').observed.values);
    for (const values of seen) {
      expect(values.map(({ index, date }) => [index, date])).toEqual([['SOFR', '2026-01-01']]);
      expect(values[0]?.value.toDecimalString(4)).toBe('0.0500');
    }
  });
  const loan = {
    terms: {
      contractType: 'PAM',
      contractRole: 'RPA',
      statusDate: '2025-12-31T00:00:00',
      initialExchangeDate: '2026-01-01T00:00:00',
      maturityDate: '2026-07-01T00:00:00',
      notionalPrincipal: ' 1000',
      nominalInterestRate: '0.12',
      dayCountConvention: '30E360',
    },
    results: [
      ['2026-01-01', 'IED', -1000, 1000, 0],
      ['2026-07-01', 'IP', 60, 1000, 0],
      ['2026-07-01', 'MD', 1000, 0, 0],
    ].map(([eventDate, eventType, payoff, notionalPrincipal, accruedInterest]) => ({
      eventDate: `${eventDate}T00:00`,
      eventType,
      payoff,
      notionalPrincipal,
      nominalInterestRate: 0.12,
      accruedInterest,
    })),
  };
  const saidOf = (test: unknown) => complaints(actus.read({ tests: [{ id: 'loan', test }] } as never)[0]!);
  test('agree, or it is said in what they do not', () => {
    expect(saidOf(loan)).toEqual([]);
    const [, interest, end] = loan.results;
    const other = {
      ...loan,
      results: [
        { ...interest, payoff: 61 },
        { ...end, eventDate: '2026-07-02' },
      ],
    };
    expect(saidOf(other)).toEqual([
      '2026-07-01 IP payoff is 60, not 61',
      '2026-07-02 MD is missing',
      '2026-01-01 IED is not expected',
      '2026-07-01 MD is not expected',
    ]);
    expect(saidOf({ ...loan, terms: { ...loan.terms, contractType: 'SWAPS' } })).toEqual([
      'cannot be answered: No note of ours is a SWAPS.',
    ]);
  });
});
