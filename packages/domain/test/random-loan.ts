/**
 * Random loans whose histories break no rule, by construction: the steps of a recipe are turned into events while the naive loan lives
 * through its days, so that each event takes no more than there is to take. Tests only.
 */
import type { CivilDate } from '../src/calendar.ts';
import { compareEvents, EVENT_KINDS, type LoanEvent, type LoanEventKind } from '../src/loan-history.ts';
import type { NoteTerms } from '../src/loan-terms.ts';
import type { Recipe, Step } from './loan-recipe.ts';
import type { NaiveLoan } from './naive-books.ts';
import { dateAt, daysAfter, monthsAfter, placeOf } from './naive-days.ts';
import { liveThrough } from './naive-loan.ts';
import { eventOf } from './random-event.ts';

export interface RandomLoan {
  terms: NoteTerms;
  /** In the order in which it was entered, which is any. */
  history: LoanEvent[];
  through: CivilDate;
  naive: NaiveLoan;
}

/** The loan of a recipe; steps that are not possible when they come are left out. */
export function randomLoan(recipe: Recipe): RandomLoan {
  const { terms, settledOn, days } = recipe;
  const through = daysAfter(settledOn, days);
  const plan = planOf(recipe, through);
  const made: LoanEvent[] = [];
  const naive = liveThrough(terms, daysAfter(settledOn, -90), through, function* (loan, which) {
    for (const { key, step } of plan.get(loan.day) ?? []) {
      if ((step.kind === 'index') !== (which === 'index')) continue;
      const event = eventOf(loan, recipe, key, step);
      const last = made.at(-1);
      if (!event || (last && compareEvents(last, event) >= 0)) continue;
      made.push(event);
      yield event;
    }
  });
  return { terms, history: entered(made), through: through as CivilDate, naive };
}

interface Planned {
  key: string;
  step: Step;
}

/** The steps of each day in the order in which they will count. */
function planOf(recipe: Recipe, through: string): Map<string, Planned[]> {
  const { settledOn } = recipe;
  const planned = recipe.steps.map((step, at) => ({
    key: `${step.rank}-${at}`,
    date: dateOf(step, recipe),
    step,
  }));
  planned.push({ key: 'settled', date: settledOn, step: plainStep('settled') });
  for (const date of billDates(recipe, through))
    planned.push({ key: `bill:${date}`, date, step: plainStep('bill') });
  const plan = new Map<string, Planned[]>();
  for (const { key, date, step } of planned) {
    const today = plan.get(date);
    if (today) today.push({ key, step });
    else plan.set(date, [{ key, step }]);
  }
  for (const today of plan.values()) today.sort((a, b) => compareSteps(a, b));
  return plan;
}

const rankOf = ({ step }: Planned): number => EVENT_KINDS.indexOf(step.kind);
const compareSteps = (a: Planned, b: Planned): number => rankOf(a) - rankOf(b) || (a.key < b.key ? -1 : 1);
const plainStep = (kind: LoanEventKind): Step => ({
  kind,
  day: 0,
  snap: 'none',
  share: 500,
  way: 0,
  rank: 0,
});

function dateOf({ kind, day, snap }: Step, { settledOn, days }: Recipe): string {
  const first = placeOf(settledOn) - (kind === 'index' ? 90 : 0);
  const plain = Math.min(placeOf(settledOn) + days, Math.max(first, placeOf(settledOn) + day));
  const date = dateAt(plain);
  const month = date.slice(0, 8);
  const nextMonth = placeOf(monthsAfter(`${month}01`, 1));
  const snapped = {
    none: plain,
    'month end': nextMonth - 1,
    first: placeOf(`${month}01`),
    '30th': Math.min(nextMonth - 1, placeOf(`${month}01`) + 29),
    cluster: plain - (plain % 23),
  }[snap];
  return dateAt(snapped < first || snapped > placeOf(settledOn) + days ? plain : snapped);
}

function billDates({ bills, settledOn }: Recipe, through: string): string[] {
  if (bills === 'by steps') return [];
  const anchor = bills === 'on the first' ? `${settledOn.slice(0, 8)}01` : settledOn;
  const dates: string[] = [];
  for (let months = 1; monthsAfter(anchor, months) <= through; months += 1)
    dates.push(monthsAfter(anchor, months));
  return dates;
}

/** Not the order in which they count: by their keys read backwards. */
const entered = (events: LoanEvent[]): LoanEvent[] =>
  events
    .map((event) => ({ event, at: [...event.key].reverse().join('') }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ event }) => event);
