import type { CivilDate } from '@connect/domain/calendar';
import { type NoteTerms, PLAIN_TERMS } from '@connect/domain/loan-terms';
import type { LoanTerms } from './loans.repo.ts';

/** A loan that is not funded has no maturity yet, and nothing that could depend on it. */
const NEVER = '9999-12-31' as CivilDate;

/** What the note of a loan says, as the arithmetic reads it. Changes after funding are events of the history. */
export const noteOf = (loan: NotedLoan): NoteTerms => ({
  ...PLAIN_TERMS,
  commitmentCents: loan.amountCents,
  dayCount: loan.dayCount,
  rate: { kind: 'fixed', rate: loan.rate },
  interest: loan.interestFrom === 'reserve' ? { from: 'reserve', through: null } : { from: 'borrower' },
  maturity: loan.maturityDate ?? NEVER,
  // "While the loan is in default, so much a year is added to the rate."
  default: { rate: loan.defaultRate, base: 'principal', added: true },
  exitFeeCents: loan.exitFeeCents,
  minimumInterestCents: loan.minimumInterestCents,
});

/** The columns of a loan that its note is made of. */
export type NotedLoan = Pick<
  LoanTerms,
  | 'id'
  | 'amountCents'
  | 'rate'
  | 'dayCount'
  | 'interestFrom'
  | 'exitFeeCents'
  | 'minimumInterestCents'
  | 'maturityDate'
  | 'defaultRate'
>;
