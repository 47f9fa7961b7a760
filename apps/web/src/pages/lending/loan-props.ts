import type { UseMove } from '../../state/use-move.ts';
import type { Loan } from './types.ts';

/** What a tab of a loan's page gets. */
export type LoanTabProps = { loan: Loan };

/** What a form of a move gets: the loan, the mover, and how to close. */
export type LoanFormProps = { loan: Loan; mover: UseMove<Loan>; onClose: () => void };
