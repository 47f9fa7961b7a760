import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cases, patience } from '../../../test/deep.ts';
import { differences, naivelyAgain } from '../test/compare-loans.ts';
import { recipes } from '../test/loan-arbitraries.ts';
import { randomLoan } from '../test/random-loan.ts';
import { DAY_COUNTS } from './daycount.ts';
import { EVENT_KINDS } from './loan-history.ts';

/** The second implementation knows docs/LOAN-ARITHMETIC.md and nothing of the first. */

const many = cases(2_000, 100_000);
test(
  `a second, naive implementation agrees to the cent on ${many.numRuns} random loans`,
  () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const loan = randomLoan(recipe);
        const found = differences(loan);
        if (found.length > 0) throw new Error(`${found.slice(0, 9).join('\n')}\n${asText(loan)}`);
      }),
      many,
    );
  },
  patience(many),
);

test('random loans have every kind of event and every day count, and most live long', () => {
  const loans = fc.sample(recipes, { numRuns: 200, seed: many.seed }).map(randomLoan);
  const kinds = new Set(loans.flatMap(({ history }) => history.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual([...EVENT_KINDS].sort());
  expect(new Set(loans.map(({ terms }) => terms.dayCount)).size).toBe(DAY_COUNTS.length);
  expect(loans.filter(({ history }) => history.length > 15).length).toBeGreaterThan(80);
});

test('a history made day by day is read back the same', () => {
  for (const recipe of fc.sample(recipes, { numRuns: 25, seed: many.seed })) {
    const loan = randomLoan(recipe);
    expect(naivelyAgain(loan)).toEqual(loan.naive);
  }
});

const asText = ({ terms, history, through }: ReturnType<typeof randomLoan>): string =>
  JSON.stringify({ terms, history, through }, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
