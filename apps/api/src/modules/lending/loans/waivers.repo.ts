import type { Reader, Tx } from '../../../platform/db.ts';

export const listWaivers = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.finding_waivers')
    .select(['rule', 'finding', 'reason', 'waived_at as at', 'waived_by_name as byName'])
    .where('loan_id', '=', loanId)
    .execute();
export type FoundWaiver = Awaited<ReturnType<typeof listWaivers>>[number];

/** Answers whether the finding was not waived before. */
export async function insertWaiver(
  tx: Tx,
  waiver: { loan_id: string; rule: string; finding: string; reason: string },
): Promise<boolean> {
  const row = await tx
    .insertInto('lending.finding_waivers')
    .values({ ...waiver, waived_at: tx.now, waived_by: tx.actor.userId, waived_by_name: tx.actor.name })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
