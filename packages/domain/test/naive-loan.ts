/**
 * A loan worked out a second time, from docs/LOAN-ARITHMETIC.md alone: one loop over the days, one fraction per period, nothing shared
 * with `projectLoan` but the types of what goes in. Slow on purpose, and short. Tests only.
 */
import { compareEvents, type LoanEvent } from '../src/loan-history.ts';
import type { NoteTerms } from '../src/loan-terms.ts';
import { fractionOf } from './fraction.ts';
import { act } from './naive-acts.ts';
import { type NaiveLoan, NaiveRefusal, newMeter, setPledged } from './naive-books.ts';
import { dateAt, monthsAfter, placeOf } from './naive-days.ts';
import { atTheEndOfTheDay } from './naive-interest.ts';
import { judgeLateFees } from './naive-late-fees.ts';
import { resetRate } from './naive-rates.ts';

/** The events of the day the loan has come to: index values, or all others, in their order. */
export type EventsOfTheDay = (loan: NaiveLoan, which: 'index' | 'others') => Iterable<LoanEvent>;

/** The loan at the end of the events of `through`. */
export function naiveLoan(terms: NoteTerms, history: readonly LoanEvent[], through: string): NaiveLoan {
  if (new Set(history.map(({ key }) => key)).size < history.length) throw new NaiveRefusal('key_used_twice');
  const events = history.filter(({ date }) => date <= through).sort(compareEvents);
  const from = events[0]?.date ?? through;
  return liveThrough(terms, from, through, ({ day }, which) =>
    events.filter(({ date, kind }) => date === day && (kind === 'index') === (which === 'index')),
  );
}

/** Day after day; each event counts before the next is asked for. */
export function liveThrough(
  terms: NoteTerms,
  from: string,
  through: string,
  eventsOf: EventsOfTheDay,
): NaiveLoan {
  const loan = newLoan(terms);
  const resets = resetDates(terms, through);
  for (let place = placeOf(from); place <= placeOf(through); place += 1) {
    loan.day = dateAt(place);
    for (const event of eventsOf(loan, 'index')) act(loan, event);
    if (resets.has(loan.day)) resetRate(loan);
    judgeLateFees(loan);
    for (const event of eventsOf(loan, 'others')) act(loan, event);
    setPledged(loan);
    if (loan.day < through) atTheEndOfTheDay(loan, dateAt(place + 1));
  }
  return loan;
}

function newLoan(terms: NoteTerms): NaiveLoan {
  return {
    terms,
    day: '',
    entries: [],
    balance: new Map(),
    bills: [],
    splits: new Map(),
    indexValues: [],
    rate: fractionOf(terms.rate.kind === 'fixed' ? terms.rate.rate : terms.rate.initialRate),
    rateEventOn: null,
    maturity: terms.maturity,
    commitment: terms.commitmentCents,
    lent: 0n,
    settledOn: null,
    paidOffOn: null,
    hadReserve: false,
    reserveDepletedOn: null,
    isInDefault: false,
    billedThrough: null,
    interest: newMeter(),
    defaultInterest: newMeter(),
    billedInAll: 0n,
    pledges: new Set(),
    pledged: 0n,
  };
}

function resetDates(terms: NoteTerms, through: string): Set<string> {
  const dates = new Set<string>();
  if (terms.rate.kind !== 'index') return dates;
  const { anchor, months } = terms.rate.resets;
  for (let count = 0; ; count += 1) {
    const date = monthsAfter(anchor, count * months);
    if (date > through) return dates;
    dates.add(date);
  }
}
