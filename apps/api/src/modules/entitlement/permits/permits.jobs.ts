import { randomUUID } from 'node:crypto';
import { addDays, type CivilDate } from '@connect/domain/calendar';
import { systemActor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { reader } from '../../../platform/db.ts';
import type { Jobs } from '../../../platform/jobs.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { stepPermit } from './move-permit.ts';
import { lockPermit, overduePermits } from './permits.repo.ts';

/** Job: a permit whose last day has passed expires on the day after, and entitlement gets a task. */
export async function expirePermits(): Promise<void> {
  const actor = systemActor(randomUUID());
  const scope = authorise(actor, 'write:permits');
  for (const { id, version } of await overduePermits(reader(), bookDate(new Date()))) {
    await inTransaction(actor, async (tx) => {
      const permit = await lockPermit(tx, scope, id);
      if (permit?.version !== version) return; // somebody renewed or finaled it meanwhile
      const day = addDays(permit.expires_date as CivilDate, 1);
      const effectiveDate = day < permit.state_since ? permit.state_since : day;
      await stepPermit(tx, permit, { action: 'expire', data: { effectiveDate } });
    });
  }
}

export const entitlementJobs: Jobs = { expire_permits: expirePermits };
/** 08:20 UTC: shortly after midnight in Seattle, winter and summer. */
export const entitlementSchedule = ['20 8 * * * expire_permits'];
