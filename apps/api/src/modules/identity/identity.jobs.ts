import { reader } from '../../platform/db.ts';
import * as repo from './identity.repo.ts';

/** Job, once a day: removes what has expired long ago. */
export async function forgetExpired(): Promise<void> {
  const db = reader();
  await repo.deleteDeadTokens(db);
  await repo.deleteOldSessions(db);
  await repo.deleteOldLinks(db);
  await repo.deleteOldCounters(db);
  await repo.forgetOldAddresses(db);
}

export const identityJobs = { forget_expired_sign_ins: forgetExpired };
/** Crontab lines of these jobs, UTC. */
export const identitySchedule = ['41 3 * * * forget_expired_sign_ins'];
