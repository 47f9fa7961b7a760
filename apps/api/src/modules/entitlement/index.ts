import type { Operation } from '../../platform/operation.ts';
import { correctionRoutes } from './corrections/corrections.routes.ts';
import { permitRoutes, reviewCycleRoutes } from './permits/permits.routes.ts';
import { planRoutes } from './plans/plans.routes.ts';

/** Plans, permits, review cycles and corrections. */
export const entitlementRoutes: Operation[] = [
  ...planRoutes,
  ...permitRoutes,
  ...reviewCycleRoutes,
  ...correctionRoutes,
];
export { placeOfCorrection, placeOfPermit, placeOfPlan, placeOfReviewCycle } from './document-places.ts';
export { openEntitlement } from './permits/open-entitlement.ts';
export { entitlementJobs, entitlementSchedule } from './permits/permits.jobs.ts';
export { permitsOf } from './permits/permits.repo.ts';
export { type PermitStanding, permitStanding } from './permits/standing.ts';
