import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cases, patience } from '../../../test/deep.ts';
import { recipesWithin } from '../test/loan-arbitraries.ts';
import type { Recipe } from '../test/loan-recipe.ts';
import { NaiveRefusal } from '../test/naive-books.ts';
import { daysAfter } from '../test/naive-days.ts';
import { naiveLoan } from '../test/naive-loan.ts';
import { randomLoan } from '../test/random-loan.ts';
import { BREAKERS } from '../test/rule-breakers.ts';
import type { CivilDate } from './calendar.ts';
import { LEDGER_RULES, type LoanEvent, RuleBroken } from './loan-history.ts';
import type { NoteTerms } from './loan-terms.ts';
import { projectLoan } from './project-loan.ts';

/** A history that breaks a rule is refused whole and by that rule, whatever loan it is. */

/** Loans that are not paid off and have no rate below zero, so that one thing alone is wrong with what is added. */
const running: fc.Arbitrary<Recipe> = recipesWithin(200).map((recipe) => ({
  ...recipe,
  steps: recipe.steps.filter(({ kind }) => kind !== 'payoff'),
  terms: { ...recipe.terms, allowsNegativeRate: false },
}));

const many = cases(20, 500);
describe.each(LEDGER_RULES)('%s', (rule) => {
  test.each(BREAKERS[rule].map((breaks, way) => ({ breaks, way: way + 1 })))(
    'is broken, way $way',
    ({ breaks }) => {
      fc.assert(
        fc.property(running, (recipe) => {
          const { terms, history, through } = randomLoan(recipe);
          const day = daysAfter(through, 1);
          const { events, terms: changed } = breaks(naiveLoan(terms, history, day), day);
          const broken = { ...terms, ...changed };
          const all = [...events, ...history];
          const seen = refusalOf(broken, all, daysAfter(day, 60));
          expect(seen).toMatchObject({ rule, event: events.at(-1) });
          expect(naiveRefusalOf(broken, all, daysAfter(day, 60))).toBe(rule);
          // Without what broke it the history stands.
          expect(refusalOf(broken, [...events.slice(0, -1), ...history], daysAfter(day, 60))).toBeNull();
        }),
        many,
      );
    },
    patience(many),
  );
});

/** What becomes of a sound history when it is tampered with: events lost, moved, doubled or of another amount. */
const tampered = cases(300, 10_000);
test(
  `both implementations refuse the same of ${tampered.numRuns} histories that were tampered with`,
  () => {
    let refused = 0;
    const tampering = fc.array(fc.record({ at: fc.nat(), how: fc.nat(4), by: fc.nat(400) }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(recipesWithin(200), tampering, (recipe, changes) => {
        const { terms, history, through } = randomLoan(recipe);
        const all = changes.reduce((events, change) => tamper(events, change), history);
        const ours = refusalOf(terms, all, through)?.rule ?? null;
        expect(ours).toBe(naiveRefusalOf(terms, all, through));
        if (ours !== null) refused += 1;
      }),
      tampered,
    );
    expect(refused).toBeGreaterThan(tampered.numRuns / 20);
  },
  patience(tampered),
);

function tamper(history: LoanEvent[], { at, how, by }: { at: number; how: number; by: number }): LoanEvent[] {
  const event = history[at % Math.max(1, history.length)];
  if (!event) return history;
  const others = history.filter((each) => each !== event);
  const moved = { ...event, date: daysAfter(event.date, by - 200) as CivilDate };
  const more = Object.fromEntries(
    Object.entries(event).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? value * BigInt(by - 100) : value,
    ]),
  ) as LoanEvent;
  const choices = [
    others,
    [...others, moved],
    [...history, { ...moved, key: `${event.key} again` }],
    [...others, more],
  ];
  return choices[how] ?? [...history, event];
}

function refusalOf(terms: NoteTerms, history: LoanEvent[], through: string): RuleBroken | null {
  try {
    projectLoan(terms, history, through as CivilDate, { daily: false });
    return null;
  } catch (error) {
    if (error instanceof RuleBroken) return error;
    throw error;
  }
}

function naiveRefusalOf(terms: NoteTerms, history: LoanEvent[], through: string): string | null {
  try {
    naiveLoan(terms, history, through);
    return null;
  } catch (error) {
    if (error instanceof NaiveRefusal) return error.rule;
    throw error;
  }
}
