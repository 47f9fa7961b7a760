import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUDGET_KINDS, type CostLine, financeBudget, initialAdvance } from './loan-budget.ts';
import { cents, minCents, sumCents, ZERO } from './money.ts';

const line = (kind: CostLine['kind'], dollars: number): CostLine => ({
  kind,
  name: kind,
  costCents: cents(dollars * 100),
});
const project = [
  line('land', 500_000),
  line('hard', 700_000),
  line('soft', 80_000),
  line('fees', 20_000),
  line('interest_reserve', 60_000),
];

test('the borrower’s equity goes into the land first', () => {
  const financed = financeBudget(project, cents(1_156_000_00));
  expect(financed.map((each) => each.equityCents)).toEqual([204_000_00n, 0n, 0n, 0n, 0n]);
  expect(financed[0]?.loanCents).toBe(296_000_00n);
});

test('a small loan pays its own fee and interest first, and equity everything else', () => {
  const financed = financeBudget(project, cents(100_000_00));
  expect(financed.map((each) => each.loanCents)).toEqual([0n, 20_000_00n, 0n, 20_000_00n, 60_000_00n]);
});

test('the loan’s lines sum to its amount, whatever the costs', () => {
  const lines = fc.array(
    fc.record({
      kind: fc.constantFrom(...BUDGET_KINDS),
      name: fc.string(),
      costCents: fc.bigInt(0n, 10n ** 11n).map((n) => cents(n)),
    }),
  );
  fc.assert(
    fc.property(lines, fc.bigInt(0n, 10n ** 12n), (costs, amount) => {
      const total = sumCents(costs.map((each) => each.costCents));
      const financed = financeBudget(costs, cents(amount));
      expect(sumCents(financed.map((each) => each.loanCents))).toBe(minCents(cents(amount), total));
      expect(financed.every((each) => each.loanCents >= 0n && each.equityCents >= 0n)).toBe(true);
    }),
  );
});

test('a negative loan is refused', () => {
  expect(() => financeBudget(project, cents(-1))).toThrow(RangeError);
});

test('land and fees go out at funding, as far as the loan pays them', () => {
  const lines = financeBudget(project, cents(1_156_000_00)).map((each) => ({
    kind: each.kind,
    originalCents: each.loanCents,
    changesCents: ZERO,
  }));
  expect(initialAdvance(lines).map((each) => each.amountCents)).toEqual([296_000_00n, 20_000_00n]);
});
