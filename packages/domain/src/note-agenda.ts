/** What happens to a scheduled note, and on which day, before anything is reckoned. */
import { shiftToOpen } from './business-days.ts';
import type { CivilDate } from './calendar.ts';
import { chainedDates, cycleDates, stepped } from './schedule.ts';
import type { Observed, PrincipalStep, RateStep, ScheduledNote } from './scheduled-note.ts';

/** Acts of one day are done in this order. */
const ORDER = ['settle', 'call', 'move', 'prepay', 'interest', 'capitalise', 'rate', 'base', 'end'] as const;

export type Act =
  | { what: 'settle' }
  | { what: 'call' }
  | { what: 'interest' }
  | { what: 'capitalise' }
  | { what: 'base' }
  | { what: 'move'; step: PrincipalStep }
  | { what: 'prepay'; of: Observed['principal'][number] }
  | { what: 'rate'; step: RateStep }
  | { what: 'end'; why: 'matured' | 'call_due' };

export type PlannedAct = Act & {
  /** As the schedule has it. */
  scheduled: CivilDate;
  /** Where business days shift it to. */
  date: CivilDate;
  /** The day that interest is calculated to. */
  calculatedTo: CivilDate;
};

export interface Agenda {
  acts: PlannedAct[];
  /** The days between which interest periods lie, in order, also beyond an early end. */
  bounds: CivilDate[];
}

/**
 * The acts of a note in their order. `until` ends the agenda of a note that has no end of its own; nothing of that day is in it.
 */
export function noteAgenda(note: ScheduledNote, observed: Observed, until: CivilDate): Agenda {
  const callDue = observed.calledOn && dueAfterCall(note, observed.calledOn);
  const called = callDue !== null && (note.maturity === null || callDue < note.maturity);
  const end = called ? callDue : (note.maturity ?? until);
  const place = placing(note);
  const acts = [
    fixed({ what: 'settle' }, note.settledOn),
    ...(called ? [fixed({ what: 'call' }, observed.calledOn as CivilDate)] : []),
    ...chainedDates(note.repayment, end).map(({ date, of }) => place({ what: 'move', step: of }, date)),
    ...observed.principal
      .filter(({ date }) => date < end)
      .map((of) => fixed({ what: 'prepay', of }, of.date)),
    ...interestActs(note, end).map(({ date, what }) => place({ what }, date)),
    ...chainedDates(note.resets, end).map(({ date, of }) => place({ what: 'rate', step: of }, date)),
    ...(note.base.kind === 'lagged' ? cycleDates(note.base.cycle, end) : []).map((date) =>
      place({ what: 'base' }, date),
    ),
  ];
  if (called || note.maturity) {
    if (note.rate !== null) acts.push(place({ what: 'interest' }, end));
    acts.push(place({ what: 'end', why: called ? 'call_due' : 'matured' }, end));
  }
  const from = note.boarded && note.boarded.on >= note.settledOn ? note.boarded.on : null;
  return {
    acts: acts.filter(({ date }) => (from ? date > from : date >= note.settledOn)).sort(inOrder),
    bounds: bounds(note, note.maturity ?? until, place),
  };
}

type Placing = (act: Act, scheduled: CivilDate) => PlannedAct;

/** Shifts what falls on a closed day. */
function placing({ businessDays: { rule, calendar, calculate } }: ScheduledNote): Placing {
  return (act, scheduled) => {
    const date = shiftToOpen(scheduled, rule, calendar);
    return { ...act, scheduled, date, calculatedTo: calculate === 'after_shift' ? date : scheduled };
  };
}

/** Settlement, a call and money that simply comes are on the day they are on. */
const fixed: Placing = (act, date) => ({ ...act, scheduled: date, date, calculatedTo: date });

const dueAfterCall = ({ notice }: ScheduledNote, on: CivilDate): CivilDate =>
  notice ? stepped(on, notice, 1) : on;

function interestActs(
  { rate, interest: { cycles, capitalised } }: ScheduledNote,
  end: CivilDate,
): { date: CivilDate; what: 'interest' | 'capitalise' }[] {
  if (rate === null) return [];
  const dates = new Set(chainedDates(cycles, end).map(({ date }) => date));
  if (typeof capitalised === 'object' && capitalised.through < end) dates.add(capitalised.through);
  return [...dates].map((date) => ({ date, what: becomesPrincipal(capitalised, date) }));
}

const becomesPrincipal = (capitalised: ScheduledNote['interest']['capitalised'], date: CivilDate) =>
  capitalised === 'always' || (typeof capitalised === 'object' && date <= capitalised.through)
    ? 'capitalise'
    : 'interest';

function bounds(note: ScheduledNote, end: CivilDate, place: Placing): CivilDate[] {
  const dates = [...interestActs(note, end).map(({ date }) => date), end].map(
    (date) => place({ what: 'interest' }, date).calculatedTo,
  );
  const first = dates.some((date) => date <= note.settledOn) ? [] : [note.settledOn];
  return [...new Set([...first, ...dates])].sort();
}

function inOrder(a: PlannedAct, b: PlannedAct): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return ORDER.indexOf(a.what) - ORDER.indexOf(b.what);
}
