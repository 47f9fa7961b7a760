import type { LoanEvent } from '@connect/domain/loan-history';
import { type Cents, cents } from '@connect/domain/money';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import type { AsOf } from './ledger.repo.ts';

/** An event as it is kept, with who caused it. */
export type KeptEvent = LoanEvent & { id: string; sourceType: string; sourceId: string };

export interface NewEvent {
  id: string;
  loanId: string;
  event: LoanEvent;
  source: { type: string; id: string };
  recordedAt: string;
}

export const insertEvent = (tx: Tx, { id, loanId, event, source, recordedAt }: NewEvent) => {
  const { key, date, kind, ...details } = event;
  return tx
    .insertInto('servicing.loan_events')
    .values({
      id,
      loan_id: loanId,
      client_key: key,
      kind,
      effective_date: date,
      details: JSON.stringify(details, (_, value) => (typeof value === 'bigint' ? Number(value) : value)),
      source_type: source.type,
      source_id: source.id,
      recorded_at: recordedAt,
      actor_id: tx.actor.userId,
      actor_name: tx.actor.name,
    })
    .execute();
};

export const insertWithdrawal = (
  tx: Tx,
  event: { id: string; loanId: string; reason: string; recordedAt: string },
) =>
  tx
    .insertInto('servicing.loan_event_withdrawals')
    .values({
      event_id: event.id,
      loan_id: event.loanId,
      reason: event.reason,
      recorded_at: event.recordedAt,
      actor_id: tx.actor.userId,
      actor_name: tx.actor.name,
    })
    .execute();

const standing = statement((db, { loanId, asOf, knownAt }: AsOf & { loanId: string }) =>
  db
    .selectFrom('servicing.loan_events as e')
    .leftJoin('servicing.loan_event_withdrawals as w', (join) =>
      knownAt === undefined
        ? join.onRef('w.event_id', '=', 'e.id')
        : join.onRef('w.event_id', '=', 'e.id').on(sql<boolean>`w.recorded_at <= ${knownAt}::timestamptz`),
    )
    .select([
      'e.id',
      'e.client_key',
      'e.kind',
      'e.effective_date',
      'e.details',
      'e.source_type',
      'e.source_id',
    ])
    .where('e.loan_id', '=', loanId)
    .where('w.event_id', 'is', null)
    .$if(asOf !== undefined, (query) => query.where('e.effective_date', '<=', asOf!))
    .$if(knownAt !== undefined, (query) =>
      query.where(sql<boolean>`e.recorded_at <= ${knownAt}::timestamptz`),
    )
    .orderBy('e.effective_date'),
);

/** What happened to a loan and was not taken back, up to a date, as known at a moment. */
export const historyOf = async (db: Reader, loanId: string, question: AsOf = {}): Promise<KeptEvent[]> =>
  (await standing(db, { loanId, ...question })).map(eventOf);

export interface EventRow {
  id: string;
  client_key: string;
  kind: string;
  effective_date: string;
  details: unknown;
  source_type: string;
  source_id: string;
}

export const eventOf = (row: EventRow): KeptEvent =>
  ({
    ...withCents(row.details as Record<string, unknown>),
    id: row.id,
    key: row.client_key,
    date: row.effective_date,
    kind: row.kind,
    sourceType: row.source_type,
    sourceId: row.source_id,
  }) as unknown as KeptEvent;

const withCents = (details: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (name.endsWith('Cents')) return [name, cents(value as number) as Cents];
      if (Array.isArray(value))
        return [name, value.map((each) => withCents(each as Record<string, unknown>))];
      return [name, value];
    }),
  );

const PLEDGES = ['pledged', 'pledge_released'] as const satisfies readonly LoanEvent['kind'][];

/** Whether it happened to the loan itself, not to what it is pledged for. */
export const isOfLoan = ({ kind }: LoanEvent): boolean => !(PLEDGES as readonly string[]).includes(kind);

/** The event behind a record, whether or not it was taken back. */
export const findEventOf = async (db: Reader, source: { type: string; id: string }) =>
  db
    .selectFrom('servicing.loan_events as e')
    .leftJoin('servicing.loan_event_withdrawals as w', 'w.event_id', 'e.id')
    .select(['e.id', 'e.loan_id as loanId', 'e.kind', 'e.effective_date as date', 'w.event_id as withdrawn'])
    .where('e.source_type', '=', source.type)
    .where('e.source_id', '=', source.id)
    .orderBy('e.recorded_at', 'desc')
    .executeTakeFirst();

export const findEvent = async (db: Reader, id: string): Promise<KeptEvent | undefined> => {
  const row = await db
    .selectFrom('servicing.loan_events')
    .select(['id', 'client_key', 'kind', 'effective_date', 'details', 'source_type', 'source_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && eventOf(row);
};

/** Announces that this transaction posts; answers its moment and the first day of the books that is open. */
export async function announce(tx: Tx): Promise<{ recordedAt: string; openFrom: string | null }> {
  const { rows } = await sql<{ recordedAt: string }>`select servicing.announce() as "recordedAt"`.execute(tx);
  // In a statement of its own: a month that closed while this one waited is seen.
  const closed = await sql<{
    openFrom: string | null;
  }>`select (to_date(max(period), 'YYYY-MM') + interval '1 month')::date as "openFrom"
    from servicing.accounting_periods where state in ('closed', 'reopen_requested')`.execute(tx);
  return { recordedAt: rows[0]!.recordedAt, openFrom: closed.rows[0]!.openFrom };
}

/** The moment below which nothing can be recorded any more. */
export async function watermark(db: Reader): Promise<string> {
  const { rows } = await sql<{ at: string }>`select servicing.watermark() as at`.execute(db);
  return rows[0]!.at;
}

/** The day of the last thing that happened to a loan and was not taken back; null before the first. Pledges are our own affair. */
export async function lastEventOn(db: Reader, loanId: string): Promise<string | null> {
  const row = await db
    .selectFrom('servicing.loan_events as e')
    .select(({ fn }) => fn.max('e.effective_date').as('date'))
    .where('e.loan_id', '=', loanId)
    .where('e.kind', 'not in', PLEDGES)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('servicing.loan_event_withdrawals as w')
            .whereRef('w.event_id', '=', 'e.id')
            .select('w.event_id'),
        ),
      ),
    )
    .executeTakeFirst();
  return row?.date ?? null;
}

/** A key of its own for an event that is made again after it was taken back: "bill:2026-10", then "bill:2026-10#2". */
export async function freeKey(db: Reader, loanId: string, key: string): Promise<string> {
  const row = await db
    .selectFrom('servicing.loan_events')
    .select(({ fn }) => fn.countAll<bigint>().as('used'))
    .where('loan_id', '=', loanId)
    .where(sql<boolean>`split_part(client_key, '#', 1) = ${key}`)
    .executeTakeFirstOrThrow();
  return row.used === 0n ? key : `${key}#${row.used + 1n}`;
}
