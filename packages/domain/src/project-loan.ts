/** A loan worked out from its terms and its history: every posting, bill and balance, the same however often it is asked. */
import { addDays, addMonths, type CivilDate, earlierOf, startOfMonth } from './calendar.ts';
import { rateOf } from './index-rate.ts';
import type { Balances } from './ledger.ts';
import { credit, debit } from './ledger.ts';
import { type Accrual, type BalanceStep, exactDollars, perDiem } from './loan.ts';
import { apply } from './loan-acts.ts';
import { compareEvents, type LoanEvent, RuleBroken } from './loan-history.ts';
import { payoffParts } from './loan-payoff.ts';
import { followPledge } from './loan-pledge.ts';
import { LoanRun, type PayoffParts, type ProjectedBill, type ProjectedPosting } from './loan-run.ts';
import type { NoteTerms } from './loan-terms.ts';
import { addCents, type Cents, floorAtZero, subtractCents, ZERO } from './money.ts';
import { type Rate, rate, rateToRational } from './rate.ts';
import { Rational } from './rational.ts';
import type { Earned, RunningInterest } from './running-interest.ts';
import type { Applied } from './waterfall.ts';

export interface Projection {
  through: CivilDate;
  /** In the order in which they count. */
  postings: ProjectedPosting[];
  bills: ProjectedBill[];
  /** How each payment was split, by its key. */
  applied: ReadonlyMap<string, Applied>;
  /** Debits less credits of each account, in cents, of all that is dated up to and on `through`. */
  balances: Balances;
  /** Principal from each day on which it changed. */
  steps: BalanceStep[];
  rate: Rate;
  maturity: CivilDate;
  /** The first day that no bill covers; null before funding. */
  billedThrough: CivilDate | null;
  /** Interest since then, to `through` and not including it. */
  accrual: Accrual;
  defaultAccrual: Accrual;
  /** Exact cents of one more day at the end. */
  perDiem: ReturnType<typeof perDiem>;
  advancedCents: Cents;
  undrawnCents: Cents;
  /** Contract interest earned so far, accrued included. */
  earnedCents: Cents;
  principalDueCents: Cents;
  /** What paying off takes on a day from `through` on, if nothing else happens; the exit fee of the terms unless another is said. */
  payoffOn: (date: CivilDate, exitFeeCents?: Cents) => PayoffParts;
  /** Contract interest since the last bill, to a day from `through` on. */
  accrualTo: (date: CivilDate) => Accrual;
  inDefault: boolean;
  paidOffOn: CivilDate | null;
  reserveDepletedOn: CivilDate | null;
}

/**
 * Projects a loan through a day: events dated on it count, interest runs to it and does not include it. The order of `history` is of no
 * consequence. Without `daily`, interest between two events is one posting on the last of its days: the same cents for a twentieth of the work,
 * for those who ask for balances and not for days; with `dailyFrom`, so it is before that day.
 * @throws RuleBroken when the history breaks a rule of the ledger, naming the rule and the event
 */
export function projectLoan(
  terms: NoteTerms,
  history: readonly LoanEvent[],
  through: CivilDate,
  { daily = true, dailyFrom }: { daily?: boolean; dailyFrom?: CivilDate } = {},
): Projection {
  const accrueTo = (to: CivilDate): void => {
    if (daily && dailyFrom) accrue(run, earlierOf(dailyFrom, to), false);
    accrue(run, to, daily);
  };
  const run = new LoanRun(terms);
  const days = byDay(history, through);
  const agenda = new Agenda(terms);
  for (
    let date = agenda.next(run, days.at(0)?.date);
    date && date <= through;
    date = agenda.next(run, days.at(0)?.date)
  ) {
    accrueTo(date);
    const today = days[0]?.date === date ? days.shift()!.events : [];
    const [known, acts] = [
      today.filter(({ kind }) => kind === 'index'),
      today.filter(({ kind }) => kind !== 'index'),
    ];
    for (const event of known) apply(run, event);
    agenda.keep(run, date);
    for (const event of acts) apply(run, event);
    run.endDay(date);
    followPledge(run, date);
  }
  accrueTo(through);
  return resultOf(run, through);
}

/** The bills that come by themselves: one on the first of each month after `from`, through `to`, each with its key. */
export function comingBills(from: CivilDate, to: CivilDate): LoanEvent[] {
  const bills: LoanEvent[] = [];
  for (let date = addMonths(startOfMonth(from), 1); date <= to; date = addMonths(date, 1))
    bills.push({ kind: 'bill', key: billKey(date), date });
  return bills;
}

/** A month's bill is called by its month: that of November is dated December 1. */
export const billKey = (date: CivilDate): string => `bill:${addDays(date, -1).slice(0, 7)}`;

interface Day {
  date: CivilDate;
  events: LoanEvent[];
}

function byDay(history: readonly LoanEvent[], through: CivilDate): Day[] {
  const days: Day[] = [];
  const keys = new Set<string>();
  for (const event of [...history].sort(compareEvents)) {
    if (keys.has(event.key))
      throw new RuleBroken('key_used_twice', event, `The key ${event.key} names another event already.`);
    keys.add(event.key);
    if (event.date > through) continue;
    const last = days.at(-1);
    if (last?.date === event.date) last.events.push(event);
    else days.push({ date: event.date, events: [event] });
  }
  return days;
}

/** What comes without anybody entering it: index re-sets, late fees, and maturity, from which all principal is due. */
class Agenda {
  private resets = 0;
  private readonly terms: NoteTerms;
  private judged = 0;
  /** The last day that was kept. */
  private day: CivilDate | undefined;

  constructor(terms: NoteTerms) {
    this.terms = terms;
  }

  /** The next day on which anything happens, of events and of what comes by itself. */
  next(run: LoanRun, event: CivilDate | undefined): CivilDate | undefined {
    const candidates = [event, this.reset(), this.lateFee(run), this.maturity(run)].filter(
      (date) => date !== undefined,
    );
    return candidates.sort()[0];
  }

  keep(run: LoanRun, date: CivilDate): void {
    for (let on = this.reset(); on && on <= date; on = this.reset()) {
      this.resets += 1;
      readIndex(run, on);
    }
    for (let on = this.lateFee(run); on && on <= date; on = this.lateFee(run)) {
      this.judged += 1;
      chargeLateFee(run, run.bills[this.judged - 1]!, on);
    }
    this.day = date;
  }

  private reset(): CivilDate | undefined {
    const { rate: rule } = this.terms;
    if (rule.kind !== 'index') return undefined;
    return addMonths(rule.resets.anchor, this.resets * rule.resets.months);
  }

  /** The first day after a bill's grace; what was not paid by the end of the day before is late. */
  private lateFee(run: LoanRun): CivilDate | undefined {
    const bill = run.bills[this.judged];
    if (!this.terms.lateFee || !bill || run.paidOffOn) return undefined;
    return addDays(bill.to, this.terms.lateFee.graceDays + 1);
  }

  private maturity(run: LoanRun): CivilDate | undefined {
    if (!run.inDefault || this.terms.default?.base !== 'past_due') return undefined;
    // A new maturity may lie before this day or after it.
    return this.day && run.maturity <= this.day ? undefined : run.maturity;
  }
}

/** The rate of a re-set: the latest value known by then. Without one the rate stays. */
function readIndex(run: LoanRun, on: CivilDate): void {
  const rule = run.terms.rate;
  if (rule.kind !== 'index') return;
  const known = run.indexValues.findLast(({ index, date }) => index === rule.index && date <= on);
  if (!known) return;
  const read = rateOf(rule, known.value);
  const below = !run.terms.allowsNegativeRate && rateToRational(read).isNegative();
  run.contractRate = below ? rate('0') : read;
}

function chargeLateFee(run: LoanRun, bill: ProjectedBill, date: CivilDate): void {
  const unpaidCents = addCents(bill.unpaidInterestCents, bill.unpaidPrincipalCents);
  const terms = run.terms.lateFee;
  if (!terms || unpaidCents <= 0n || run.paidOffOn) return;
  const amount = Rational.of(unpaidCents).times(rateToRational(terms.rate)).roundHalfEven() as Cents;
  run.post(
    `${bill.key}/late`,
    'late_fee',
    date,
    'Late fee',
    [debit('fees_receivable', amount), credit('fee_income', amount)],
    { of: 'late_fee', billDate: bill.to, unpaidCents, rate: terms.rate },
  );
}

/** Posts the interest of every day before `to`: the change of the rounded cumulative since the last bill. */
function accrue(run: LoanRun, to: CivilDate, daily: boolean): void {
  if (!run.settledOn) return;
  const stretch = { principal: run.of('principal'), rate: run.contractRate };
  const from = run.interest.nextDay;
  let cumulativeCents = run.interest.posted;
  const earned = earnings(run.interest, to, daily);
  const regular = new Map(earned.map((day) => [day.date, day]));
  const late = new Map(earnings(run.defaultInterest, to, daily).map((day) => [day.date, day.cents]));
  const dates = late.size === 0 ? regular.keys() : [...new Set([...regular.keys(), ...late.keys()])].sort();
  for (const date of dates) {
    cumulativeCents = regular.get(date)?.cumulative ?? cumulativeCents;
    const [cents, lateCents] = [regular.get(date)?.cents ?? ZERO, late.get(date) ?? ZERO];
    postDay(run, date, cents, lateCents, { ...stretch, cumulativeCents });
  }
  if (from) watchReserve(run, from, to);
}

function earnings(running: RunningInterest, to: CivilDate, daily: boolean): Earned[] {
  if (daily) return [...running.runTo(to)];
  const earned = running.leapTo(to);
  return earned ? [earned] : [];
}

function postDay(
  run: LoanRun,
  date: CivilDate,
  cents: Cents,
  defaultCents: Cents,
  day: { principal: Cents; rate: Rate; cumulativeCents: Cents },
): void {
  run.post(
    `day:${date}`,
    'interest_accrued',
    date,
    'Interest accrued',
    [
      debit('accrued_interest', cents),
      credit('interest_income', cents),
      debit('accrued_default_interest', defaultCents),
      credit('default_interest_income', defaultCents),
    ],
    { of: 'day', ...day, since: run.billedThrough as CivilDate, defaultCents },
  );
}

function watchReserve(run: LoanRun, from: CivilDate, to: CivilDate): void {
  if (run.terms.interest.from !== 'reserve' || !run.hasReserve || run.reserveDepletedOn) return;
  run.reserveDepletedOn = run.interest.firstAbove(run.of('reserve_undrawn'), from, to);
}

const accrualOf = (running: RunningInterest, run: LoanRun, to: CivilDate): Accrual => {
  const { segments, exact, rounded } = running.standing(to);
  return { segments, exact, exactDollars: exactDollars(exact), rounded, basis: run.terms.dayCount };
};

function resultOf(run: LoanRun, through: CivilDate): Projection {
  const accrual = accrualOf(run.interest, run, through);
  return {
    through,
    postings: run.postings,
    bills: run.bills,
    applied: run.applied,
    balances: run.balances,
    steps: run.steps,
    rate: run.contractRate,
    maturity: run.maturity,
    billedThrough: run.billedThrough,
    accrual,
    defaultAccrual: accrualOf(run.defaultInterest, run, through),
    perDiem: perDiem(run.of('principal'), run.contractRate, through, run.terms.dayCount),
    advancedCents: run.advancedCents,
    undrawnCents: floorAtZero(subtractCents(run.commitmentCents, run.advancedCents)),
    earnedCents: addCents(run.earnedCents, accrual.rounded),
    principalDueCents: run.principalDue(through),
    payoffOn: (date, exitFeeCents) => payoffParts(run, date, exitFeeCents),
    accrualTo: (date) => accrualOf(run.interest, run, date),
    inDefault: run.inDefault,
    paidOffOn: run.paidOffOn,
    reserveDepletedOn: run.reserveDepletedOn,
  };
}
