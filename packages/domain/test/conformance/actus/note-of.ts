/** ACTUS terms as a note of ours. What the standard leaves to be worked out (maturity, first dates) is worked out here, by its rules. */
import type { Basis } from '../../../src/basis.ts';
import { basisFraction } from '../../../src/basis.ts';
import { type BusinessDayConvention, NO_SHIFT } from '../../../src/business-days.ts';
import { addDays, type CivilDate } from '../../../src/calendar.ts';
import type { IndexRule } from '../../../src/index-rate.ts';
import { type Rate, rate, rateToRational, roundedRate } from '../../../src/rate.ts';
import { Rational } from '../../../src/rational.ts';
import { type Cycle, chainedDates, cycleDates, type Step, stepped } from '../../../src/schedule.ts';
import type { InterestBase, PrincipalStep, RateStep, ScheduledNote } from '../../../src/scheduled-note.ts';
import { centsExactly } from '../decimal.ts';
import { exoticInterest, exoticRepayment, exoticResets } from './exotic.ts';
import { parseCycle, type Terms } from './terms.ts';

const BASES: Record<string, Basis> = {
  AA: 'actual/actual',
  A360: 'actual/360',
  A365: 'actual/365',
  '30E360': '30E/360',
  '30E360ISDA': '30E/360 ISDA',
};

const RULES: Record<string, BusinessDayConvention['rule']> = {
  F: 'following',
  MF: 'modified_following',
  P: 'preceding',
  MP: 'modified_preceding',
};

const CALENDARS: Record<string, BusinessDayConvention['calendar']> = { MF: 'weekdays', NC: 'every_day' };

/** Roles whose money comes in. */
const LENDERS = new Set(['RPA', 'LG', 'BUY', 'RFL', 'RF', 'COL']);

export type ContractType = 'PAM' | 'LAM' | 'NAM' | 'ANN' | 'LAX' | 'CLM' | 'UMP';
const TYPES: readonly string[] = ['PAM', 'LAM', 'NAM', 'ANN', 'LAX', 'CLM', 'UMP'] satisfies ContractType[];

/**
 * The note of a contract.
 * @throws RangeError for a type, a convention or a term that no note of ours has
 */
export function noteOf(terms: Terms): { note: ScheduledNote; type: ContractType } {
  const type = terms.text('contractType') as ContractType;
  if (!TYPES.includes(type)) throw new RangeError(`No note of ours is a ${type}.`);
  const context = contextOf(terms, type);
  const repayment = repaymentOf(terms, context);
  const maturity = terms.date('maturityDate') ?? maturityOf(repayment, context);
  const interest = interestOf(terms, context, repayment);
  const note: ScheduledNote = {
    ...context,
    premium: centsOf(terms, 'premiumDiscountAtIED') ?? Rational.ZERO,
    openingAccrued: Rational.ZERO,
    boarded: null,
    maturity,
    interest,
    base: baseOf(terms, context),
    repayment,
    resets: type === 'LAX' ? exoticResets(terms, indexRule(terms)) : resetsOf(terms, context),
    businessDays: businessDaysOf(terms),
    notice: noticeOf(terms),
  };
  return { type, note: withAccrued(note, terms, context) };
}

export interface Context {
  type: ContractType;
  side: ScheduledNote['side'];
  settledOn: CivilDate;
  statusDate: CivilDate;
  principal: Rational;
  rate: Rate | null;
  basis: Basis;
}

function contextOf(terms: Terms, type: ContractType): Context {
  const nominal = terms.decimal('nominalInterestRate');
  const convention = terms.text('dayCountConvention') ?? 'AA';
  const basis = BASES[convention];
  if (!basis) throw new RangeError(`No note of ours counts days by ${convention}.`);
  return {
    type,
    side: LENDERS.has(terms.text('contractRole') ?? 'RPA') ? 'lender' : 'borrower',
    settledOn: terms.date('initialExchangeDate')!,
    statusDate: terms.date('statusDate')!,
    principal: centsOf(terms, 'notionalPrincipal')!,
    rate: nominal && roundedRate(nominal),
    basis,
  };
}

const centsOf = (terms: Terms, name: string): Rational | null => {
  const text = terms.text(name);
  return text === null ? null : centsExactly(text);
};

function repaymentOf(terms: Terms, { type, settledOn }: Context): PrincipalStep[] {
  if (type === 'LAX') return exoticRepayment(terms);
  const cycle = terms.cycle('cycleAnchorDateOfPrincipalRedemption', 'cycleOfPrincipalRedemption', (step) =>
    stepped(settledOn, step, 1),
  );
  const amount = centsOf(terms, 'nextPrincipalRedemptionPayment');
  if (!cycle || !(type === 'LAM' || type === 'NAM' || type === 'ANN')) return [];
  if (type === 'LAM') return [{ ...cycle, how: 'repaid', amount }];
  return [{ ...cycle, how: 'level', amount, grows: true, relevels: type === 'ANN' }];
}

/** Of a contract that names none: the first payment to come, and as many after it as the principal of today takes. */
function maturityOf(repayment: readonly PrincipalStep[], context: Context): CivilDate | null {
  const [step] = repayment;
  if (context.type === 'LAX' || !step?.every || step.how === 'lent' || !step.amount) return null;
  const { principal, statusDate } = context;
  let first = 0;
  while (stepped(step.anchor, step.every, first, step.endOfMonth) <= statusDate) first += 1;
  const interest =
    step.how === 'level'
      ? interestOfOnePeriod(
          stepped(step.anchor, step.every, first),
          stepped(step.anchor, step.every, first + 1),
          context,
        )
      : Rational.ZERO;
  const payments = Number(principal.dividedBy(step.amount.minus(interest)).ceiling());
  return stepped(step.anchor, step.every, first + payments - 1, step.endOfMonth);
}

const interestOfOnePeriod = (
  from: CivilDate,
  to: CivilDate,
  { principal, rate: r, basis }: Context,
): Rational => principal.times(rateToRational(r ?? rate('0'))).times(basisFraction(basis, from, to));

function interestOf(
  terms: Terms,
  context: Context,
  repayment: readonly PrincipalStep[],
): ScheduledNote['interest'] {
  const { type, settledOn } = context;
  const through = terms.date('capitalizationEndDate');
  const demand = type === 'CLM' || type === 'UMP';
  const capitalised = demand ? 'always' : through ? { through } : 'never';
  const plain = terms.cycle('cycleAnchorDateOfInterestPayment', 'cycleOfInterestPayment', () => settledOn);
  if (type === 'LAX') return { cycles: exoticInterest(terms), capitalised };
  const own = plain ? [plain] : [];
  const [payment] = repayment;
  if (!payment || type === 'LAM') return { cycles: own, capitalised };
  // A payment includes the interest: its dates are the interest's too, and until one step before the first of them the interest's own.
  const before = payment.every ? stepped(payment.anchor, payment.every, -1) : payment.anchor;
  const alone = own.flatMap((cycle) => cycleDates({ ...cycle, stub: 'short' }, addDays(before, 1)));
  const { anchor, every, stub, endOfMonth } = payment;
  return {
    cycles: [...alone.map((date) => only(date)), { anchor, every, stub, endOfMonth }],
    capitalised,
  };
}

const only = (anchor: CivilDate): Cycle => ({ anchor, every: null, stub: 'short', endOfMonth: false });

function baseOf(terms: Terms, { principal, settledOn }: Context): InterestBase {
  const written = terms.text('interestCalculationBase') ?? 'NT';
  const cycle = terms.cycle(
    'cycleAnchorDateOfInterestCalculationBase',
    'cycleOfInterestCalculationBase',
    (step) => stepped(settledOn, step, 1),
  );
  const amount = centsOf(terms, 'interestCalculationBaseAmount') ?? principal;
  if (written === 'NT') return { kind: 'principal' };
  if (written === 'NTIED') return { kind: 'fixed', amount };
  if (written === 'NTL' && cycle) return { kind: 'lagged', opening: amount, cycle };
  throw new RangeError(`No note of ours calculates interest on ${written}.`);
}

function resetsOf(terms: Terms, { settledOn, statusDate }: Context): RateStep[] {
  const rule = indexRule(terms);
  const next = terms.decimal('nextResetRate');
  const cycle = terms.cycle('cycleAnchorDateOfRateReset', 'cycleOfRateReset', (step) =>
    stepped(settledOn, step, 1),
  );
  const fixing = terms.text('fixingDays');
  if (!cycle) return [];
  const step = fixing ? parseCycle(fixing).step : { days: 0 };
  const index: RateStep = { ...cycle, kind: 'index', rule, fixingDays: 'days' in step ? step.days : 0 };
  if (!next) return [index];
  const known = firstAfter(cycle, statusDate);
  const after = cycle.every && firstAfter(cycle, known);
  const fixed: RateStep = { ...only(known), kind: 'fixed', rate: roundedRate(next) };
  return after ? [fixed, { ...index, anchor: after }] : [fixed];
}

function firstAfter({ anchor, every, endOfMonth }: Cycle, day: CivilDate): CivilDate {
  let n = 0;
  while (every && stepped(anchor, every, n, endOfMonth) <= day) n += 1;
  return every ? stepped(anchor, every, n, endOfMonth) : anchor;
}

export function indexRule(terms: Terms): IndexRule {
  const bound = (name: string): Rate | null => {
    const value = terms.decimal(name);
    return value && roundedRate(value);
  };
  return {
    index: terms.text('marketObjectCodeOfRateReset') ?? '',
    multiplier: bound('rateMultiplier') ?? rate('1'),
    spread: bound('rateSpread') ?? rate('0'),
    floor: bound('lifeFloor'),
    cap: bound('lifeCap'),
    periodFloor: bound('periodFloor'),
    periodCap: bound('periodCap'),
  };
}

function businessDaysOf(terms: Terms): BusinessDayConvention {
  const written = terms.text('businessDayConvention');
  const calendar = CALENDARS[terms.text('calendar') ?? 'NC'];
  const match = /^(SC|CS)(F|MF|P|MP)$/.exec(written ?? '');
  if (!calendar) throw new RangeError(`No note of ours has the calendar ${terms.text('calendar')}.`);
  if (!match) return NO_SHIFT;
  return {
    rule: RULES[match[2]!]!,
    calendar,
    calculate: match[1] === 'SC' ? 'after_shift' : 'before_shift',
  };
}

function noticeOf(terms: Terms): Step | null {
  const written = terms.text('xDayNotice');
  return written ? parseCycle(written).step : null;
}

/** A contract that runs already is taken over at the status date; a demand note's interest begins anew there unless it says otherwise. */
function withAccrued(note: ScheduledNote, terms: Terms, context: Context): ScheduledNote {
  const accrued = centsOf(terms, 'accruedInterest');
  const { statusDate, settledOn, type } = context;
  if (settledOn > statusDate) return { ...note, openingAccrued: accrued ?? accruedBefore(note) };
  const demand = type === 'CLM' || type === 'UMP';
  return {
    ...note,
    boarded: { on: statusDate, accrued: accrued ?? (demand ? Rational.ZERO : accruedTo(statusDate, note)) },
  };
}

/** Interest from an anchor that lies before settlement. */
function accruedBefore(note: ScheduledNote): Rational {
  const anchor = note.interest.cycles[0]?.anchor;
  return anchor && anchor < note.settledOn ? accruedFrom(anchor, note.settledOn, note) : Rational.ZERO;
}

function accruedTo(day: CivilDate, note: ScheduledNote): Rational {
  const last = chainedDates(note.interest.cycles, day).at(-1)?.date;
  return accruedFrom(last && last > note.settledOn ? last : note.settledOn, day, note);
}

const accruedFrom = (
  from: CivilDate,
  to: CivilDate,
  { principal, rate: r, basis }: ScheduledNote,
): Rational => principal.times(rateToRational(r ?? rate('0'))).times(basisFraction(basis, from, to));
