import { sql } from 'kysely';
import { bookDate } from '../../../platform/book-time.ts';
import type { Reader, Tx } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';

/** What counts of a draw's inspection: the newest report of one that stands. A returned one counts for nothing until it is answered. */
export const standingReport = async (db: Reader, drawId: string) => (await standing(db, { drawId })).at(0);
const standing = statement((db, { drawId }: { drawId: string }) =>
  db
    .selectFrom('servicing.inspection_reports as r')
    .innerJoin('servicing.inspections as i', 'i.id', 'r.inspection_id')
    .select([
      'r.id',
      'r.inspection_id as inspectionId',
      'r.note',
      'r.submitted_at as submittedAt',
      'r.received_at as receivedAt',
      'i.state',
    ])
    .where('i.draw_id', '=', drawId)
    .where('i.state', 'in', ['submitted', 'accepted'])
    .orderBy('r.round', 'desc')
    .limit(1),
);

export const reportsOf = (db: Reader, inspectionId: string) =>
  db
    .selectFrom('servicing.inspection_reports')
    .select([
      'id',
      'round',
      'client_key as clientKey',
      'device_id as deviceId',
      'note',
      'started_at as startedAt',
      'submitted_at as submittedAt',
      'received_at as receivedAt',
      'submitted_by_name as submittedByName',
    ])
    .where('inspection_id', '=', inspectionId)
    .orderBy('round')
    .execute();

export const reportLines = (db: Reader, reportIds: readonly string[]) =>
  reportIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('servicing.inspection_report_lines')
        .select([
          'report_id as reportId',
          'budget_line_id as budgetLineId',
          'percent',
          'last_percent as lastPercent',
          'note',
        ])
        .where('report_id', 'in', [...reportIds])
        .execute();

export const reportPhotos = (db: Reader, reportIds: readonly string[]) =>
  reportIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('servicing.inspection_report_photos')
        .select(['report_id as reportId', 'document_id as documentId', 'budget_line_id as budgetLineId'])
        .where('report_id', 'in', [...reportIds])
        .execute();

/** The percentages of the newest earlier inspections of a loan, by budget line; this draw's own left out. */
export async function lastPercents(
  db: Reader,
  loanId: string,
  exceptDrawId: string,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; percent: number }>`
    select distinct on (n.budget_line_id) n.budget_line_id as id, n.percent
      from servicing.inspection_report_lines n
      join servicing.inspection_reports r on r.id = n.report_id
      join servicing.inspections i on i.id = r.inspection_id
      join servicing.draws d on d.id = i.draw_id
      where i.loan_id = ${loanId} and i.draw_id <> ${exceptDrawId} and i.state in ('submitted', 'accepted')
        and d.created_at <= (select created_at from servicing.draws where id = ${exceptDrawId})
      order by n.budget_line_id, d.number desc, r.round desc`.execute(db);
  return new Map(rows.map((row) => [row.id, row.percent]));
}

export const insertReport = (
  tx: Tx,
  report: {
    id: string;
    inspection_id: string;
    round: number;
    client_key: string;
    device_id: string;
    note: string;
    started_at: string;
    submitted_at: string;
  },
) =>
  tx
    .insertInto('servicing.inspection_reports')
    .values({
      ...report,
      received_at: tx.now,
      submitted_by: tx.actor.userId,
      submitted_by_name: tx.actor.name,
    })
    .execute();

export const insertReportLines = (
  tx: Tx,
  lines: readonly {
    report_id: string;
    budget_line_id: string;
    percent: number;
    last_percent: number;
    note: string;
  }[],
) =>
  tx
    .insertInto('servicing.inspection_report_lines')
    .values([...lines])
    .execute();

export const insertReportPhotos = (
  tx: Tx,
  photos: readonly { report_id: string; document_id: string; budget_line_id: string | null }[],
) =>
  photos.length === 0
    ? undefined
    : tx
        .insertInto('servicing.inspection_report_photos')
        .values([...photos])
        .execute();

/** When the site of this loan was last inspected, another visit than this. */
export async function lastVisit(db: Reader, loanId: string, exceptId: string): Promise<string | null> {
  const row = await db
    .selectFrom('servicing.inspections')
    .select('submitted_at as at')
    .where('loan_id', '=', loanId)
    .where('id', '<>', exceptId)
    .where('state', 'in', ['submitted', 'accepted'])
    .orderBy('submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** The day each of these loans was last inspected, by the day the visit was submitted on the device; those never inspected are left out. */
export async function lastInspections(db: Reader, loanIds: readonly string[]): Promise<Map<string, string>> {
  if (loanIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('servicing.inspections')
    .select(['loan_id as loanId', sql<string>`max(submitted_at)`.as('at')])
    .where('loan_id', 'in', [...loanIds])
    .where('state', 'in', ['submitted', 'accepted'])
    .groupBy('loan_id')
    .execute();
  return new Map(rows.map((row) => [row.loanId, bookDate(new Date(row.at))]));
}
