import type { Operation } from '../../platform/operation.ts';
import { billingRoutes } from './billing/billing.routes.ts';
import { ledgerRoutes } from './ledger/ledger.routes.ts';
import { paymentRoutes } from './payments/payments.routes.ts';
import { payoffRoutes } from './payoff/payoff.routes.ts';
import { statementRoutes } from './statements/statements.routes.ts';

/** The books of every loan: postings, bills, payments, statements, payoff; draws and what leads to them. */
export const servicingRoutes: Operation[] = [
  ...ledgerRoutes,
  ...billingRoutes,
  ...paymentRoutes,
  ...statementRoutes,
  ...payoffRoutes,
];

export { runMonthEnd } from './billing/month-end.ts';
export { type Figures, figuresOf, nextBillOn, outstanding } from './ledger/figures.ts';
export { principalSteps, sumAccounts, sumPrincipals } from './ledger/ledger.repo.ts';
export { servicingLedger } from './ledger/loan-ledger.ts';
export { type Posted, type PostOptions, post, reverse } from './ledger/post.ts';
export { collectPayment } from './payments/move-payment.ts';
export { expireQuotes } from './payoff/move-quote.ts';
