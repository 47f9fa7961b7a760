/**
 * The bank line. Eligible = gross − ineligible − concentration excess; base = Σ(eligible × advance rate) − reserves;
 * availability = min(commitment, base) − outstanding. Each dollar is excluded once, by the first rule that applies.
 */
import { type CivilDate, daysBetween } from './calendar.ts';
import {
  addCents,
  allocateCents,
  type Cents,
  floorAtZero,
  minCents,
  subtractCents,
  sumCents,
  ZERO,
} from './money.ts';
import { type Rate, rateToRational } from './rate.ts';
import { Rational } from './rational.ts';

export interface PledgedLoan {
  loanId: string;
  label: string;
  /** Principal outstanding. */
  grossCents: Cents;
  /** Picks the advance rate. */
  class: string;
  borrowerId: string;
  market: string;
  isLand: boolean;
  isSpec: boolean;
  inDefault: boolean;
  maturesOn: CivilDate;
  /** Day the loan entered the base. */
  pledgedOn: CivilDate;
  lastInspectedOn: CivilDate | null;
  /** Days that entitlement is behind the plan the bank saw. */
  entitlementSlipDays: number;
}

/** Rules in data; they apply in the order given. */
export type IneligibilityRule =
  | { code: 'matured' }
  | { code: 'default' }
  | { code: 'stale_inspection'; maxDays: number }
  | { code: 'over_age_in_base'; maxDays: number }
  | { code: 'entitlement_slipped'; maxDays: number };

export interface ConcentrationRule {
  by: 'borrower' | 'market' | 'land' | 'spec';
  /** Of gross less ineligible, "0.20". */
  limit: Rate;
}

export interface BorrowingBaseInput {
  today: CivilDate;
  loans: readonly PledgedLoan[];
  ineligibility: readonly IneligibilityRule[];
  concentration: readonly ConcentrationRule[];
  /** By class; a class without a rate advances nothing. */
  advanceRates: Readonly<Record<string, Rate>>;
  reservesCents: Cents;
  commitmentCents: Cents;
  outstandingCents: Cents;
}

export interface Exclusion {
  code: IneligibilityRule['code'] | ConcentrationRule['by'];
  amountCents: Cents;
  reason: string;
}

export interface BaseLoan {
  loanId: string;
  label: string;
  grossCents: Cents;
  exclusions: Exclusion[];
  eligibleCents: Cents;
  advanceRate: Rate;
  /** Eligible × advance rate, cut down to whole cents: a lender is never lent a part of a cent too much. */
  advanceCents: Cents;
}

export interface BorrowingBase {
  loans: BaseLoan[];
  grossCents: Cents;
  ineligibleCents: Cents;
  concentrationExcessCents: Cents;
  eligibleCents: Cents;
  baseCents: Cents;
  /** Negative when over-advanced: what has to be paid back to the bank. */
  availabilityCents: Cents;
}

export function borrowingBase(input: BorrowingBaseInput): BorrowingBase {
  const entries = input.loans.map((loan) => ({ loan, exclusions: ineligible(loan, input) }));
  const ineligibleCents = excluded(entries);
  const grossCents = sumCents(input.loans.map((loan) => loan.grossCents));
  applyConcentration(entries, input.concentration, subtractCents(grossCents, ineligibleCents));

  const loans = entries.map(({ loan, exclusions }): BaseLoan => {
    const eligibleCents = eligibleOf({ loan, exclusions });
    const advanceRate = input.advanceRates[loan.class] ?? ('0' as Rate);
    const advanceCents = rateToRational(advanceRate).times(Rational.of(eligibleCents)).floor() as Cents;
    const { loanId, label } = loan;
    return {
      loanId,
      label,
      grossCents: loan.grossCents,
      exclusions,
      eligibleCents,
      advanceRate,
      advanceCents,
    };
  });
  const baseCents = floorAtZero(
    subtractCents(sumCents(loans.map((loan) => loan.advanceCents)), input.reservesCents),
  );
  return {
    loans,
    grossCents,
    ineligibleCents,
    concentrationExcessCents: subtractCents(excluded(entries), ineligibleCents),
    eligibleCents: sumCents(loans.map((loan) => loan.eligibleCents)),
    baseCents,
    availabilityCents: subtractCents(minCents(input.commitmentCents, baseCents), input.outstandingCents),
  };
}

interface Entry {
  loan: PledgedLoan;
  exclusions: Exclusion[];
}

const exclusionOf = ({ exclusions }: Entry): Cents => sumCents(exclusions.map((each) => each.amountCents));
const eligibleOf = (entry: Entry): Cents => subtractCents(entry.loan.grossCents, exclusionOf(entry));
const excluded = (entries: readonly Entry[]): Cents => sumCents(entries.map(exclusionOf));

/** An ineligible loan is out altogether, by the first rule that applies. */
function ineligible(loan: PledgedLoan, { today, ineligibility }: BorrowingBaseInput): Exclusion[] {
  for (const rule of ineligibility) {
    const reason = whyIneligible(loan, rule, today);
    if (reason !== null) return [{ code: rule.code, amountCents: loan.grossCents, reason }];
  }
  return [];
}

function whyIneligible(loan: PledgedLoan, rule: IneligibilityRule, today: CivilDate): string | null {
  switch (rule.code) {
    case 'matured':
      return loan.maturesOn <= today ? `Matured on ${loan.maturesOn}.` : null;
    case 'default':
      return loan.inDefault ? 'In default.' : null;
    case 'stale_inspection': {
      if (loan.lastInspectedOn === null) return 'Never inspected.';
      const days = daysBetween(loan.lastInspectedOn, today);
      return days > rule.maxDays ? `Last inspected ${days} days ago; the limit is ${rule.maxDays}.` : null;
    }
    case 'over_age_in_base': {
      const days = daysBetween(loan.pledgedOn, today);
      return days > rule.maxDays ? `In the base for ${days} days; the limit is ${rule.maxDays}.` : null;
    }
    case 'entitlement_slipped': {
      const days = loan.entitlementSlipDays;
      return days > rule.maxDays ? `Entitlement is ${days} days behind; the limit is ${rule.maxDays}.` : null;
    }
  }
}

/** Cuts each group back to its limit, shared over its loans by what is still eligible of them. */
function applyConcentration(entries: Entry[], rules: readonly ConcentrationRule[], measure: Cents): void {
  for (const rule of rules) {
    const limit = rateToRational(rule.limit).times(Rational.of(measure)).floor() as Cents;
    for (const [name, group] of groupBy(entries, rule.by)) {
      const eligible = group.map(eligibleOf);
      const excess = subtractCents(sumCents(eligible), limit);
      if (excess <= 0n) continue;
      const shares = allocateCents(excess, eligible);
      group.forEach((entry, i) => {
        const amountCents = shares[i] ?? ZERO;
        if (amountCents > 0n)
          entry.exclusions.push({ code: rule.by, amountCents, reason: `Above the limit for ${name}.` });
      });
    }
  }
}

function groupBy(entries: readonly Entry[], by: ConcentrationRule['by']): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = groupOf(entry.loan, by);
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return groups;
}

function groupOf(loan: PledgedLoan, by: ConcentrationRule['by']): string | null {
  switch (by) {
    case 'borrower':
      return `borrower ${loan.borrowerId}`;
    case 'market':
      return `market ${loan.market}`;
    case 'land':
      return loan.isLand ? 'land' : null;
    case 'spec':
      return loan.isSpec ? 'spec' : null;
  }
}

/**
 * "What if I fund this draw": the base before and after a change of one loan's principal, the bank's money used for it or not.
 * @throws RangeError when the loan is not pledged
 */
export function whatIf(
  input: BorrowingBaseInput,
  change: { loanId: string; principalCents: Cents; borrowedCents: Cents },
): { before: BorrowingBase; after: BorrowingBase } {
  if (!input.loans.some((loan) => loan.loanId === change.loanId))
    throw new RangeError('This loan is not pledged.');
  const after = {
    ...input,
    outstandingCents: addCents(input.outstandingCents, change.borrowedCents),
    loans: input.loans.map((loan) =>
      loan.loanId === change.loanId
        ? { ...loan, grossCents: addCents(loan.grossCents, change.principalCents) }
        : loan,
    ),
  };
  return { before: borrowingBase(input), after: borrowingBase(after) };
}
