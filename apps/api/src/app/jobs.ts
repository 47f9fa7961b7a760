import { deliverWith } from '../events/deliver.ts';
import { documentJobs } from '../modules/documents/index.ts';
import { entitlementJobs } from '../modules/entitlement/index.ts';
import { feasibilityJobs } from '../modules/feasibility/index.ts';
import { identityJobs } from '../modules/identity/index.ts';
import { servicingJobs } from '../modules/servicing/index.ts';
import { forgetIdempotency } from '../platform/idempotency.ts';
import type { Jobs } from '../platform/jobs.ts';
import { subscriptions } from './subscriptions.ts';

/** Every job the worker knows, by task name. */
export const jobs: Jobs = {
  deliver: deliverWith(subscriptions),
  ...identityJobs,
  ...documentJobs,
  ...feasibilityJobs,
  ...entitlementJobs,
  ...servicingJobs,
  forget_idempotency: forgetIdempotency,
};
