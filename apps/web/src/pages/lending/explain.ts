/** Why a figure is what it is, in the words of ExplainNumber. */
import type { Explanation } from '@connect/ui/explain-number';
import { amount, date, money, rate } from '@connect/ui/format';
import type { Accrual, AccrualSegment, Balances, PayoffQuote } from './types.ts';

const dayRange = ({ from, to }: AccrualSegment) =>
  `${date(from, { year: false })} to ${date(to, { year: false })}`;

/* "4127.3734" to "4,127.3734"; the four decimals stay. */
const dollars = (text: string) => {
  const [whole = '0', fraction = ''] = text.split('.');
  return `${Number(whole).toLocaleString('en-US')}.${fraction}`;
};

/** Segments of a changing principal, added up before their one rounding. */
export function explainAccrual(
  title: string,
  accrual: Pick<Accrual, 'segments' | 'roundedCents' | 'formula'>,
  sources: Explanation['sources'] = [],
): Explanation {
  return {
    title,
    formula: [`${accrual.formula}.`, 'The first day counts, the last does not.'],
    columns: ['Days', '', 'Principal', 'Interest'],
    rows: accrual.segments.map((segment) => [
      dayRange(segment),
      segment.days,
      amount(segment.principalCents),
      dollars(segment.interestDollars),
    ]),
    sum: { label: 'Sum, rounded once', value: amount(accrual.roundedCents) },
    sources,
    copy: accrual.segments
      .map((each) => `${each.from} to ${each.to}: ${each.days} days, ${each.interestDollars}`)
      .concat(`Rounded once: ${amount(accrual.roundedCents)}`)
      .join('\n'),
  };
}

const part = (label: string, cents: number) => (cents === 0 ? [] : [[label, amount(cents)]]);

/** What is owed on a day, part by part. */
export const explainOwed = (balances: Balances): Explanation => ({
  title: `Owed, ${date(balances.asOf)}`,
  formula: [
    'Principal, interest and fees, less unapplied cash.',
    'A payoff adds exit fee and minimum interest, if any.',
  ],
  columns: ['Part', 'Amount'],
  rows: [
    ['Principal', amount(balances.principalCents)],
    ...part('Interest billed', balances.interestReceivableCents),
    ...part('Default and late interest', balances.defaultInterestReceivableCents),
    ['Interest accrued since', amount(balances.accruedInterestCents)],
    ...part('Fees', balances.feesReceivableCents),
    ...part('Unapplied cash', -balances.unappliedCents),
  ],
  sum: { label: 'Owed', value: amount(balances.outstandingCents) },
});

/** A payoff quote, part by part. */
export function explainPayoff(quote: PayoffQuote): Explanation {
  const f = quote.figures;
  return {
    title: `Payoff on ${date(quote.payoffDate)}`,
    formula: ['All that is owed on the day, less money of the borrower that is held.'],
    columns: ['Part', 'Amount'],
    rows: payoffParts(quote).map(({ label, cents }) => [label, amount(cents)]),
    sum: { label: 'Payoff', value: amount(f.totalCents) },
    copy: payoffParts(quote)
      .map(({ label, cents }) => `${label}: ${amount(cents)}`)
      .concat(`Payoff: ${amount(f.totalCents)}`)
      .join('\n'),
  };
}

/** The parts of a payoff that are not zero; principal and accrued interest always. */
export function payoffParts(quote: PayoffQuote): { label: string; cents: number }[] {
  const f = quote.figures;
  return [
    { label: 'Principal', cents: f.principalCents, always: true },
    { label: 'Interest billed, unpaid', cents: f.billedInterestCents },
    { label: 'Default and late interest', cents: f.billedDefaultInterestCents },
    { label: `Interest from ${date(f.accrualFrom)}`, cents: f.accruedInterestCents, always: true },
    { label: 'Unpaid fees', cents: f.unpaidFeesCents },
    { label: 'Exit fee', cents: f.exitFeeCents },
    { label: 'Short of minimum interest', cents: f.minimumInterestCents },
    { label: 'Unapplied cash', cents: -f.unappliedCents },
    { label: 'Reserves paid in', cents: -f.borrowerReserveCents },
  ].filter(({ cents, always }) => always || cents !== 0);
}

/** "Principal × 9.00% × days ÷ 360" for an accrual that comes without its formula. */
export const accrualFormula = (rateText: string, dayCount: string): string =>
  `Principal × ${rate(rateText)} × days by ${dayCount}`;

/** A per diem held as four decimals of a dollar, rounded for reading: `$217.23`. */
export const perDay = (text: string): string => {
  const [whole = '0', fraction = ''] = text.split('.');
  const tenThousandths = BigInt(whole + fraction.padEnd(4, '0').slice(0, 4));
  return money((tenThousandths + 50n) / 100n);
};
