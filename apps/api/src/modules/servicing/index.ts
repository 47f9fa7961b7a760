import type { Jobs } from '../../platform/jobs.ts';
import type { Operation } from '../../platform/operation.ts';
import { accrualRoutes } from './accruals/accruals.routes.ts';
import { accrueDaily, accrueLoans } from './accruals/accrue-loans.ts';
import { billingRoutes } from './billing/billing.routes.ts';
import { runMonthEnd } from './billing/month-end.ts';
import { calculationRoutes } from './calculations/calculations.routes.ts';
import { disbursementRoutes } from './disbursements/disbursements.routes.ts';
import { drawSetRoutes } from './draw-sets/draw-sets.routes.ts';
import { drawRoutes } from './draws/draws.routes.ts';
import { evidenceRoutes } from './draws/evidence.routes.ts';
import { generalLedgerRoutes } from './general-ledger/general-ledger.routes.ts';
import { inspectionRoutes } from './inspections/inspections.routes.ts';
import { ledgerRoutes } from './ledger/ledger.routes.ts';
import { collectPayment } from './payments/move-payment.ts';
import { paymentRoutes } from './payments/payments.routes.ts';
import { expireQuotes } from './payoff/move-quote.ts';
import { payoffRoutes } from './payoff/payoff.routes.ts';
import { periodRoutes } from './periods/periods.routes.ts';
import { reconcile } from './periods/reconcile.ts';
import { statementRoutes } from './statements/statements.routes.ts';
import { waiverRoutes } from './waivers/waivers.routes.ts';

/** The books of every loan: postings, bills, payments, statements, payoff; draws and what leads to them. */
export const servicingRoutes: Operation[] = [
  ...ledgerRoutes,
  ...accrualRoutes,
  ...billingRoutes,
  ...paymentRoutes,
  ...statementRoutes,
  ...payoffRoutes,
  ...drawRoutes,
  ...drawSetRoutes,
  ...inspectionRoutes,
  ...waiverRoutes,
  ...evidenceRoutes,
  ...disbursementRoutes,
  ...calculationRoutes,
  ...periodRoutes,
  ...generalLedgerRoutes,
];

/** What the worker does for servicing, by task name. */
export const servicingJobs: Jobs = {
  accrue_daily: accrueDaily,
  accrue_loans: accrueLoans,
  month_end: runMonthEnd,
  reconcile,
  collect_payment: collectPayment,
  expire_payoff_quotes: expireQuotes,
};
/** After midnight in the book's zone, in summer and in winter: the day before is over, and quotes end. */
export const servicingSchedule = ['5 8 * * * accrue_daily', '20 8 * * * expire_payoff_quotes'];

export { ACH_ORIGIN } from './disbursements/ach-origin.ts';
export { type ListedDraw, newestDrawsOf } from './draws/draws.repo.ts';
export { DrawRow } from './draws/draws.schemas.ts';
export { presentDraws } from './draws/draws.service.ts';
export { placeOfDraw, placeOfInspection } from './draws/places.ts';
export { inspectionArrived, inspectionJudged } from './draws/reactions.ts';
export { DRAW_RULES } from './draws/settings.ts';
export { lastInspections } from './inspections/reports.repo.ts';
export { type Figures, figuresOf, nextBillOn, outstanding } from './ledger/figures.ts';
export { sumAccounts, sumPrincipals } from './ledger/ledger.repo.ts';
export { servicingLedger } from './ledger/loan-ledger.ts';
export { CUT_OFF } from './payments/cut-off.ts';
