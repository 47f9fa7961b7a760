import { addMonths } from '@connect/domain/calendar';
import type { LoanEvent } from '@connect/domain/loan-history';
import type { NoteTerms } from '@connect/domain/loan-terms';
import { addCents, type Cents } from '@connect/domain/money';
import { noteOfLoan } from '@connect/domain/note-of-loan';
import { notePayments } from '@connect/domain/note-payments';
import { noteSchedule } from '@connect/domain/note-schedule';
import { rateToRational, roundedRate } from '@connect/domain/rate';
import type { Rational } from '@connect/domain/rational';
import type { z } from 'zod';
import type * as s from './calculations.schemas.ts';

const LONGEST_MONTHS = 50 * 12;

/**
 * The schedule of the note itself: what was lent at settlement, paid as written to maturity, with the index values that are known. Empty
 * before funding, and for a maturity more than 50 years away.
 */
export function scheduleOf(
  terms: NoteTerms,
  history: readonly LoanEvent[],
): z.infer<typeof s.ScheduledPayment>[] {
  const settled = history.find((event) => event.kind === 'settled');
  if (!settled || terms.maturity <= settled.date) return [];
  if (terms.maturity > addMonths(settled.date, LONGEST_MONTHS)) return [];
  const lent = { on: settled.date, principalCents: addCents(settled.wireCents, settled.feeCents) };
  const values = history
    .filter((event) => event.kind === 'index')
    .map(({ index, date, value }) => ({ index, date, value: rateToRational(value) }));
  const observed = { values, principal: [], calledOn: null };
  return notePayments(noteSchedule(noteOfLoan(terms, lent), { observed })).map((row) => ({
    date: row.date,
    lentCents: whole(row.lent),
    interestCents: whole(row.interest),
    capitalizedCents: whole(row.capitalised),
    principalCents: whole(row.principal),
    balanceCents: whole(row.balance),
    rate: roundedRate(row.rate),
  }));
}

/** A schedule to the cent has whole cents. */
const whole = (amount: Rational): Cents => amount.numerator as Cents;
