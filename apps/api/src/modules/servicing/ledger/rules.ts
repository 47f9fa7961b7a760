import { formatDate } from '@connect/domain/calendar';
import { type LedgerRule, type LoanEvent, RuleBroken } from '@connect/domain/loan-history';
import { conflict, invalid, type Problem } from '../../../platform/errors.ts';

/** Where the fields of the entry stand in the request. */
export interface Pointers {
  date?: string | undefined;
  amount?: string | undefined;
  principal?: string | undefined;
  rate?: string | undefined;
}

/** Rules that a field of the request broke; the others are about how the loan stands, and conflicts. */
const FIELD: Partial<Record<LedgerRule, (pointers: Pointers) => string>> = {
  not_settled: ({ date }) => date ?? '/effectiveDate',
  rate_set_twice: ({ date }) => date ?? '/effectiveDate',
  amount_not_positive: ({ amount }) => amount ?? '/amountCents',
  unapplied_short: ({ amount }) => amount ?? '/amountCents',
  principal_overpaid: ({ principal }) => principal ?? '/principalCents',
  negative_rate: ({ rate }) => rate ?? '/rate',
  journal_unbalanced: () => '/lines',
  wrong_currency: () => '/currency',
};

/** Runs the work; a broken rule becomes the problem that names it, at the field of the entry or as a conflict. */
export async function asProblem<T>(
  entered: LoanEvent | null,
  pointers: Pointers | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RuleBroken) throw problemOf(error, entered, pointers ?? {});
    throw error;
  }
}

function problemOf(broken: RuleBroken, entered: LoanEvent | null, pointers: Pointers): Problem {
  const { rule, event, message } = broken;
  // Of two that exclude each other on one day, the one that was entered last is the one to change.
  const own = entered?.key === event.key || (entered?.date === event.date && entered.kind === event.kind);
  if (!own)
    return conflict(
      'later_event_breaks',
      `Then the ${event.kind.replaceAll('_', ' ')} of ${formatDate(event.date)} could not stand: ${message}`,
      { rule },
    );
  const pointer = FIELD[rule]?.(pointers);
  return pointer ? invalid(pointer, message) : conflict(rule, message);
}
