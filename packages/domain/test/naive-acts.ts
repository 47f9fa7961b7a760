/** What each event does to the naive loan. Tests only. */
import type { AccountKey } from '../src/chart-of-accounts.ts';
import type { EventOf, LedgerRule, LoanEvent, LoanEventKind } from '../src/loan-history.ts';
import { fractionOf } from './fraction.ts';
import { held, type NaiveLoan, NaiveRefusal, newMeter, post } from './naive-books.ts';
import { chargeFee } from './naive-late-fees.ts';
import { payOldestFirst, payoffParts, setCreditsAgainstBills, takeMoney } from './naive-money.ts';
import { setRate } from './naive-rates.ts';

function refuse(rule: LedgerRule, isBroken: boolean): void {
  if (isBroken) throw new NaiveRefusal(rule);
}
const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const MEMO_ACCOUNTS = [
  'retainage_withheld',
  'retainage_contra',
  'reserve_undrawn',
  'reserve_contra',
  'pledged',
  'pledged_contra',
];

type Act<K extends LoanEventKind> = (loan: NaiveLoan, event: EventOf<K>) => void;

const ACTS: { [K in LoanEventKind]: Act<K> } = {
  index: ({ terms, indexValues }, { index, date, value }) => {
    if (terms.rate.kind !== 'index' || terms.rate.index !== index) return;
    indexValues.push({ date, value: fractionOf(value) });
  },
  settled: settle,
  rate: (loan, { date, rate }) => {
    refuse('rate_set_twice', loan.rateEventOn === date);
    loan.rateEventOn = date;
    setRate(loan, fractionOf(rate));
  },
  modified: (loan, { maturity, commitmentCents }) => {
    loan.maturity = maturity ?? loan.maturity;
    loan.commitment = commitmentCents ?? loan.commitment;
    refuse('over_commitment', loan.lent > loan.commitment);
  },
  defaulted: (loan) => {
    refuse('default_twice', loan.isInDefault);
    loan.isInDefault = true;
  },
  cured: (loan) => {
    refuse('not_in_default', !loan.isInDefault);
    loan.isInDefault = false;
  },
  bill: (loan, { key }) => bill(loan, key),
  reserve: (loan, { key, changeCents }) => {
    refuse('reserve_below_zero', held(loan, 'reserve_undrawn') + changeCents < 0n);
    setReserve(loan, key, changeCents);
  },
  fee: (loan, { key, amountCents }) => {
    refuse('amount_not_positive', amountCents <= 0n);
    chargeFee(loan, key, amountCents);
  },
  draw,
  payment: (loan, { key, amountCents, principalCents, currency }) => {
    refuse('amount_not_positive', amountCents <= 0n || principalCents < 0n);
    refuse('wrong_currency', currency !== undefined && currency !== 'USD');
    refuse('principal_overpaid', principalCents > held(loan, 'principal'));
    takeMoney(loan, key, 'cash', amountCents, principalCents);
  },
  apply_unapplied: (loan, { key, principalCents }) => {
    refuse('amount_not_positive', principalCents < 0n);
    refuse('unapplied_short', held(loan, 'unapplied') >= 0n);
    refuse('principal_overpaid', principalCents > held(loan, 'principal'));
    takeMoney(loan, key, 'unapplied', -held(loan, 'unapplied'), principalCents);
  },
  refund_unapplied: (loan, { key, amountCents }) => {
    refuse('amount_not_positive', amountCents <= 0n);
    refuse('unapplied_short', amountCents > -held(loan, 'unapplied'));
    post(loan, key, [
      ['unapplied', amountCents],
      ['cash', -amountCents],
    ]);
  },
  journal,
  payoff: payOff,
  pledged: ({ pledges }, { key }) => void pledges.add(key),
  pledge_released: ({ pledges }, { of }) => {
    refuse('not_pledged', !pledges.has(of));
    pledges.delete(of);
  },
};

const AFTER_PAYOFF: readonly LoanEventKind[] = ['refund_unapplied', 'index', 'pledged', 'pledge_released'];

export function act(loan: NaiveLoan, event: LoanEvent): void {
  refuse('not_settled', event.kind !== 'settled' && event.kind !== 'index' && loan.settledOn === null);
  refuse('paid_off', loan.paidOffOn !== null && !AFTER_PAYOFF.includes(event.kind));
  // Each act takes the events of its own kind.
  (ACTS[event.kind] as Act<LoanEventKind>)(loan, event);
}

function settle(loan: NaiveLoan, { key, date, wireCents, feeCents, reserveCents }: EventOf<'settled'>): void {
  refuse('settled_twice', loan.settledOn !== null);
  refuse('amount_not_positive', wireCents + feeCents <= 0n);
  lend(loan, wireCents + feeCents);
  loan.settledOn = date;
  loan.billedThrough = date;
  post(loan, key, [
    ['cash', -wireCents],
    ['principal', wireCents + feeCents],
    ['fee_income', -feeCents],
  ]);
  setReserve(loan, key, reserveCents);
}

function setReserve(loan: NaiveLoan, key: string, change: bigint): void {
  post(loan, key, [
    ['reserve_undrawn', change],
    ['reserve_contra', -change],
  ]);
  if (change <= 0n) return;
  loan.hadReserve = true;
  loan.reserveDepletedOn = null;
}

function lend(loan: NaiveLoan, amount: bigint): void {
  loan.lent += amount;
  refuse('over_commitment', loan.lent > loan.commitment);
}

function draw(loan: NaiveLoan, { key, grossCents, retainageCents }: EventOf<'draw'>): void {
  refuse('amount_not_positive', grossCents === 0n && retainageCents === 0n);
  refuse('retainage_more_than_work', grossCents < 0n || retainageCents > grossCents);
  refuse('retainage_more_than_work', -held(loan, 'retainage_withheld') + retainageCents < 0n);
  const net = grossCents - retainageCents;
  lend(loan, net);
  post(loan, key, [
    ['principal', net],
    ['cash', -net],
    ['retainage_withheld', -retainageCents],
    ['retainage_contra', retainageCents],
  ]);
  chargeFee(loan, key, loan.terms.drawFeeCents);
}

function bill(loan: NaiveLoan, key: string): void {
  const { day } = loan;
  refuse('billed_through', day <= loan.billedThrough!);
  const interest = loan.interest.posted;
  const defaultInterest = loan.defaultInterest.posted;
  post(loan, key, [
    ['interest_receivable', interest],
    ['accrued_interest', -interest],
    ['default_interest_receivable', defaultInterest],
    ['accrued_default_interest', -defaultInterest],
  ]);
  const principal = principalOfBill(loan, interest);
  const fromReserve = payFromReserve(loan, key, interest);
  loan.bills.push({
    from: loan.billedThrough!,
    to: day,
    interest,
    defaultInterest,
    fromReserve,
    principal,
    unpaidInterest: interest - fromReserve,
    unpaidPrincipal: principal,
    isJudged: false,
  });
  setCreditsAgainstBills(loan);
  loan.billedThrough = day;
  loan.billedInAll += interest;
  loan.interest = newMeter();
  loan.defaultInterest = newMeter();
}

function payFromReserve(loan: NaiveLoan, key: string, interest: bigint): bigint {
  const { interest: paid } = loan.terms;
  if (paid.from !== 'reserve' || (paid.through !== null && loan.day > paid.through)) return 0n;
  const amount = lesser(interest, lesser(held(loan, 'reserve_undrawn'), loan.commitment - loan.lent));
  if (amount <= 0n) return 0n;
  lend(loan, amount);
  post(loan, key, [
    ['principal', amount],
    ['interest_receivable', -amount],
    ['reserve_undrawn', -amount],
    ['reserve_contra', amount],
  ]);
  return amount;
}

function principalOfBill(loan: NaiveLoan, interest: bigint): bigint {
  const { repayment } = loan.terms;
  const notDueYet =
    held(loan, 'principal') - loan.bills.reduce((sum, { unpaidPrincipal }) => sum + unpaidPrincipal, 0n);
  if (loan.day >= loan.maturity) return 0n;
  let wanted = 0n;
  if (repayment.kind === 'level' && loan.day >= repayment.from) wanted = repayment.paymentCents - interest;
  if (repayment.kind === 'scheduled') {
    const started = repayment.steps.filter(({ from }) => from <= loan.day);
    const last = started.sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
    wanted = last?.principalCents ?? 0n;
  }
  return wanted <= 0n ? 0n : lesser(wanted, notDueYet);
}

function journal(loan: NaiveLoan, { key, lines }: EventOf<'journal'>): void {
  const sum = (isMemo: boolean): bigint =>
    lines
      .filter(({ account }) => MEMO_ACCOUNTS.includes(account) === isMemo)
      .reduce((total, { amountCents }) => total + amountCents, 0n);
  refuse('journal_unbalanced', sum(false) !== 0n || sum(true) !== 0n);
  refuse('journal_unbalanced', lines.length < 2 || lines.some(({ amountCents }) => amountCents === 0n));
  const before = new Map(OWED.map((account) => [account, held(loan, account)]));
  const lowered = (account: (typeof OWED)[number]) => before.get(account)! - held(loan, account);
  post(
    loan,
    key,
    lines.map(({ account, amountCents }) => [account, amountCents]),
  );
  for (const account of OWED) refuse('overdrawn', lowered(account) > 0n && held(loan, account) < 0n);
  payOldestFirst(loan, 'unpaidInterest', lowered('interest_receivable'));
  payOldestFirst(loan, 'unpaidPrincipal', lowered('principal'));
}

/** What a borrower owes, and the promises that end with the payoff. */
const OWED = ['principal', 'interest_receivable', 'default_interest_receivable', 'fees_receivable'] as const;
const RELEASED = ['reserve_undrawn', 'reserve_contra', 'retainage_withheld', 'retainage_contra'] as const;

function payOff(loan: NaiveLoan, { key, collectedCents, exitFeeCents }: EventOf<'payoff'>): void {
  const parts = payoffParts(loan, exitFeeCents);
  refuse('payoff_short', collectedCents < parts.owed || collectedCents < 0n);
  post(loan, key, [
    ...OWED.map((account): [AccountKey, bigint] => [account, -held(loan, account)]),
    ...RELEASED.map((account): [AccountKey, bigint] => [account, -held(loan, account)]),
    ['accrued_interest', -loan.interest.posted],
    ['accrued_default_interest', -loan.defaultInterest.posted],
    ['cash', collectedCents],
    ['unapplied', -held(loan, 'unapplied')],
    ['borrower_reserve', -held(loan, 'borrower_reserve')],
    ['fee_income', -parts.exitFee],
    ['interest_income', -parts.minimumInterest],
    ['unapplied', -(collectedCents - parts.owed)],
  ]);
  for (const bill of loan.bills) Object.assign(bill, { unpaidInterest: 0n, unpaidPrincipal: 0n });
  loan.paidOffOn = loan.day;
  loan.billedThrough = loan.day;
  loan.billedInAll += loan.interest.posted;
  loan.interest = newMeter();
  loan.defaultInterest = newMeter();
}
