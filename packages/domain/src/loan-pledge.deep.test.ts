import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cases, patience } from '../../../test/deep.ts';
import { recipesWithin } from '../test/loan-arbitraries.ts';
import { type RandomLoan, randomLoan } from '../test/random-loan.ts';
import type { CivilDate } from './calendar.ts';
import type { AccountKey } from './chart-of-accounts.ts';
import { projectLoan } from './project-loan.ts';

/** What holds of the memo of a pledge for every loan, beside what holds of all its books. */

const many = cases(150, 10_000);
const holds = (name: string, check: (loan: RandomLoan) => void): void =>
  test(
    `the memo of a pledge ${name} (${many.numRuns} loans)`,
    () => {
      fc.assert(
        fc.property(recipesWithin(250), (recipe) => check(randomLoan(recipe))),
        many,
      );
    },
    patience(many),
  );

const MEMO: readonly AccountKey[] = ['pledged', 'pledged_contra'];
const isOfPledge = (kind: string): boolean => kind === 'pledged' || kind === 'pledge_released';

holds('is the principal on every day that is pledged, and nothing on any other', (loan) => {
  const { postings } = projectLoan(loan.terms, loan.history, loan.through, { daily: false });
  let [principal, pledged, contra] = [0n, 0n, 0n];
  for (const [day, made] of Map.groupBy(postings, ({ effectiveDate }) => effectiveDate)) {
    for (const { kind, lines } of made)
      for (const { account, amountCents } of lines) {
        if (account === 'principal') principal += amountCents;
        if (kind === 'pledge_set' && account === 'pledged') pledged += amountCents;
        if (kind === 'pledge_set' && account === 'pledged_contra') contra += amountCents;
      }
    expect(pledged).toBe(isPledgedOn(loan, day) ? principal : 0n);
    expect(contra).toBe(-pledged);
  }
});

function isPledgedOn({ history }: RandomLoan, day: CivilDate): boolean {
  const ended = history.map((event) =>
    event.kind === 'pledge_released' && event.date <= day ? event.of : null,
  );
  return history.some(({ kind, date, key }) => kind === 'pledged' && date <= day && !ended.includes(key));
}

holds('is all that a pledge changes', ({ terms, history, through }) => {
  const pledged = projectLoan(terms, history, through);
  const without = projectLoan(
    terms,
    history.filter(({ kind }) => !isOfPledge(kind)),
    through,
  );
  expect(pledged.postings.filter(({ kind }) => kind !== 'pledge_set')).toEqual(without.postings);
  expect(pledged.bills).toEqual(without.bills);
  for (const [account, cents] of Object.entries(without.balances))
    if (!MEMO.includes(account as AccountKey)) expect(pledged.balances[account as AccountKey]).toBe(cents);
});
