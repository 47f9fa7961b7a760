import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cases, patience } from '../../../test/deep.ts';
import { recipesWithin } from '../test/loan-arbitraries.ts';
import type { Recipe } from '../test/loan-recipe.ts';
import { dateAt, daysAfter, placeOf } from '../test/naive-days.ts';
import { type RandomLoan, randomLoan } from '../test/random-loan.ts';
import type { CivilDate } from './calendar.ts';
import type { AccountKey } from './chart-of-accounts.ts';
import { assertBalanced, balances } from './ledger.ts';
import { type EventOf, type LoanEvent, RuleBroken } from './loan-history.ts';
import type { ProjectedBill } from './loan-run.ts';
import type { NoteTerms } from './loan-terms.ts';
import { type Cents, sumCents } from './money.ts';
import { type Projection, projectLoan } from './project-loan.ts';
import type { Rate } from './rate.ts';
import { sumRationals } from './rational.ts';
import { BUCKETS } from './waterfall.ts';

/** What holds for every loan whatever its terms and history. */

const many = cases(500, 10_000);
const recipes = recipesWithin(250);
const holds = (name: string, check: (loan: RandomLoan, n: number) => void, of = recipes): void =>
  test(
    `${name} (${many.numRuns} loans)`,
    () => {
      fc.assert(
        fc.property(of, fc.nat(1_000_000), (recipe, n) => check(randomLoan(recipe), n)),
        many,
      );
    },
    patience(many),
  );

const project = ({ terms, history, through }: RandomLoan): Projection => projectLoan(terms, history, through);
/** Where days are of no interest, for a fraction of the time. */
const leap = ({ terms, history, through }: RandomLoan): Projection =>
  projectLoan(terms, history, through, { daily: false });

/** Everything of a projection but its functions. */
const told = ({ payoffOn, accrualTo, ...rest }: Projection) => ({
  ...rest,
  payoff: payoffOn(rest.through),
  accruedToday: accrualTo(rest.through),
});

/** What `toEqual` says, only quicker where all is well. */
function expectSame(a: unknown, b: unknown): void {
  if (!isDeepStrictEqual(a, b)) expect(a).toEqual(b);
}

/** Another order of the same events, one of all. */
const shuffled = (events: readonly LoanEvent[], n: number): LoanEvent[] =>
  events
    .map((event, i) => ({ event, at: ((i + 1) * (2 * n + 1) * 2_654_435_761) % 4_294_967_291 }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);

holds('postings sum to zero on the books and off them, and balances are their sum', (loan) => {
  const projection = project(loan);
  for (const posting of projection.postings) assertBalanced(posting);
  expectSame(projection.balances, balances(projection.postings));
});

describe('the order of entry', () => {
  holds('does not matter', (loan, n) => {
    expectSame(told(project({ ...loan, history: shuffled(loan.history, n) })), told(project(loan)));
  });

  holds(
    'may be any in which each prefix is valid, and a prefix that is not is refused by a rule',
    (loan, n) => {
      const entered: LoanEvent[] = [];
      const waiting = shuffled(loan.history, n).slice(0, 9);
      // What is refused is entered again later, as a person would who learns what has to be entered first.
      for (let round = 0; round < 2; round += 1)
        for (const event of waiting)
          if (!entered.includes(event) && isAccepted(loan, [...entered, event])) entered.push(event);
      const inOrder = loan.history.filter((event) => entered.includes(event));
      expect(told(project({ ...loan, history: entered }))).toEqual(
        told(project({ ...loan, history: inOrder })),
      );
    },
  );
});

/** Whether a history breaks no rule; anything else that goes wrong with it goes on going wrong. */
function isAccepted(loan: RandomLoan, history: LoanEvent[]): boolean {
  try {
    leap({ ...loan, history });
    return true;
  } catch (error) {
    if (error instanceof RuleBroken && history.includes(error.event)) return false;
    throw error;
  }
}

holds('reversal restores: an event entered and taken back leaves nothing', (loan, n) => {
  const frozen = {
    ...loan,
    history: Object.freeze(loan.history.map((event) => Object.freeze(event))) as LoanEvent[],
  };
  const before = told(project(frozen));
  const at = n % loan.history.length;
  const without = frozen.history.toSpliced(at, 1);
  const extra: LoanEvent = {
    kind: 'fee',
    key: 'extra',
    date: frozen.history[at]!.date,
    amountCents: 1_234n as Cents,
    memo: 'Fee',
  };
  isAccepted(frozen, [...frozen.history, extra]);
  isAccepted(frozen, without);
  expectSame(told(project({ ...frozen, history: [...without, frozen.history[at]!] })), before);
});

describe('a period split in two', () => {
  /** Bills change what a payment pays, what is late and what the reserve lends; what interest is, they only round. */
  const untouched: fc.Arbitrary<Recipe> = recipes.map((recipe) => ({
    ...recipe,
    bills: 'by steps',
    steps: recipe.steps.filter(({ kind }) => ['draw', 'rate', 'index', 'fee'].includes(kind)),
    terms: {
      ...recipe.terms,
      interest: { from: 'borrower' },
      repayment: { kind: 'interest_only' },
      default: null,
      lateFee: null,
    } satisfies NoteTerms,
  }));
  const bill = (date: string): LoanEvent => ({ kind: 'bill', key: `bill ${date}`, date: date as CivilDate });
  const exact = (bills: ProjectedBill[]) =>
    sumRationals(bills.flatMap(({ segments }) => segments.map(({ interest }) => interest)));
  const interest = (bills: ProjectedBill[]) => sumCents(bills.map(({ interestCents }) => interestCents));
  const size = (n: bigint) => (n < 0n ? -n : n);

  // Each rounding is off by half a cent at most: the whole by ½, k + 1 parts by ½ each. They differ by whole cents, at most (k + 2) / 2.
  holds(
    'by k bills moves it by at most (k + 2) / 2 cents, one bill by one cent',
    (loan, n) => {
      const { history, through, terms } = loan;
      const end = bill(through);
      const whole = project({ ...loan, history: [...history, end] }).bills;
      const first = placeOf(whole[0]!.from) + 1;
      const days = placeOf(through) - first;
      if (days < 1) return;
      for (const k of [1, 2, 5]) {
        const cuts = new Set(Array.from({ length: k }, (_, i) => dateAt(first + ((n * (i + 1)) % days))));
        const parts = project({ ...loan, history: [...history, ...[...cuts].map(bill), end] }).bills;
        expect(parts).toHaveLength(cuts.size + 1);
        if (terms.dayCount === '30/360') continue;
        expect(exact(parts).equals(exact(whole))).toBe(true);
        expect(2n * size(interest(parts) - interest(whole)) <= BigInt(cuts.size + 2)).toBe(true);
      }
    },
    untouched,
  );

  // The US rule is the one that does not add up: a cut at an end of February loses two days, one before a 31st another, one at it gains one.
  holds(
    'under the US rule counts at most three days fewer or one more for each bill, and rounds each once',
    (loan, n) => {
      const { history, through } = loan;
      const whole = project({ ...loan, history: [...history, bill(through)] }).bills;
      const first = placeOf(whole[0]!.from) + 1;
      if (placeOf(through) - first < 1) return;
      const cut = bill(dateAt(first + (n % (placeOf(through) - first))));
      const parts = project({ ...loan, history: [...history, cut, bill(through)] }).bills;
      for (const each of [...parts, ...whole]) expect(exact([each]).roundHalfEven()).toBe(each.interestCents);
      const days = (bills: ProjectedBill[]) =>
        bills.reduce((sum, { segments }) => sum + segments.reduce((all, each) => all + each.days, 0), 0);
      expect(days(parts) - days(whole)).toBeGreaterThanOrEqual(-3);
      expect(days(parts) - days(whole)).toBeLessThanOrEqual(1);
    },
    untouched.map((recipe) => ({ ...recipe, terms: { ...recipe.terms, dayCount: '30/360' as const } })),
  );
});

describe('after the payoff', () => {
  const OWED: AccountKey[] = [
    'principal',
    'interest_receivable',
    'default_interest_receivable',
    'fees_receivable',
    'borrower_reserve',
    'reserve_undrawn',
    'reserve_contra',
    'retainage_withheld',
    'retainage_contra',
    'escrow',
  ];
  const paidOff = recipes.map(
    (recipe): Recipe => ({
      ...recipe,
      steps: [
        ...recipe.steps.filter(({ kind }) => kind !== 'payoff'),
        { kind: 'payoff', day: Math.trunc(recipe.days * 0.8), snap: 'none', share: 7, way: 2, rank: 0 },
      ],
    }),
  );
  holds(
    'nothing accrues, nothing is owed and no memo stands, on any later day',
    (loan, n) => {
      const projection = project({ ...loan, through: daysAfter(loan.through, n % 90) as CivilDate });
      const { paidOffOn, postings } = projection;
      expect(paidOffOn).not.toBeNull();
      const later = postings.filter(({ effectiveDate }) => effectiveDate > paidOffOn!);
      expect(later.every(({ kind }) => kind === 'unapplied_refunded')).toBe(true);
      for (const account of OWED) expect(projection.balances[account]).toBe(0n);
      const accrued = journaled(loan, 'accrued_interest');
      expect(projection.balances.accrued_interest).toBe(accrued);
      expect(projection.balances.accrued_default_interest).toBe(0n);
      expect(projection.accrual.rounded).toBe(0n);
      expect(projection.perDiem.isZero()).toBe(true);
      expect(projection.payoffOn(projection.through).totalCents).toBe(0n);
      expect(projection.bills.every((bill) => bill.unpaidInterestCents === 0n)).toBe(true);
    },
    paidOff,
  );
});

/** What journals alone put on an account. */
const journaled = ({ history }: RandomLoan, account: AccountKey): bigint =>
  history
    .filter((event): event is EventOf<'journal'> => event.kind === 'journal')
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => (line.account === account ? sum + line.amountCents : sum), 0n);

holds('the waterfall never loses or creates a cent, and skips nobody in line', (loan) => {
  const { postings, applied } = leap(loan);
  const amounts = new Map(
    loan.history.map((event) => [event.key, event.kind === 'payment' ? event.amountCents : null]),
  );
  for (const { key, why, lines } of postings) {
    if (why.of !== 'payment') continue;
    expect(applied.get(key)).toEqual(why.applied);
    const used = sumCents(BUCKETS.map((bucket) => why.applied[bucket]));
    const money = amounts.get(key) ?? used + why.applied.unapplied;
    expect(used + why.applied.unapplied).toBe(money);
    const intoBuckets = lines.filter(({ account }) => account !== 'cash' && account !== 'unapplied');
    expect(sumCents(intoBuckets.map(({ amountCents }) => amountCents))).toBe(-used);
    let left: bigint = money;
    for (const bucket of loan.terms.waterfall) {
      const due = why.due[bucket];
      expect(why.applied[bucket]).toBe(left < due ? left : due);
      left -= why.applied[bucket];
    }
  }
});

describe('the commitment', () => {
  const LENDING = ['loan_settled', 'draw_paid', 'interest_from_reserve'];
  holds('is never exceeded, on any day', (loan) => {
    const { postings, advancedCents } = leap(loan);
    const changes = loan.history
      .filter((event): event is EventOf<'modified'> => event.kind === 'modified')
      .filter(({ commitmentCents }) => commitmentCents !== undefined)
      .sort((a, b) => (a.date < b.date || (a.date === b.date && a.key < b.key) ? -1 : 1));
    let lent = 0n;
    for (const { kind, lines, effectiveDate } of postings) {
      if (!LENDING.includes(kind)) continue;
      for (const { account, amountCents } of lines) if (account === 'principal') lent += amountCents;
      const standing = changes.findLast(({ date }) => date <= effectiveDate)?.commitmentCents;
      expect(lent <= (standing ?? loan.terms.commitmentCents)).toBe(true);
    }
    expect(lent).toBe(advancedCents);
  });
});

holds('a projection through an earlier day is the beginning of one through a later day', (loan, n) => {
  const later = project(loan);
  const first = placeOf(loan.through) - placeOf(later.postings[0]?.effectiveDate ?? loan.through);
  const through = daysAfter(loan.through, -(n % (first + 1))) as CivilDate;
  const earlier = project({ ...loan, through });
  expectSame(earlier.postings, later.postings.slice(0, earlier.postings.length));
  const next = later.postings[earlier.postings.length];
  // What comes after it is of later days, or the interest of that day itself.
  if (next) expect(next.effectiveDate > through || next.kind === 'interest_accrued').toBe(true);
  expect(earlier.balances).toEqual(
    balances(
      later.postings.filter(
        ({ effectiveDate, kind }) => effectiveDate !== through || kind !== 'interest_accrued',
      ),
      through,
    ),
  );
});

holds('days that are told from a day on are those of all days, and all else is the same', (loan, n) => {
  const whole = project(loan);
  const first = placeOf(loan.through) - placeOf(whole.postings[0]?.effectiveDate ?? loan.through);
  const dailyFrom = daysAfter(loan.through, 2 - (n % (first + 4))) as CivilDate;
  const part = projectLoan(loan.terms, loan.history, loan.through, { dailyFrom });
  const since = ({ postings }: Projection) =>
    postings.filter(({ effectiveDate }) => effectiveDate >= dailyFrom);
  expectSame(since(part), since(whole));
  expectSame({ ...told(part), postings: [] }, { ...told(whole), postings: [] });
});

/** Terms under which nothing comes by itself. */
const quiet = recipes.map(
  (recipe): Recipe => ({
    ...recipe,
    terms: {
      ...recipe.terms,
      rate: { kind: 'fixed', rate: '0.0825' as Rate },
      lateFee: null,
      default: recipe.terms.default && { ...recipe.terms.default, base: 'principal' },
    },
  }),
);
holds(
  'where nothing comes by itself, a later day is reckoned as it will be projected',
  (loan, n) => {
    const today = project(loan);
    const later = daysAfter(loan.through, n % 120) as CivilDate;
    const then = project({ ...loan, through: later });
    expectSame(today.payoffOn(later), then.payoffOn(later));
    expectSame(today.accrualTo(later), then.accrualTo(later));
  },
  quiet,
);
