import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilDate } from './calendar.ts';
import { cents, sumCents } from './money.ts';
import { computeProforma, type ProformaInput, proformaBudget } from './proforma.ts';
import { ProformaError } from './proforma-input.ts';
import { rate } from './rate.ts';
import { Rational } from './rational.ts';
import { viability } from './viability.ts';

const deal: ProformaInput = {
  startDate: civilDate('2026-10-01'),
  lines: [
    {
      category: 'land',
      key: 'land',
      label: 'Land',
      amountCents: cents(40_000_000),
      startMonth: 0,
      months: 1,
    },
    {
      category: 'hard',
      key: 'structure',
      label: 'Structure',
      amountCents: cents(60_000_000),
      startMonth: 1,
      months: 8,
    },
    {
      category: 'soft',
      key: 'permits',
      label: 'Permits',
      amountCents: cents(5_000_000),
      startMonth: 0,
      months: 2,
    },
    {
      category: 'contingency',
      key: 'contingency',
      label: 'Contingency',
      amountCents: cents(3_000_000),
      startMonth: 1,
      months: 8,
    },
  ],
  loan: { rate: rate('0.09'), loanToCost: rate('0.85'), originationFeeRate: rate('0.015'), months: 12 },
  salesPriceCents: cents(150_000_000),
  sellingCostRate: rate('0.06'),
  saleMonth: 11,
  discountRate: rate('0.12'),
};

describe('a deal in cash, by pencil', () => {
  const result = computeProforma({
    ...deal,
    loan: null,
    lines: [
      {
        category: 'land',
        key: 'land',
        label: 'Land',
        amountCents: cents(100_000_00),
        startMonth: 0,
        months: 1,
      },
    ],
    salesPriceCents: cents(120_000_00),
    sellingCostRate: rate('0.05'),
    saleMonth: 12,
    discountRate: rate('0.14'),
  });
  test('profit, returns and break-even', () => {
    expect(result).toMatchObject({
      totalCostCents: 100_000_00n,
      sellingCostCents: 6_000_00n,
      netRevenueCents: 114_000_00n,
      profitCents: 14_000_00n,
      roi: '0.140000',
      margin: '0.116667',
      irr: '0.140000',
      npvCents: 0n,
      loanToCost: '0.000000',
      breakEvenPriceCents: 105_263_16n,
    });
  });
  test('one more cent off the price loses money', () => {
    const at = (price: bigint) =>
      computeProforma({ ...deal, loan: null, lines: deal.lines, salesPriceCents: cents(price) }).profitCents;
    const { breakEvenPriceCents } = computeProforma({ ...deal, loan: null });
    expect(at(breakEvenPriceCents) >= 0n).toBe(true);
    expect(at(breakEvenPriceCents - 1n) < 0n).toBe(true);
  });
});

describe('a deal with its loan', () => {
  const result = computeProforma(deal);
  test('the loan is the agreed share of a cost that includes its own finance', () => {
    // The last cents go to the loan so that sources meet uses exactly.
    const off = result.loanAmountCents * 100n - result.totalCostCents * 85n;
    expect(off < 0n ? -off : off).toBeLessThanOrEqual(200n);
    expect(result.originationFeeCents).toBeGreaterThan(0n);
    expect(result.totals.finance).toBe(result.interestCents);
    expect(result.loanToCost).toBe('0.850000');
  });
  test('the interest is that of the drawn balance, month by month', () => {
    let balance = 0n;
    for (const month of result.months) {
      if (month.month > 0) {
        const days =
          (Date.parse(month.date) - Date.parse(result.months[month.month - 1]?.date ?? '')) / 86_400_000;
        const exact = (Number(balance) * 0.09 * days) / 360;
        expect(Math.abs(Number(month.interestCents) - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
      }
      balance += month.loanCents;
    }
  });
  test('equity goes in first', () => {
    const firstLoan = result.months.findIndex((month) => month.loanCents > 0n);
    expect(result.months.slice(firstLoan + 1).every((month) => month.equityCents === 0n)).toBe(true);
  });
  test('leverage raises the return of a good deal', () => {
    expect(Number(result.irr)).toBeGreaterThan(Number(result.unleveredIrr));
  });
  test('the middle of the grid is the deal', () => {
    expect(result.sensitivity[2]?.[2]).toMatchObject({ profitCents: result.profitCents, roi: result.roi });
    expect(result.sensitivity.flat()).toHaveLength(25);
    expect(result.sensitivity[0]?.[4]?.profitCents).toBeGreaterThan(
      result.sensitivity[4]?.[0]?.profitCents as bigint,
    );
  });
  test('becomes a budget that sums to the cost', () => {
    const budget = proformaBudget(deal, result);
    expect(sumCents(budget.map((line) => line.amountCents))).toBe(result.totalCostCents);
    expect(budget.map((line) => line.key)).toContain('interest_reserve');
  });
});

test('terms whose rounding goes round in circles still settle', () => {
  const lines = [2_125_716_998n, 7_523_675_989n, 5_746_929_272n].map((amount, i) => ({
    category: 'hard' as const,
    key: `l${i}`,
    label: `Line ${i}`,
    amountCents: cents(amount),
    startMonth: [0, 5, 4][i] ?? 0,
    months: [1, 4, 6][i] ?? 1,
  }));
  const loan = {
    rate: rate('0.2489'),
    loanToCost: rate('0.16'),
    originationFeeRate: rate('0.02'),
    months: 12,
  };
  const result = computeProforma({ ...deal, lines, loan, salesPriceCents: cents(0) });
  expect(result.loanToCost).toBe('0.160000');
});

test('sources meet uses and flows sum to the profit, to the cent', () => {
  const money = fc.bigInt(0n, 10n ** 10n).map(cents);
  const line = fc.record({
    amountCents: money,
    startMonth: fc.integer({ min: 0, max: 5 }),
    months: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      money,
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 2500 }),
      (raw, price, ltc, basisPoints) => {
        const input: ProformaInput = {
          ...deal,
          lines: raw.map((each, i) => ({ ...each, category: 'hard', key: `l${i}`, label: `Line ${i}` })),
          loan: {
            rate: rate((basisPoints / 10_000).toFixed(4)),
            loanToCost: rate((ltc / 100).toFixed(2)),
            originationFeeRate: rate('0.02'),
            months: 12,
          },
          salesPriceCents: price,
        };
        const result = computeProforma(input);
        expect(result.equityCents + result.loanAmountCents).toBe(result.totalCostCents);
        expect(sumCents(Object.values(result.totals))).toBe(result.totalCostCents);
        expect(sumCents(result.months.map((month) => month.equityFlowCents))).toBe(result.profitCents);
      },
    ),
    { numRuns: 40 },
  );
});

test.each<[Partial<ProformaInput>, string]>([
  [{ saleMonth: 0 }, '/saleMonth'],
  [{ sellingCostRate: rate('1') }, '/sellingCostRate'],
  [{ discountRate: rate('-1') }, '/discountRate'],
  [{ saleMonth: 5 }, '/lines/1/months'],
  [{ loan: { ...deal.loan!, loanToCost: rate('1.01') } }, '/loan/loanToCost'],
  [{ loan: { ...deal.loan!, loanToCost: rate('1'), rate: rate('90000') } }, '/loan'],
  [{ lines: [...deal.lines, ...deal.lines] }, '/lines/4/key'],
])('%# names the wrong field', (change, pointer) => {
  try {
    computeProforma({ ...deal, ...change });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ProformaError);
    expect(error).toMatchObject({ pointer });
  }
});

test('warns of what a reader should know', () => {
  expect(computeProforma({ ...deal, saleMonth: 14, salesPriceCents: cents(1) }).warnings).toEqual([
    'The sale comes 2 months after the loan matures: it needs an extension.',
    'The deal loses money at this price.',
  ]);
});

test('the viability score is the sum of its parts, between floor and target', () => {
  const best = viability({
    roi: '0.30',
    margin: '0.20',
    irr: '0.50',
    loanToValue: '0.50',
    priceCushion: '0.20',
  });
  expect(best.score).toBe(100);
  expect(
    viability({ roi: null, margin: null, irr: null, loanToValue: '0.90', priceCushion: '-0.10' }).score,
  ).toBe(0);
  const half = viability({
    roi: '0.125',
    margin: '0.10',
    irr: '0.20',
    loanToValue: '0.75',
    priceCushion: '0.075',
  });
  expect(half.parts.map(({ points }) => points)).toEqual([15, 10, 8, 10, 8]);
  expect(half.score).toBe(51);
});

test('the break-even price is found at once, even where selling eats nearly all of the price', () => {
  const cost = { ...deal, loan: null, sellingCostRate: rate('0.99999999') };
  const { breakEvenPriceCents, totalCostCents } = computeProforma(cost);
  const net = (price: bigint) => price - Rational.of(99_999_999n * price, 100_000_000n).roundHalfEven();
  expect(net(breakEvenPriceCents)).toBe(totalCostCents);
  expect(net(breakEvenPriceCents - 1n)).toBe(totalCostCents - 1n);
});
