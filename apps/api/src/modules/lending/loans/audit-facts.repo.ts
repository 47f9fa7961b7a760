import type { Reader } from '../../../platform/db.ts';

/** Types of consultant orders of the project whose reports were accepted. */
export const acceptedReports = (db: Reader, projectId: string) =>
  db
    .selectFrom('feasibility.consultant_orders')
    .select('type')
    .distinct()
    .where('project_id', '=', projectId)
    .where('state', '=', 'accepted')
    .execute();

/** The version of the proforma that counts now. */
export const currentProforma = (db: Reader, projectId: string) =>
  db
    .selectFrom('feasibility.proformas')
    .select(['id', 'latest as version'])
    .where('project_id', '=', projectId)
    .where('base', '=', true)
    .executeTakeFirst();
