import { documentSchedule } from '../modules/documents/index.ts';
import { entitlementSchedule } from '../modules/entitlement/index.ts';
import { feasibilitySchedule } from '../modules/feasibility/index.ts';
import { identitySchedule } from '../modules/identity/index.ts';
import { servicingSchedule } from '../modules/servicing/index.ts';

/** What the worker does by the clock (UTC): `minute hour day month weekday task`. */
export const schedule = [
  '17 3 * * * forget_idempotency',
  ...identitySchedule,
  ...documentSchedule,
  ...feasibilitySchedule,
  ...entitlementSchedule,
  ...servicingSchedule,
].join('\n');
