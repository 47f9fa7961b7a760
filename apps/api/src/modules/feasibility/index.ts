import type { Operation } from '../../platform/operation.ts';
import { orderRoutes } from './orders/orders.routes.ts';
import { proformaRoutes } from './proformas/proformas.routes.ts';

/** Consultant orders and proformas. */
export const feasibilityRoutes: Operation[] = [...orderRoutes, ...proformaRoutes];
export { placeOfOrder, placeOfProforma } from './document-places.ts';
export { feasibilityJobs, feasibilitySchedule } from './orders/orders.jobs.ts';
export { type ProformaForLoan, proformaForLoan } from './proformas/for-loan.ts';
export { proformaCount } from './proformas/proformas.repo.ts';
