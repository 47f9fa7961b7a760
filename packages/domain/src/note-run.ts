/** A scheduled note as it stands while its agenda is worked through, and the events told on the way. */
import { basisFraction } from './basis.ts';
import type { CivilDate } from './calendar.ts';
import { levelPayment } from './level-payment.ts';
import type { Agenda, PlannedAct } from './note-agenda.ts';
import { rateToRational } from './rate.ts';
import { Rational } from './rational.ts';
import type { NoteEvent, NoteEventKind, Observed, PrincipalStep, ScheduledNote } from './scheduled-note.ts';

/**
 * `cents`: every payment is a whole cent (half to even), a rate has at most twelve decimals. `none`: nothing that could be seen is
 * rounded; amounts end at the thirtieth decimal of a cent, for fractions that grow with every payment would take seconds.
 */
export type Rounding = 'cents' | 'none';

const FINEST = 10n ** 30n;

/** Days at whose end base and rate are the same by value: not every basis counts the same when a stretch is cut. */
interface Stretch {
  from: CivilDate;
  base: Rational;
  rate: Rational;
}

export class NoteRun {
  readonly note: ScheduledNote;
  readonly observed: Observed;
  readonly rounding: Rounding;
  readonly events: NoteEvent[] = [];
  principal = Rational.ZERO;
  /** What interest is calculated on. */
  base = Rational.ZERO;
  rate = Rational.ZERO;
  accrued = Rational.ZERO;
  ended = false;
  private readonly agenda: Agenda;
  /** Which act of the agenda is being done. */
  private at = 0;
  /** The day to which interest is accrued. */
  private day: CivilDate;
  /** Interest of the stretches that are over. */
  private before = Rational.ZERO;
  private open: Stretch;
  private readonly amounts = new Map<PrincipalStep, Rational>();

  constructor(note: ScheduledNote, observed: Observed, agenda: Agenda, rounding: Rounding) {
    this.note = note;
    this.observed = observed;
    this.agenda = agenda;
    this.rounding = rounding;
    this.day = note.settledOn;
    this.open = { from: note.settledOn, base: Rational.ZERO, rate: Rational.ZERO };
  }

  /** The acts one after another, until one ends the note; interest is accrued before each. */
  *acts(): Generator<PlannedAct> {
    for (this.at = 0; this.at < this.agenda.acts.length && !this.ended; this.at += 1) {
      const act = this.agenda.acts[this.at]!;
      this.accrueTo(act.calculatedTo);
      yield act;
    }
  }

  /** The note as it begins for us: at settlement, or on the day it was taken over. */
  begin(on: CivilDate, accrued: Rational): void {
    const { principal, rate, base } = this.note;
    this.day = on;
    this.principal = principal;
    this.rate = rate === null ? Rational.ZERO : rateToRational(rate);
    this.base = base.kind === 'principal' ? principal : base.kind === 'fixed' ? base.amount : base.opening;
    this.restart(accrued);
  }

  owe(principal: Rational): void {
    this.principal = principal;
    if (this.note.base.kind === 'principal') this.base = principal;
  }

  /** An amount as it is paid. */
  paid(amount: Rational): Rational {
    const parts = this.rounding === 'cents' ? 1n : FINEST;
    return Rational.of(amount.times(Rational.of(parts)).roundHalfEven(), parts);
  }

  takeInterest(): Rational {
    const interest = this.paid(this.accrued);
    this.restart(Rational.ZERO);
    return interest;
  }

  /** What a step pays: as agreed, or worked out once from what is owed and when. */
  amountOf(step: PrincipalStep & { how: 'repaid' | 'level' }): Rational {
    const known = this.amounts.get(step) ?? step.amount;
    if (known) return known;
    return this.fix(step);
  }

  /** A new rate makes a new level payment. */
  relevel(): void {
    for (const step of this.note.repayment) if (step.how === 'level' && step.relevels) this.fix(step);
  }

  tell(
    kind: NoteEventKind,
    { date, calculatedTo }: PlannedAct,
    cash = Rational.ZERO,
    interest = Rational.ZERO,
  ): void {
    const ours = (amount: Rational) => (this.note.side === 'lender' ? amount : amount.negated());
    this.events.push({
      kind,
      date,
      calculatedTo,
      cash: ours(cash),
      interest: ours(interest),
      principal: ours(this.principal),
      rate: this.rate,
      accrued: ours(this.accrued),
    });
  }

  private fix(step: PrincipalStep & { how: 'repaid' | 'level' }): Rational {
    if (this.note.maturity === null)
      throw new RangeError('Without maturity a note has to say how much is paid.');
    const dates = this.paymentsToCome(step);
    const { principal, accrued, rate } = this;
    const amount =
      step.how === 'repaid'
        ? principal.dividedBy(Rational.of(dates.length))
        : levelPayment(
            { principal, accrued, rate },
            dates.map((date, i) => this.fraction(dates[i - 1] ?? this.day, date)),
          );
    this.amounts.set(step, this.paid(amount));
    return this.paid(amount);
  }

  /** The days to come on which a step pays, the note's end included. */
  private paymentsToCome(step: PrincipalStep): CivilDate[] {
    const acts = this.agenda.acts.slice(this.at);
    const pays = (act: PlannedAct) => act.what === 'end' || (act.what === 'move' && act.step === step);
    return acts.filter(pays).map(({ calculatedTo }) => calculatedTo);
  }

  private accrueTo(to: CivilDate): void {
    if (to <= this.day) return;
    const { base, rate, open } = this;
    if (!open.base.equals(base) || !open.rate.equals(rate)) {
      this.before = this.before.plus(this.interestOf(open, this.day));
      this.open = { from: this.day, base, rate };
    }
    this.day = to;
    this.accrued = this.before.plus(this.interestOf(this.open, to));
  }

  private restart(accrued: Rational): void {
    this.accrued = accrued;
    this.before = accrued;
    this.open = { from: this.day, base: this.base, rate: this.rate };
  }

  private interestOf({ from, base, rate }: Stretch, to: CivilDate): Rational {
    if (base.isZero() || rate.isZero() || to <= from) return Rational.ZERO;
    return base.times(rate).times(this.fraction(from, to));
  }

  private fraction(from: CivilDate, to: CivilDate): Rational {
    const { basis, maturity } = this.note;
    return basisFraction(basis, from, to, {
      ...(maturity && { termination: maturity }),
      ...(basis === '30/360 prorated' && { period: this.periodOf(from) }),
    });
  }

  private periodOf(day: CivilDate): { from: CivilDate; to: CivilDate } {
    const { bounds } = this.agenda;
    const next = bounds.findIndex((bound) => bound > day);
    return { from: bounds[next - 1]!, to: bounds[next]! };
  }
}
