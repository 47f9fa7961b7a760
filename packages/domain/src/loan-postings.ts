/** Each act of a loan as its posting. Amounts are cents and not negative unless said otherwise. */
import type { CivilDate } from './calendar.ts';
import { credit, debit, type Posting, posting } from './ledger.ts';
import { addCents, type Cents, subtractCents, ZERO } from './money.ts';
import type { PayoffQuote } from './payoff.ts';
import type { Applied } from './waterfall.ts';

/**
 * Funding: the wire leaves for escrow, and on the settlement date it becomes principal. Interest starts at settlement, whenever the
 * wire left. Fees withheld from the proceeds are principal and income at once.
 * @throws RangeError when settlement comes before the wire
 */
export function loanFunded(act: {
  wireDate: CivilDate;
  settlementDate: CivilDate;
  /** What is wired. */
  wiredCents: Cents;
  /** Origination and other fees taken out of the proceeds. */
  withheldFeesCents?: Cents;
  memo?: string;
}): Posting[] {
  if (act.settlementDate < act.wireDate) throw new RangeError('Settlement cannot come before the wire.');
  const fees = act.withheldFeesCents ?? ZERO;
  return [
    posting('escrow_wired', act.wireDate, 'Wired to escrow', [
      debit('escrow', act.wiredCents),
      credit('cash', act.wiredCents),
    ]),
    posting('loan_settled', act.settlementDate, act.memo ?? 'Loan settled', [
      debit('principal', addCents(act.wiredCents, fees)),
      credit('escrow', act.wiredCents),
      credit('fee_income', fees),
    ]),
  ];
}

/**
 * A draw paid on its settlement date. Only what leaves the bank becomes principal; retainage withheld is a memo, neither principal nor
 * interest-bearing, and a negative retainage is a release of what was withheld before.
 */
export const drawPaid = (act: {
  effectiveDate: CivilDate;
  drawNumber: number;
  /** Approved work and stored materials, before retainage. */
  grossCents: Cents;
  /** Withheld this time; negative when released. */
  retainageCents: Cents;
}): Posting => {
  const paid = subtractCents(act.grossCents, act.retainageCents);
  return posting('draw_paid', act.effectiveDate, `Draw ${act.drawNumber}`, [
    debit('principal', paid),
    credit('cash', paid),
    debit('retainage_contra', act.retainageCents),
    credit('retainage_withheld', act.retainageCents),
  ]);
};

/** Interest earned and not yet billed (daily postings are differences of the rounded cumulative). */
export const interestAccrued = (act: {
  effectiveDate: CivilDate;
  amountCents: Cents;
  memo?: string;
}): Posting =>
  posting('interest_accrued', act.effectiveDate, act.memo ?? 'Interest accrued', [
    debit('accrued_interest', act.amountCents),
    credit('interest_income', act.amountCents),
  ]);

/** The month's bill; what was accrued before moves, the rest is earned now. */
export const interestBilled = (act: {
  effectiveDate: CivilDate;
  amountCents: Cents;
  alreadyAccruedCents?: Cents;
  /** Default-rate or late interest on the same bill. */
  defaultInterestCents?: Cents;
  memo?: string;
}): Posting => {
  const accrued = act.alreadyAccruedCents ?? ZERO;
  const late = act.defaultInterestCents ?? ZERO;
  return posting('interest_billed', act.effectiveDate, act.memo ?? 'Interest billed', [
    debit('interest_receivable', act.amountCents),
    debit('default_interest_receivable', late),
    credit('accrued_interest', accrued),
    credit('interest_income', subtractCents(act.amountCents, accrued)),
    credit('default_interest_income', late),
  ]);
};

/**
 * The undrawn interest reserve rises (a budget line is set up or grows) or, with a negative amount, falls or is released. A memo: the
 * reserve is a promise to lend and never money.
 */
export const reserveSet = (act: { effectiveDate: CivilDate; changeCents: Cents; memo?: string }): Posting =>
  posting('reserve_set', act.effectiveDate, act.memo ?? 'Interest reserve set up', [
    debit('reserve_undrawn', act.changeCents),
    credit('reserve_contra', act.changeCents),
  ]);

/** Billed interest paid out of the interest reserve: a budget line is drawn, so principal rises and less is left to draw. */
export const interestPaidFromReserve = (act: {
  effectiveDate: CivilDate;
  amountCents: Cents;
  memo?: string;
}): Posting =>
  posting('interest_from_reserve', act.effectiveDate, act.memo ?? 'Interest paid from the interest reserve', [
    debit('principal', act.amountCents),
    credit('interest_receivable', act.amountCents),
    debit('reserve_contra', act.amountCents),
    credit('reserve_undrawn', act.amountCents),
  ]);

/** A fee charged to the borrower: per draw, inspection, extension, late. */
export const feeCharged = (act: { effectiveDate: CivilDate; amountCents: Cents; memo: string }): Posting =>
  posting('fee_charged', act.effectiveDate, act.memo, [
    debit('fees_receivable', act.amountCents),
    credit('fee_income', act.amountCents),
  ]);

const appliedLines = (applied: Applied) => [
  credit('fees_receivable', applied.fees),
  credit('default_interest_receivable', applied.defaultInterest),
  credit('interest_receivable', applied.interest),
  credit('principal', applied.principal),
];

/** A payment of the borrower, split by the waterfall; what is left is held unapplied and visible. */
export const paymentReceived = (act: {
  effectiveDate: CivilDate;
  amountCents: Cents;
  applied: Applied;
  memo?: string;
}): Posting =>
  posting('payment_received', act.effectiveDate, act.memo ?? 'Payment received', [
    debit('cash', act.amountCents),
    ...appliedLines(act.applied),
    credit('unapplied', act.applied.unapplied),
  ]);

/** Unapplied cash put to use; `applied.unapplied` stays where it is. */
export const unappliedApplied = (act: { effectiveDate: CivilDate; applied: Applied }): Posting => {
  const { fees, defaultInterest, interest, principal } = act.applied;
  const used = [fees, defaultInterest, interest, principal].reduce(addCents, ZERO);
  return posting('unapplied_applied', act.effectiveDate, 'Unapplied cash applied', [
    debit('unapplied', used),
    ...appliedLines(act.applied),
  ]);
};

/** Unapplied cash sent back to the borrower. */
export const unappliedRefunded = (act: { effectiveDate: CivilDate; amountCents: Cents }): Posting =>
  posting('unapplied_refunded', act.effectiveDate, 'Unapplied cash refunded', [
    debit('unapplied', act.amountCents),
    credit('cash', act.amountCents),
  ]);

/**
 * A payoff against its quote, in one posting: all that is owed is settled, unapplied cash and the borrower's own reserves are used up,
 * and money above the total is held unapplied.
 * @throws RangeError when less was collected than the quote asks
 */
export function payoffReceived(act: {
  effectiveDate: CivilDate;
  collectedCents: Cents;
  /** The quote for the day the money counts. */
  quote: PayoffQuote;
  /** The part of the quote's unbilled interest that daily accruals have already posted. */
  alreadyAccruedCents?: Cents;
}): Posting {
  const { quote } = act;
  const over = subtractCents(act.collectedCents, quote.totalCents);
  if (over < 0n) throw new RangeError('Less was collected than the quote asks.');
  const accrued = act.alreadyAccruedCents ?? ZERO;
  return posting('payoff_received', act.effectiveDate, 'Payoff received', [
    debit('cash', act.collectedCents),
    debit('unapplied', quote.unappliedCents),
    debit('borrower_reserve', quote.borrowerReserveCents),
    credit('principal', quote.principalCents),
    credit('interest_receivable', quote.billedInterestCents),
    credit('default_interest_receivable', quote.billedDefaultInterestCents),
    credit('accrued_interest', accrued),
    // Interest of the broken month and what is short of the contract's minimum are earned by the payoff itself.
    credit(
      'interest_income',
      subtractCents(addCents(quote.accruedInterestCents, quote.minimumInterestCents), accrued),
    ),
    credit('fees_receivable', quote.unpaidFeesCents),
    credit('fee_income', quote.exitFeeCents),
    // Money above the total, and held money above what is owed, both go back to the borrower from here.
    credit('unapplied', addCents(over, quote.refundCents)),
  ]);
}
