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
export { createCorrection, moveCorrection } from './corrections/corrections.service.ts';
export { placeOfCorrection, placeOfPermit, placeOfPlan, placeOfReviewCycle } from './document-places.ts';
export { movePermit } from './permits/move-permit.ts';
export { openEntitlement } from './permits/open-entitlement.ts';
export { entitlementJobs, entitlementSchedule } from './permits/permits.jobs.ts';
export { permitsOf } from './permits/permits.repo.ts';
export { changePermit, createPermit, getPermit } from './permits/permits.service.ts';
export { type PermitStanding, permitStanding } from './permits/standing.ts';
export { choosePlan } from './plans/choose-plan.ts';
export { createPlan } from './plans/plans.service.ts';
