/** A schedule as people read it: one row a day, interest and principal side by side. */
import type { CivilDate } from './calendar.ts';
import { Rational } from './rational.ts';
import type { NoteEvent } from './scheduled-note.ts';

/** What moves on one day; exact cents, from the note's own side. */
export interface NotePayment {
  date: CivilDate;
  /** Paid. */
  interest: Rational;
  /** Interest that became principal instead. */
  capitalised: Rational;
  /** Paid back. */
  principal: Rational;
  /** Lent on the day, settlement included. */
  lent: Rational;
  /** Principal that is left at the end of the day. */
  balance: Rational;
  /** The rate from the day on. */
  rate: Rational;
}

/** The rows of a schedule; days on which nothing moves are left out. */
export function notePayments(events: readonly NoteEvent[]): NotePayment[] {
  const rows: NotePayment[] = [];
  for (const event of events) {
    const last = rows.at(-1);
    const row = last?.date === event.date ? last : nothing(event.date);
    if (row !== last) rows.push(row);
    add(row, event);
  }
  return rows.filter(({ interest, capitalised, principal, lent }) =>
    [interest, capitalised, principal, lent].some((amount) => !amount.isZero()),
  );
}

const nothing = (date: CivilDate): NotePayment => ({
  date,
  interest: Rational.ZERO,
  capitalised: Rational.ZERO,
  principal: Rational.ZERO,
  lent: Rational.ZERO,
  balance: Rational.ZERO,
  rate: Rational.ZERO,
});

function add(row: NotePayment, { kind, cash, interest, principal, rate }: NoteEvent): void {
  if (kind === 'interest') row.interest = row.interest.plus(cash);
  else if (kind === 'capitalised') row.capitalised = row.capitalised.plus(interest);
  else if (kind === 'settled' || kind === 'lent') row.lent = row.lent.minus(cash);
  else row.principal = row.principal.plus(cash);
  row.balance = principal;
  row.rate = rate;
}
