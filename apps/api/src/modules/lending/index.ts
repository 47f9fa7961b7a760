import type { Operation } from '../../platform/operation.ts';
import { bankLineRoutes } from './bank-lines/bank-lines.routes.ts';
import { loanRoutes } from './loans/loans.routes.ts';

/** Loans, bank lines and pledges. */
export const lendingRoutes: Operation[] = [...loanRoutes, ...bankLineRoutes];
export { type LastInspections, useLastInspections } from './bank-lines/inspections-port.ts';
export { type LoanFunding, type LoanLedger, useLoanLedger } from './ledger-port.ts';
export { whenEnvelopeCompleted, whenProjectChanged } from './lending.reactions.ts';
export { actDate } from './loans/acts.ts';
export { assertDocuments } from './loans/change-loan.ts';
export {
  budgetLines,
  drawOnLines,
  loanInsurance,
  loanParties,
  loanRow,
  lockLoan,
  noteAct,
  placeOfLoan,
  requireLoan,
} from './loans/for-servicing.ts';
export {
  countUnreleased as loansNotReleased,
  type FoundLoan,
  type LockedLoan,
  loanRowOf,
} from './loans/loans.repo.ts';
export { LoanRow } from './loans/loans.schemas.ts';
export { isPartner, loanRowFor } from './loans/loans.service.ts';
export { followLoan } from './loans/move-loan.ts';
export type { FoundLine, FoundParty } from './loans/parts.repo.ts';
export { findLender, LENDER } from './papers/lender.ts';
