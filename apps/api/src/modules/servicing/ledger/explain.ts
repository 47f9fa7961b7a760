import { addDays, formatDate } from '@connect/domain/calendar';
import type { DayCount } from '@connect/domain/daycount';
import type { AccrualSegment } from '@connect/domain/loan';
import type { PayoffParts, Why } from '@connect/domain/loan-run';
import { addCents, type Cents, formatUsd } from '@connect/domain/money';
import { formatRate } from '@connect/domain/rate';

/** Why a posting has its cents, in words: which balance, which days, which rate. */
export function explain(why: Why, basis: DayCount): string {
  switch (why.of) {
    case 'event':
      return 'As entered.';
    case 'day':
      return `${formatUsd(why.principal)} at ${formatRate(why.rate)}, ${basis}: ${formatUsd(why.cumulativeCents)} since ${formatDate(why.since)}, rounded, less what the days before brought.${
        why.defaultCents === 0n ? '' : ` Default interest ${formatUsd(why.defaultCents)}.`
      }`;
    case 'bill':
      return `${stretches(why.segments)}; together ${why.exactDollars} dollars, rounded once.${
        why.defaultSegments.length === 0 ? '' : ` Default interest: ${stretches(why.defaultSegments)}.`
      }`;
    case 'payment':
      return `Due: fees ${formatUsd(why.due.fees)}, default interest ${formatUsd(why.due.defaultInterest)}, interest ${formatUsd(why.due.interest)}, principal ${formatUsd(why.due.principal)}. Used in the order of the note; ${formatUsd(why.applied.unapplied)} held.`;
    case 'late_fee':
      return `${formatRate(why.rate)} of ${formatUsd(why.unpaidCents)} unpaid of the bill of ${formatDate(why.billDate)} after its grace.`;
    case 'payoff':
      return payoff(why.parts);
    case 'pledge':
      return `${why.isPledged ? `The loan is pledged with all its principal, ${formatUsd(why.pledgedCents)}` : 'The loan is not pledged any more'}; ${formatUsd(why.beforeCents)} stood here before.`;
  }
}

const stretches = (segments: readonly AccrualSegment[]): string =>
  segments
    .map(
      ({ from, to, days, principal, rate, interestDollars }) =>
        `${formatDate(from)} to ${formatDate(addDays(to, -1))}, ${days} days on ${formatUsd(principal)} at ${formatRate(rate)}: ${interestDollars}`,
    )
    .join('; ') || 'No interest ran';

function payoff(parts: PayoffParts): string {
  const rows: [string, Cents][] = [
    ['principal', parts.principalCents],
    ['interest billed', parts.billedInterestCents],
    ['interest accrued', parts.accruedInterestCents],
    ['default interest', addCents(parts.billedDefaultInterestCents, parts.accruedDefaultInterestCents)],
    ['fees', parts.unpaidFeesCents],
    ['exit fee', parts.exitFeeCents],
    ['minimum interest', parts.minimumInterestCents],
    ['less unapplied', parts.unappliedCents],
    ['less reserves paid in', parts.borrowerReserveCents],
  ];
  const said = rows
    .filter(([, amount]) => amount !== 0n)
    .map(([name, amount]) => `${name} ${formatUsd(amount)}`);
  return `${said.join(', ')}: ${formatUsd(parts.totalCents)} in all.`;
}
