import { deliverWith } from '../events/deliver.ts';
import { deliverMessage, scanDocument } from '../modules/documents/index.ts';
import { identityJobs } from '../modules/identity/index.ts';
import { forgetIdempotency } from '../platform/idempotency.ts';
import type { Jobs } from '../platform/jobs.ts';
import { subscriptions } from './subscriptions.ts';

/** Every job the worker knows, by task name. */
export const jobs: Jobs = {
  deliver: deliverWith(subscriptions),
  ...identityJobs,
  forget_idempotency: forgetIdempotency,
  scan_document: scanDocument,
  send_message: deliverMessage,
};
