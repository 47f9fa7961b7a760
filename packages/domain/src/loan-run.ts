/** A loan as it stands while its history is read: balances, running interest, what is due; and the postings made on the way. */
import type { CivilDate } from './calendar.ts';
import { ACCOUNTS, type AccountKey } from './chart-of-accounts.ts';
import type { Balances, Posting, PostingKind, PostingLine } from './ledger.ts';
import type { AccrualSegment, BalanceStep } from './loan.ts';
import { type LedgerRule, type LoanEvent, RuleBroken } from './loan-history.ts';
import type { NoteTerms } from './loan-terms.ts';
import {
  addCents,
  type Cents,
  floorAtZero,
  formatUsd,
  minCents,
  negateCents,
  sumCents,
  ZERO,
} from './money.ts';
import { type Rate, rate, rateToRational } from './rate.ts';
import { RunningInterest } from './running-interest.ts';
import type { Applied, Due } from './waterfall.ts';

/** Why a posting has its cents. */
export type Why =
  /** As the event says. */
  | { of: 'event' }
  /** The change of the rounded cumulative since the last bill. */
  | { of: 'day'; principal: Cents; rate: Rate; since: CivilDate; cumulativeCents: Cents; defaultCents: Cents }
  /** The stretches of the period, their exact sum in dollars, rounded once. */
  | { of: 'bill'; segments: AccrualSegment[]; exactDollars: string; defaultSegments: AccrualSegment[] }
  | { of: 'payment'; due: Due; applied: Applied }
  /** A share of what was unpaid of a bill after its grace. */
  | { of: 'late_fee'; billDate: CivilDate; unpaidCents: Cents; rate: Rate }
  | { of: 'payoff'; parts: PayoffParts }
  /** Principal while the loan is pledged, nothing while it is not; less what stood there before. */
  | { of: 'pledge'; isPledged: boolean; pledgedCents: Cents; beforeCents: Cents };

export interface ProjectedPosting extends Posting {
  /** Stays the same however often the loan is projected: the event's key, or what the day or bill is called. */
  key: string;
  why: Why;
}

/** A bill as the history makes it. Amounts in cents. */
export interface ProjectedBill {
  key: string;
  from: CivilDate;
  /** The bill's own date, on which it is due; not included in its period. */
  to: CivilDate;
  interestCents: Cents;
  defaultInterestCents: Cents;
  fromReserveCents: Cents;
  /** Principal that falls due with it. */
  principalCents: Cents;
  segments: AccrualSegment[];
  exactDollars: string;
  /** Interest and principal of it that nobody paid yet. */
  unpaidInterestCents: Cents;
  unpaidPrincipalCents: Cents;
  /** The broken month that a payoff settled. */
  final: boolean;
}

export interface PayoffParts {
  principalCents: Cents;
  billedInterestCents: Cents;
  billedDefaultInterestCents: Cents;
  accruedInterestCents: Cents;
  accruedDefaultInterestCents: Cents;
  unpaidFeesCents: Cents;
  exitFeeCents: Cents;
  minimumInterestCents: Cents;
  unappliedCents: Cents;
  borrowerReserveCents: Cents;
  /** What has to come in; never below zero. */
  totalCents: Cents;
  /** More of the borrower's money is held than is owed. */
  refundCents: Cents;
}

export class LoanRun {
  readonly terms: NoteTerms;
  readonly balances = Object.fromEntries(ACCOUNTS.map(({ key }) => [key, ZERO])) as Balances;
  readonly postings: ProjectedPosting[] = [];
  readonly bills: ProjectedBill[] = [];
  readonly steps: BalanceStep[] = [];
  readonly applied = new Map<string, Applied>();
  readonly indexValues: { date: CivilDate; index: string; value: Rate }[] = [];
  readonly interest: RunningInterest;
  readonly defaultInterest: RunningInterest;
  contractRate: Rate;
  rateSetOn: CivilDate | null = null;
  maturity: CivilDate;
  commitmentCents: Cents;
  /** Lent so far, whatever was paid back. */
  advancedCents = ZERO;
  /** Contract interest earned so far and billed or paid off. */
  earnedCents = ZERO;
  inDefault = false;
  settledOn: CivilDate | null = null;
  paidOffOn: CivilDate | null = null;
  billedThrough: CivilDate | null = null;
  hasReserve = false;
  /** Keys of the pledges that stand, and the principal that the memo was last told. */
  readonly pledges = new Set<string>();
  pledgedCents = ZERO;
  /** The first day whose interest the reserve does not cover any more. */
  reserveDepletedOn: CivilDate | null = null;

  constructor(terms: NoteTerms) {
    this.terms = terms;
    this.interest = new RunningInterest(terms.dayCount);
    this.defaultInterest = new RunningInterest(terms.dayCount);
    this.contractRate = terms.rate.kind === 'fixed' ? terms.rate.rate : terms.rate.initialRate;
    this.maturity = terms.maturity;
    this.commitmentCents = terms.commitmentCents;
  }

  /** A balance on the account's debit side; credits are negative. */
  of(account: AccountKey): Cents {
    return this.balances[account];
  }

  /** Puts a posting on the books; lines of zero fall away, and a posting without lines is none. */
  post(
    key: string,
    kind: PostingKind,
    effectiveDate: CivilDate,
    memo: string,
    lines: PostingLine[],
    why: Why = { of: 'event' },
  ): void {
    const kept = lines.filter(({ amountCents }) => amountCents !== 0n);
    if (kept.length === 0) return;
    for (const { account, amountCents } of kept)
      this.balances[account] = (this.balances[account] + amountCents) as Cents;
    this.postings.push({ key, kind, effectiveDate, memo, lines: kept, why });
    if (kept.some(({ account }) => account === 'principal')) this.noteStep(effectiveDate);
  }

  private noteStep(from: CivilDate): void {
    const last = this.steps.at(-1);
    if (last?.from === from) this.steps.pop();
    this.steps.push({ from, principal: this.of('principal') });
  }

  /**
   * After whatever happened on a day: interest runs on principal and rate as they now are, default interest on its base. What came and
   * went within the day ends no stretch.
   */
  endDay(from: CivilDate): void {
    if (!this.settledOn) return;
    this.interest.change(from, this.of('principal'), this.contractRate);
    const { default: terms } = this.terms;
    if (!terms) return;
    const pastDue = addCents(floorAtZero(this.of('interest_receivable')), this.principalDue(from));
    const { rate: own, base: of, added = false } = terms;
    const [base, yearly] =
      of === 'principal'
        ? [this.of('principal'), added ? own : above(own, this.contractRate)]
        : [pastDue, added ? together(own, this.contractRate) : own];
    this.defaultInterest.change(from, this.inDefault ? base : ZERO, yearly);
  }

  /** Principal that is due: of bills that are not paid, and all of it from maturity on. */
  principalDue(on: CivilDate): Cents {
    if (on >= this.maturity) return this.of('principal');
    let due = 0n;
    for (const bill of this.bills) due += bill.unpaidPrincipalCents;
    return minCents(due as Cents, this.of('principal'));
  }

  due(on: CivilDate, askedPrincipal: Cents): Due {
    const principal = this.principalDue(on) + askedPrincipal;
    return {
      fees: this.of('fees_receivable'),
      // A bill below zero is owed to the borrower and asks for nothing.
      defaultInterest: floorAtZero(this.of('default_interest_receivable')),
      interest: floorAtZero(this.of('interest_receivable')),
      principal: minCents(principal as Cents, this.of('principal')),
    };
  }

  /** Pays bills, oldest first: who is late, and with what, follows from it. */
  payBills(interest: Cents, principal: Cents): void {
    let [leftInterest, leftPrincipal] = [interest, principal];
    for (const bill of this.bills) {
      const ofInterest = minCents(leftInterest, floorAtZero(bill.unpaidInterestCents));
      const ofPrincipal = minCents(leftPrincipal, bill.unpaidPrincipalCents);
      bill.unpaidInterestCents = (bill.unpaidInterestCents - ofInterest) as Cents;
      bill.unpaidPrincipalCents = (bill.unpaidPrincipalCents - ofPrincipal) as Cents;
      leftInterest = (leftInterest - ofInterest) as Cents;
      leftPrincipal = (leftPrincipal - ofPrincipal) as Cents;
    }
  }

  /** A bill below zero is a credit: it pays the interest of other bills, oldest first, as soon as there is any. */
  setCreditsAgainstBills(): void {
    for (const credit of this.bills.filter((bill) => bill.unpaidInterestCents < 0n)) {
      const owed = sumCents(this.bills.map((bill) => floorAtZero(bill.unpaidInterestCents)));
      const used = minCents(negateCents(credit.unpaidInterestCents), owed);
      credit.unpaidInterestCents = addCents(credit.unpaidInterestCents, used);
      this.payBills(used, ZERO);
    }
  }

  /** Lends more. The commitment is never exceeded. */
  advance(event: LoanEvent, amount: Cents): void {
    const lent = (this.advancedCents + amount) as Cents;
    if (lent > this.commitmentCents)
      this.refuse(
        'over_commitment',
        event,
        `That is ${formatUsd((lent - this.commitmentCents) as Cents)} more than the loan of ${formatUsd(this.commitmentCents)} has left to lend.`,
      );
    this.advancedCents = lent;
  }

  refuse(rule: LedgerRule, event: LoanEvent, message: string): never {
    throw new RuleBroken(rule, event, message);
  }
}

const together = (a: Rate, b: Rate): Rate =>
  rate(rateToRational(a).plus(rateToRational(b)).toDecimalString(12));

/** What one rate is above another, never below zero. */
function above(higher: Rate, lower: Rate): Rate {
  const difference = rateToRational(higher).minus(rateToRational(lower));
  return difference.isNegative() ? rate('0') : rate(difference.toDecimalString(12));
}
