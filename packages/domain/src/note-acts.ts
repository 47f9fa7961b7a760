/** What each act of the agenda does to a note, one function an act. */
import { addDays, type CivilDate } from './calendar.ts';
import { indexRate } from './index-rate.ts';
import type { PlannedAct } from './note-agenda.ts';
import type { NoteRun } from './note-run.ts';
import { rateToRational, roundedRate } from './rate.ts';
import { Rational } from './rational.ts';
import type { Observed, PrincipalStep, RateStep } from './scheduled-note.ts';

type ActOf<W extends PlannedAct['what']> = Extract<PlannedAct, { what: W }>;

const ACTS: { [W in PlannedAct['what']]: (run: NoteRun, act: ActOf<W>) => void } = {
  settle: (run, act) => {
    run.begin(act.calculatedTo, run.note.openingAccrued);
    run.tell('settled', act, run.principal.plus(run.note.premium).negated());
  },
  call: (run, act) => run.tell('called', act),
  move,
  prepay: (run, act) => {
    run.owe(run.principal.minus(act.of.amount));
    run.tell('prepaid', act, act.of.amount);
  },
  interest: payInterest,
  capitalise: (run, act) => {
    const interest = run.takeInterest();
    run.owe(run.principal.plus(interest));
    run.tell('capitalised', act, Rational.ZERO, interest);
  },
  rate: setRate,
  base: (run, act) => {
    run.base = run.principal;
    run.tell('base_set', act);
  },
  end: (run, act) => end(run, act, act.why),
};

export const doAct = <W extends PlannedAct['what']>(run: NoteRun, act: ActOf<W>): void =>
  ACTS[act.what as W](run, act);

function move(run: NoteRun, act: ActOf<'move'>): void {
  const { step } = act;
  if (step.how === 'lent') {
    run.owe(run.principal.plus(step.amount));
    run.tell('lent', act, step.amount.negated());
    return;
  }
  const asked = step.how === 'level' ? principalOfLevel(run, step) : run.amountOf(step);
  const paysAll = asked.compare(run.principal) >= 0;
  // A note without maturity ends with the payment that leaves nothing.
  if (paysAll && run.note.maturity === null) {
    payInterest(run, act);
    end(run, act, 'matured');
    return;
  }
  const paid = paysAll ? run.principal : asked;
  run.owe(run.principal.minus(paid));
  run.tell('repaid', act, paid);
}

/** What interest leaves of a level payment; below zero, the note grows by what was not paid. */
function principalOfLevel(run: NoteRun, step: PrincipalStep & { how: 'level' }): Rational {
  const left = run.amountOf(step).minus(run.paid(run.accrued));
  return left.isNegative() && !step.grows ? Rational.ZERO : left;
}

function payInterest(run: NoteRun, act: PlannedAct): void {
  const interest = run.takeInterest();
  run.tell('interest', act, interest, interest);
}

function end(run: NoteRun, act: PlannedAct, why: 'matured' | 'call_due'): void {
  const paid = run.principal;
  run.owe(Rational.ZERO);
  run.ended = true;
  run.tell(why, act, paid);
}

function setRate(run: NoteRun, act: ActOf<'rate'>): void {
  const { step } = act;
  const exact = step.kind === 'fixed' ? rateToRational(step.rate) : read(run, step, act.date);
  run.rate = run.rounding === 'cents' ? rateToRational(roundedRate(exact)) : exact;
  run.relevel();
  run.tell(step.kind === 'fixed' ? 'rate_fixed' : 'rate_read', act);
}

function read(run: NoteRun, { rule, fixingDays }: RateStep & { kind: 'index' }, on: CivilDate): Rational {
  const known = latest(run.observed, rule.index, addDays(on, -fixingDays));
  return known ? indexRate(rule, known.value, run.rate) : run.rate;
}

function latest({ values }: Observed, index: string, on: CivilDate): Observed['values'][number] | undefined {
  let found: Observed['values'][number] | undefined;
  for (const each of values)
    if (each.index === index && each.date <= on && (!found || each.date >= found.date)) found = each;
  return found;
}
