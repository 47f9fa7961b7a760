import type { Operation } from '../../platform/operation.ts';
import { orderRoutes } from './orders/orders.routes.ts';
import { proformaRoutes } from './proformas/proformas.routes.ts';

/** Consultant orders and proformas. */
export const feasibilityRoutes: Operation[] = [...orderRoutes, ...proformaRoutes];
export { placeOfOrder, placeOfProforma } from './document-places.ts';
export { moveOrder } from './orders/move-order.ts';
export { feasibilityJobs, feasibilitySchedule } from './orders/orders.jobs.ts';
export { changeOrder, getOrder, placeOrder } from './orders/orders.service.ts';
export { type ProformaForLoan, proformaForLoan } from './proformas/for-loan.ts';
export { proformaCount } from './proformas/proformas.repo.ts';
export { changeProforma, createProforma, getProforma } from './proformas/proformas.service.ts';
