/** What each kind of event does to a loan, one function a kind. Times of day and order within a day are settled before. */
import type { CivilDate } from './calendar.ts';
import { type AccountKey, accountOf } from './chart-of-accounts.ts';
import { credit, debit } from './ledger.ts';
import { exactDollars as dollars } from './loan.ts';
import { AFTER_PAYOFF, type EventOf, type LoanEvent, type LoanEventKind } from './loan-history.ts';
import { payOff } from './loan-payoff.ts';
import { releasePledge } from './loan-pledge.ts';
import { drawOnReserve, monthBefore, setReserve } from './loan-reserve.ts';
import type { LoanRun } from './loan-run.ts';
import {
  absCents,
  addCents,
  type Cents,
  floorAtZero,
  formatUsd,
  minCents,
  negateCents,
  subtractCents,
  sumCents,
  ZERO,
} from './money.ts';
import { rateToRational } from './rate.ts';
import { type Applied, applyPayment } from './waterfall.ts';

type Act<K extends LoanEventKind> = (run: LoanRun, event: EventOf<K>) => void;

const ACTS: { [K in LoanEventKind]: Act<K> } = {
  index: (run, { date, index, value }) => void run.indexValues.push({ date, index, value }),
  settled: settle,
  modified: (run, event) => {
    run.maturity = event.maturity ?? run.maturity;
    const commitment = event.commitmentCents ?? run.commitmentCents;
    if (commitment < run.advancedCents)
      run.refuse('over_commitment', event, `${formatUsd(run.advancedCents)} is lent already.`);
    run.commitmentCents = commitment;
  },
  rate: (run, event) => {
    if (run.rateSetOn === event.date)
      run.refuse('rate_set_twice', event, 'Another rate is set from this day.');
    if (!run.terms.allowsNegativeRate && rateToRational(event.rate).isNegative())
      run.refuse('negative_rate', event, 'This product has no rate below zero.');
    run.rateSetOn = event.date;
    run.contractRate = event.rate;
  },
  defaulted: (run, event) => {
    if (run.inDefault) run.refuse('default_twice', event, 'The loan is in default already.');
    run.inDefault = true;
  },
  cured: (run, event) => {
    if (!run.inDefault) run.refuse('not_in_default', event, 'The loan is not in default.');
    run.inDefault = false;
  },
  bill,
  reserve: (run, event) => {
    if (addCents(run.of('reserve_undrawn'), event.changeCents) < 0n)
      run.refuse(
        'reserve_below_zero',
        event,
        `Only ${formatUsd(run.of('reserve_undrawn'))} is left in the reserve.`,
      );
    setReserve(
      run,
      event,
      event.changeCents,
      event.changeCents < 0n ? 'Interest reserve lowered' : 'Interest reserve raised',
    );
  },
  fee: (run, event) => chargeFee(run, event, event.key, event.amountCents, event.memo),
  draw,
  payment: pay,
  apply_unapplied: applyHeld,
  refund_unapplied: refundHeld,
  journal,
  payoff: payOff,
  pledged: (run, { key }) => void run.pledges.add(key),
  pledge_released: releasePledge,
};

/** Applies one event. Throws RuleBroken. */
export function apply(run: LoanRun, event: LoanEvent): void {
  const early = event.kind === 'index' || event.kind === 'settled';
  if (!early && !run.settledOn)
    run.refuse('not_settled', event, 'Nothing happens on a loan before it is funded.');
  if (run.paidOffOn && !AFTER_PAYOFF.includes(event.kind))
    run.refuse('paid_off', event, 'The loan is paid off.');
  for (const amount of positive(event))
    if (amount <= 0n) run.refuse('amount_not_positive', event, 'The amount has to be above zero.');
  (ACTS[event.kind] as Act<LoanEventKind>)(run, event as never);
}

function positive(event: LoanEvent): Cents[] {
  switch (event.kind) {
    case 'fee':
    case 'payment':
    case 'refund_unapplied':
      return [event.amountCents];
    case 'settled':
      return [addCents(event.wireCents, event.feeCents)];
    // A draw of nothing would still cost the draw fee.
    case 'draw':
      return event.retainageCents === 0n && event.grossCents === 0n ? [ZERO] : [];
    default:
      return [];
  }
}

function settle(run: LoanRun, event: EventOf<'settled'>): void {
  if (run.settledOn) run.refuse('settled_twice', event, 'The loan is funded already.');
  const { date, key, wireCents, feeCents } = event;
  run.settledOn = date;
  run.billedThrough = date;
  const advanced = addCents(wireCents, feeCents);
  run.advance(event, advanced);
  run.post(`${key}/wire`, 'escrow_wired', date, 'Wired to escrow', [
    debit('escrow', wireCents),
    credit('cash', wireCents),
  ]);
  run.post(key, 'loan_settled', date, event.memo ?? 'Loan settled', [
    debit('principal', advanced),
    credit('escrow', wireCents),
    credit('fee_income', feeCents),
  ]);
  if (event.reserveCents > 0n) setReserve(run, event, event.reserveCents, 'Interest reserve set up');
}

function chargeFee(run: LoanRun, { date }: LoanEvent, key: string, amount: Cents, memo: string): void {
  run.post(key, 'fee_charged', date, memo, [debit('fees_receivable', amount), credit('fee_income', amount)]);
}

function draw(run: LoanRun, event: EventOf<'draw'>): void {
  const { date, key, grossCents, retainageCents } = event;
  const paid = subtractCents(grossCents, retainageCents);
  if (grossCents < 0n || paid < 0n)
    run.refuse('retainage_more_than_work', event, 'More is withheld than the work comes to.');
  if (addCents(negateCents(run.of('retainage_withheld')), retainageCents) < 0n)
    run.refuse('retainage_more_than_work', event, 'More retainage is released than was withheld.');
  run.advance(event, paid);
  run.post(key, 'draw_paid', date, event.memo, [
    debit('principal', paid),
    credit('cash', paid),
    debit('retainage_contra', retainageCents),
    credit('retainage_withheld', retainageCents),
  ]);
  if (run.terms.drawFeeCents > 0n) chargeFee(run, event, `${key}/fee`, run.terms.drawFeeCents, 'Draw fee');
}

/** What was earned before the day moves from accrued to billed; the reserve pays while it lasts; principal falls due as the terms say. */
function bill(run: LoanRun, event: EventOf<'bill'>): void {
  const { key, date } = event;
  const from = run.billedThrough as CivilDate;
  if (date <= from) run.refuse('billed_through', event, `Interest is billed through ${from} already.`);
  const regular = run.interest.standing(date);
  const late = run.defaultInterest.standing(date);
  const exactDollars = dollars(regular.exact);
  run.post(
    key,
    'interest_billed',
    date,
    `${monthBefore(date)} interest`,
    [
      debit('interest_receivable', regular.rounded),
      credit('accrued_interest', regular.rounded),
      debit('default_interest_receivable', late.rounded),
      credit('accrued_default_interest', late.rounded),
    ],
    { of: 'bill', segments: regular.segments, exactDollars, defaultSegments: late.segments },
  );
  run.earnedCents = addCents(run.earnedCents, regular.rounded);
  run.interest.restart(date);
  run.defaultInterest.restart(date);
  run.billedThrough = date;
  const principal = principalFallingDue(run, date, regular.rounded);
  const fromReserve = drawOnReserve(run, event, regular.rounded);
  run.bills.push({
    key,
    from,
    to: date,
    interestCents: regular.rounded,
    defaultInterestCents: late.rounded,
    fromReserveCents: fromReserve,
    principalCents: principal,
    segments: regular.segments,
    exactDollars,
    unpaidInterestCents: subtractCents(regular.rounded, fromReserve),
    unpaidPrincipalCents: principal,
    final: false,
  });
  run.setCreditsAgainstBills();
}

function principalFallingDue(run: LoanRun, date: CivilDate, interest: Cents): Cents {
  const { repayment } = run.terms;
  const left = floorAtZero(subtractCents(run.of('principal'), run.principalDue(date)));
  if (repayment.kind === 'interest_only') return ZERO;
  if (repayment.kind === 'level')
    return date < repayment.from
      ? ZERO
      : minCents(floorAtZero(subtractCents(repayment.paymentCents, interest)), left);
  const begun = repayment.steps.filter((each) => each.from <= date);
  const step = begun.sort((a, b) => a.from.localeCompare(b.from)).at(-1);
  return step ? minCents(step.principalCents, left) : ZERO;
}

function pay(run: LoanRun, event: EventOf<'payment'>): void {
  if ((event.currency ?? 'USD') !== 'USD') run.refuse('wrong_currency', event, 'The loan is in US dollars.');
  const applied = split(run, event, event.amountCents, event.principalCents);
  run.post(
    event.key,
    'payment_received',
    event.date,
    'Payment received',
    [
      debit('cash', event.amountCents),
      ...appliedLines(applied.applied),
      credit('unapplied', applied.applied.unapplied),
    ],
    { of: 'payment', ...applied },
  );
  run.payBills(applied.applied.interest, applied.applied.principal);
}

function split(run: LoanRun, event: LoanEvent, amount: Cents, asked: Cents) {
  if (asked < 0n)
    run.refuse('amount_not_positive', event, 'What is to pay principal down is not below zero.');
  if (asked > run.of('principal'))
    run.refuse(
      'principal_overpaid',
      event,
      `Only ${formatUsd(run.of('principal'))} of principal is outstanding.`,
    );
  const due = run.due(event.date, asked);
  const applied = applyPayment(amount, due, run.terms.waterfall);
  run.applied.set(event.key, applied);
  return { due, applied };
}

const appliedLines = ({ fees, defaultInterest, interest, principal }: Applied) => [
  credit('fees_receivable', fees),
  credit('default_interest_receivable', defaultInterest),
  credit('interest_receivable', interest),
  credit('principal', principal),
];

const held = (run: LoanRun): Cents => negateCents(run.of('unapplied'));

function applyHeld(run: LoanRun, event: EventOf<'apply_unapplied'>): void {
  if (held(run) <= 0n) run.refuse('unapplied_short', event, 'No money is held unapplied.');
  const { due, applied } = split(run, event, held(run), event.principalCents);
  const used = sumCents([applied.fees, applied.defaultInterest, applied.interest, applied.principal]);
  run.post(
    event.key,
    'unapplied_applied',
    event.date,
    'Unapplied cash applied',
    [debit('unapplied', used), ...appliedLines(applied)],
    {
      of: 'payment',
      due,
      applied,
    },
  );
  run.payBills(applied.interest, applied.principal);
}

function refundHeld(run: LoanRun, event: EventOf<'refund_unapplied'>): void {
  if (event.amountCents > held(run))
    run.refuse('unapplied_short', event, `Only ${formatUsd(floorAtZero(held(run)))} is held unapplied.`);
  run.post(event.key, 'unapplied_refunded', event.date, 'Unapplied cash refunded', [
    debit('unapplied', event.amountCents),
    credit('cash', event.amountCents),
  ]);
}

const NEVER_BELOW_NOTHING = [
  'principal',
  'interest_receivable',
  'default_interest_receivable',
  'fees_receivable',
] as const;

function journal(run: LoanRun, event: EventOf<'journal'>): void {
  for (const memo of [false, true]) {
    const lines = event.lines.filter(({ account }) => accountOf(account).memo === memo);
    const off = sumCents(lines.map(({ amountCents }) => amountCents));
    if (off !== 0n)
      run.refuse('journal_unbalanced', event, `The journal is off by ${formatUsd(absCents(off))}.`);
  }
  if (event.lines.length < 2 || event.lines.some(({ amountCents }) => amountCents === 0n))
    run.refuse('journal_unbalanced', event, 'A journal has at least two lines, none of them zero.');
  const before = { ...run.balances };
  run.post(event.key, 'journal', event.date, event.memo, [...event.lines]);
  const lowered = (account: AccountKey): Cents =>
    floorAtZero(subtractCents(before[account], run.of(account)));
  const below = NEVER_BELOW_NOTHING.find((account) => lowered(account) > 0n && run.of(account) < 0n);
  if (below) run.refuse('overdrawn', event, `${accountOf(below).name} would fall below zero.`);
  // What is written off is not late any more.
  run.payBills(lowered('interest_receivable'), lowered('principal'));
}
