/** Where the projection of a loan and the naive loan differ, said in words. Tests only. */
import { ACCOUNTS, type AccountKey } from '../src/chart-of-accounts.ts';
import { type Projection, projectLoan } from '../src/project-loan.ts';
import { type Fraction, fractionOf, lowest } from './fraction.ts';
import { held, type NaiveLoan, principalDue } from './naive-books.ts';
import { perDiem } from './naive-interest.ts';
import { naiveLoan } from './naive-loan.ts';
import { payoffParts } from './naive-money.ts';
import type { RandomLoan } from './random-loan.ts';

/** Everything that differs; empty when both agree to the cent. */
export function differences({ terms, history, through, naive }: RandomLoan): string[] {
  const projection = projectLoan(terms, history, through);
  const leap = projectLoan(terms, history, through, { daily: false });
  return [
    ...unlike('', movesOf(projection), naiveMovesOf(naive)),
    ...unlike('bill ', billsOf(projection), naiveBillsOf(naive)),
    ...unlike('split of ', splitsOf(projection), naiveSplitsOf(naive)),
    ...unlike('', standingOf(projection), naiveStandingOf(naive)),
    ...unlike('balance of ', balancesOf(projection), naiveBalancesOf(naive)),
    ...unlike('balance without days of ', balancesOf(leap), naiveBalancesOf(naive)),
  ];
}

/** The naive loan out of the history as it was entered. */
export const naivelyAgain = ({ terms, history, through }: RandomLoan): NaiveLoan =>
  naiveLoan(terms, history, through);

type Facts = Map<string, string>;

function unlike(prefix: string, ours: Facts, theirs: Facts): string[] {
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  return [...names]
    .filter((name) => ours.get(name) !== theirs.get(name))
    .map(
      (name) => `${prefix}${name}: ${ours.get(name) ?? 'nothing'}, naively ${theirs.get(name) ?? 'nothing'}`,
    );
}

/** What each day changed on each account: equal for every day, so are all balances on every day. */
const movesOf = ({ postings }: Projection): Facts =>
  sumUp(
    postings.flatMap(({ effectiveDate, lines }) =>
      lines.map(({ account, amountCents }): [string, bigint] => [`${effectiveDate} ${account}`, amountCents]),
    ),
  );

const naiveMovesOf = ({ entries }: NaiveLoan): Facts =>
  sumUp(
    entries.flatMap(({ date, lines }) =>
      lines.map(([account, amount]): [string, bigint] => [`${date} ${account}`, amount]),
    ),
  );

function sumUp(moves: [string, bigint][]): Facts {
  const sums = new Map<string, bigint>();
  for (const [name, amount] of moves) sums.set(name, (sums.get(name) ?? 0n) + amount);
  return new Map([...sums].filter(([, sum]) => sum !== 0n).map(([name, sum]) => [name, String(sum)]));
}

const billsOf = ({ bills }: Projection): Facts =>
  new Map(
    bills
      .filter(({ final }) => !final)
      .map((bill) => [
        `of ${bill.to}`,
        [
          bill.from,
          bill.interestCents,
          bill.defaultInterestCents,
          bill.fromReserveCents,
          bill.principalCents,
          bill.unpaidInterestCents,
          bill.unpaidPrincipalCents,
        ].join(' '),
      ]),
  );

const naiveBillsOf = ({ bills }: NaiveLoan): Facts =>
  new Map(
    bills.map((bill) => [
      `of ${bill.to}`,
      [
        bill.from,
        bill.interest,
        bill.defaultInterest,
        bill.fromReserve,
        bill.principal,
        bill.unpaidInterest,
        bill.unpaidPrincipal,
      ].join(' '),
    ]),
  );

const splitsOf = ({ applied }: Projection): Facts =>
  new Map(
    [...applied].map(([key, { fees, defaultInterest, interest, principal, unapplied }]) => [
      key,
      [fees, defaultInterest, interest, principal, unapplied].join(' '),
    ]),
  );

const naiveSplitsOf = ({ splits }: NaiveLoan): Facts =>
  new Map(
    [...splits].map(([key, { fees, defaultInterest, interest, principal, unapplied }]) => [
      key,
      [fees, defaultInterest, interest, principal, unapplied].join(' '),
    ]),
  );

const accountKeys: AccountKey[] = ACCOUNTS.map(({ key }) => key);

const balancesOf = ({ balances }: Projection): Facts =>
  new Map(accountKeys.map((account) => [account, String(balances[account])]));

const naiveBalancesOf = (loan: NaiveLoan): Facts =>
  new Map(accountKeys.map((account) => [account, String(held(loan, account))]));

function standingOf(projection: Projection): Facts {
  const payoff = projection.payoffOn(projection.through);
  return facts({
    rate: asText(fractionOf(projection.rate)),
    'principal due': projection.principalDueCents,
    lent: projection.advancedCents,
    'still to lend': projection.undrawnCents,
    'interest earned': projection.earnedCents,
    'accrued since the last bill': projection.accrual.rounded,
    'default interest accrued since the last bill': projection.defaultAccrual.rounded,
    'one more day': asText({ n: projection.perDiem.numerator, d: projection.perDiem.denominator }),
    maturity: projection.maturity,
    'billed through': projection.billedThrough,
    'in default': projection.inDefault,
    'paid off on': projection.paidOffOn,
    'reserve depleted on': projection.reserveDepletedOn,
    'payoff total': payoff.totalCents,
    'payoff refund': payoff.refundCents,
    'payoff exit fee': payoff.exitFeeCents,
    'payoff minimum interest': payoff.minimumInterestCents,
  });
}

function naiveStandingOf(loan: NaiveLoan): Facts {
  const { owed, exitFee, minimumInterest } = payoffParts(loan);
  return facts({
    rate: asText(loan.rate),
    'principal due': principalDue(loan),
    lent: loan.lent,
    'still to lend': loan.commitment - loan.lent,
    'interest earned': loan.billedInAll + loan.interest.posted,
    'accrued since the last bill': loan.interest.posted,
    'default interest accrued since the last bill': loan.defaultInterest.posted,
    'one more day': asText(perDiem(loan)),
    maturity: loan.maturity,
    'billed through': loan.billedThrough,
    'in default': loan.isInDefault,
    'paid off on': loan.paidOffOn,
    'reserve depleted on': loan.reserveDepletedOn,
    'payoff total': owed > 0n ? owed : 0n,
    'payoff refund': owed < 0n ? -owed : 0n,
    'payoff exit fee': exitFee,
    'payoff minimum interest': minimumInterest,
  });
}

/** In lowest terms, so that trailing zeros do not tell. */
const asText = (rate: Fraction): string => `${lowest(rate).n}/${lowest(rate).d}`;

const facts = (named: Record<string, unknown>): Facts =>
  new Map(Object.entries(named).map(([name, value]) => [name, String(value)]));
