/** A loan paid back in equal instalments of whole units, a month being a twelfth of a year and the last one absorbing what is left. */

import { NO_SHIFT } from '../../../src/business-days.ts';
import { civilDate } from '../../../src/calendar.ts';
import { levelPayment } from '../../../src/level-payment.ts';
import { notePayments } from '../../../src/note-payments.ts';
import { noteSchedule } from '../../../src/note-schedule.ts';
import { rateToRational } from '../../../src/rate.ts';
import { Rational, sumRationals } from '../../../src/rational.ts';
import type { ScheduledNote } from '../../../src/scheduled-note.ts';
import { decimal, rateOfPercent } from '../decimal.ts';
import type { FrappeCase } from './case.ts';

const MONTHLY = { every: { months: 1 }, stub: 'short', endOfMonth: false } as const;

export function instalments({ inputs, expected }: FrappeCase) {
  const { principal: lent, annualRatePct, periods, payment } = inputs;
  const [principal, rate] = [decimal(lent), rateOfPercent(annualRatePct)];
  const month = Rational.of(1, 12);
  const owed = { principal, accrued: Rational.ZERO, rate: rateToRational(rate) };
  const amount = payment
    ? decimal(payment)
    : Rational.of(levelPayment(owed, Array<Rational>(Number(periods)).fill(month)).ceiling());
  // What is shown is rounded to whole units, what is carried is not.
  const note: ScheduledNote = {
    side: 'lender',
    settledOn: civilDate('2024-01-01'),
    principal,
    premium: Rational.ZERO,
    openingAccrued: Rational.ZERO,
    boarded: null,
    maturity: null,
    basis: '30E/360',
    rate,
    interest: { cycles: [{ anchor: civilDate('2024-02-01'), ...MONTHLY }], capitalised: 'never' },
    base: { kind: 'principal' },
    repayment: [
      {
        anchor: civilDate('2024-02-01'),
        ...MONTHLY,
        how: 'level',
        amount,
        grows: false,
        relevels: false,
      },
    ],
    resets: [],
    businessDays: NO_SHIFT,
    notice: null,
  };
  const [, ...rows] = notePayments(noteSchedule(note, { until: civilDate('2074-01-01'), rounding: 'none' }));
  const interest = sumRationals(rows.map((row) => row.interest));
  const asked = Object.keys(expected).filter((name) => /^row\d+$/.test(name));
  return {
    monthly: amount.toNumberForDisplay(),
    n: rows.length,
    totalInterest: interest.roundHalfEven(),
    totalPayment: interest.plus(principal).roundHalfEven(),
    ...Object.fromEntries(
      asked.map((name) => {
        const row = rows[Number(name.slice(3)) - 1];
        return [name, row && [row.principal, row.interest, row.balance].map((each) => each.roundHalfEven())];
      }),
    ),
  };
}
