import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BorrowingBaseInput, borrowingBase, type PledgedLoan, whatIf } from './borrowing-base.ts';
import { civilDate } from './calendar.ts';
import { cents, sumCents } from './money.ts';
import { rate } from './rate.ts';

const d = civilDate;
const loan = (loanId: string, change: Partial<PledgedLoan> = {}): PledgedLoan => ({
  loanId,
  label: `Loan ${loanId}`,
  grossCents: cents(1000),
  class: 'construction',
  borrowerId: loanId,
  market: 'Seattle',
  isLand: false,
  isSpec: false,
  inDefault: false,
  maturesOn: d('2027-06-01'),
  pledgedOn: d('2026-06-01'),
  lastInspectedOn: d('2026-11-01'),
  entitlementSlipDays: 0,
  ...change,
});
const line = (loans: PledgedLoan[], change: Partial<BorrowingBaseInput> = {}): BorrowingBaseInput => ({
  today: d('2026-11-23'),
  loans,
  ineligibility: [
    { code: 'matured' },
    { code: 'default' },
    { code: 'stale_inspection', maxDays: 60 },
    { code: 'over_age_in_base', maxDays: 540 },
    { code: 'entitlement_slipped', maxDays: 90 },
  ],
  concentration: [],
  advanceRates: { construction: rate('0.80'), land: rate('0.50') },
  reservesCents: cents(0),
  commitmentCents: cents(1_000_000),
  outstandingCents: cents(0),
  ...change,
});

test('eligible × advance rate, less reserves, less outstanding', () => {
  const base = borrowingBase(
    line([loan('1'), loan('2', { class: 'land' }), loan('3', { class: 'unknown' })], {
      reservesCents: cents(100),
      outstandingCents: cents(1300),
    }),
  );
  expect(base).toMatchObject({
    grossCents: 3000n,
    eligibleCents: 3000n,
    baseCents: 1200n,
    availabilityCents: -100n,
  });
});

test('a loan is out by the first rule that applies, and says why', () => {
  const base = borrowingBase(
    line([
      loan('1', { maturesOn: d('2026-11-23'), inDefault: true }),
      loan('2', { inDefault: true }),
      loan('3', { lastInspectedOn: null }),
      loan('4', { lastInspectedOn: d('2026-09-23') }),
      loan('5', { pledgedOn: d('2025-01-01') }),
      loan('6', { entitlementSlipDays: 91 }),
      loan('7', { lastInspectedOn: d('2026-09-24') }),
    ]),
  );
  expect(base.loans.map(({ exclusions }) => exclusions.map(({ code }) => code))).toEqual([
    ['matured'],
    ['default'],
    ['stale_inspection'],
    ['stale_inspection'],
    ['over_age_in_base'],
    ['entitlement_slipped'],
    [],
  ]);
  expect(base.loans[3]?.exclusions[0]?.reason).toBe('Last inspected 61 days ago; the limit is 60.');
  expect(base).toMatchObject({ ineligibleCents: 6000n, eligibleCents: 1000n });
});

describe('concentration', () => {
  test('is measured on gross less ineligible and cut pro rata', () => {
    const loans = [
      loan('1', { borrowerId: 'x' }),
      loan('2', { borrowerId: 'x', grossCents: cents(2000) }),
      loan('3', { borrowerId: 'y' }),
      loan('4', { inDefault: true }),
    ];
    const base = borrowingBase(line(loans, { concentration: [{ by: 'borrower', limit: rate('0.50') }] }));
    // 4,000 measured, limit 2,000, borrower x has 3,000.
    expect(base.concentrationExcessCents).toBe(1000n);
    expect(base.loans.map(({ eligibleCents }) => eligibleCents)).toEqual([667n, 1333n, 1000n, 0n]);
  });
  test('a dollar that one limit took is not taken again', () => {
    const loans = [loan('1', { borrowerId: 'x', isLand: true }), loan('2', { borrowerId: 'y' })];
    const base = borrowingBase(
      line(loans, {
        concentration: [
          { by: 'borrower', limit: rate('0.40') },
          { by: 'land', limit: rate('0.40') },
        ],
      }),
    );
    expect(base.loans[0]?.exclusions.map(({ code, amountCents }) => [code, amountCents])).toEqual([
      ['borrower', 200n],
    ]);
  });
});

test('every dollar is either eligible or excluded once', () => {
  const any = fc.record({
    grossCents: fc.bigInt(0n, 10n ** 10n).map(cents),
    borrowerId: fc.constantFrom('x', 'y', 'z'),
    market: fc.constantFrom('Seattle', 'Phoenix'),
    isLand: fc.boolean(),
    isSpec: fc.boolean(),
    inDefault: fc.boolean(),
    entitlementSlipDays: fc.integer({ min: 0, max: 200 }),
  });
  const limits = fc.array(
    fc.record({
      by: fc.constantFrom<'borrower' | 'market' | 'land' | 'spec'>('borrower', 'market', 'land', 'spec'),
      limit: fc.integer({ min: 0, max: 100 }).map((p) => rate((p / 100).toFixed(2))),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), limits, (changes, concentration) => {
      const base = borrowingBase(
        line(
          changes.map((change, i) => loan(String(i), change)),
          { concentration },
        ),
      );
      for (const each of base.loans) {
        expect(each.eligibleCents >= 0n).toBe(true);
        expect(each.eligibleCents + sumCents(each.exclusions.map(({ amountCents }) => amountCents))).toBe(
          each.grossCents,
        );
      }
      expect(base.grossCents - base.ineligibleCents - base.concentrationExcessCents).toBe(base.eligibleCents);
    }),
  );
});

test('what if I fund this draw', () => {
  const { before, after } = whatIf(line([loan('1')]), {
    loanId: '1',
    principalCents: cents(500),
    borrowedCents: cents(500),
  });
  expect([before.availabilityCents, after.availabilityCents]).toEqual([800n, 700n]);
  expect(() => whatIf(line([]), { loanId: '1', principalCents: cents(1), borrowedCents: cents(0) })).toThrow(
    /not pledged/,
  );
});
