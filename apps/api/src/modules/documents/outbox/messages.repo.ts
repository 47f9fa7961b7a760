import { type RawBuilder, sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { inOrder } from '../../../platform/sorts.ts';
import type { DocumentView } from '../subjects.ts';
import type { OutboxQuery } from './outbox.schemas.ts';

export type ReadOutbox = DocumentView<'read:outbox'> | DocumentView<'write:outbox'>;

/** Messages about nothing in particular, and those about subjects that the role may read all of. */
const visibleMessages = (view: ReadOutbox): RawBuilder<boolean> =>
  view.all === null
    ? sql<boolean>`true`
    : sql<boolean>`(m.about_type is null or m.about_type = any(${[...view.all]}::text[]))`;

const SHOWN = [
  'm.id',
  'm.version',
  'm.created_at as createdAt',
  'm.updated_at as updatedAt',
  'm.channel',
  'm.to_party_id as toPartyId',
  'm.to_name as toName',
  'm.to_address as toAddress',
  'm.subject',
  'm.state',
  'm.attempts',
  'm.last_error as lastError',
  'm.sent_at as sentAt',
  'm.about_type as aboutType',
  'm.about_id as aboutId',
  'm.project_id as projectId',
  'm.resend_of as resendOf',
  'm.created_by_name as createdByName',
] as const;
const HAS_LINKS = sql<boolean>`m.links_sealed is not null`;

function matching(db: Reader, view: ReadOutbox, filter: OutboxQuery) {
  const { channel, state, aboutType, aboutId, projectId } = filter;
  return db
    .selectFrom('documents.messages as m')
    .where(visibleMessages(view))
    .$if(channel !== undefined, (query) => query.where('m.channel', '=', channel!))
    .$if(state !== undefined, (query) => query.where('m.state', '=', state!))
    .$if(aboutType !== undefined, (query) => query.where('m.about_type', '=', aboutType!))
    .$if(aboutId !== undefined, (query) => query.where('m.about_id', '=', aboutId!))
    .$if(projectId !== undefined, (query) => query.where('m.project_id', '=', projectId!));
}

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['m.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  to: { by: [['m.to_name', 'text']], at: (row: { toName: string }) => [row.toName] },
} as const;

/** One page and a row more, newest first. */
export function listMessages(db: Reader, view: ReadOutbox, filter: OutboxQuery) {
  return matching(db, view, filter)
    .select(SHOWN)
    .select(HAS_LINKS.as('hasLinks'))
    .$call(inOrder(SORTS, 'm.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export async function countMessages(db: Reader, view: ReadOutbox, filter: OutboxQuery): Promise<number> {
  const row = await matching(db, view, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findMessage = (db: Reader, view: ReadOutbox, id: string) =>
  db
    .selectFrom('documents.messages as m')
    .select(SHOWN)
    .select(['m.body', 'm.links_sealed as linksSealed', HAS_LINKS.as('hasLinks')])
    .where('m.id', '=', id)
    .where(visibleMessages(view))
    .executeTakeFirst();
export type FoundMessage = NonNullable<Awaited<ReturnType<typeof findMessage>>>;

/** A message that is still to be handed over, for the job. */
export const findUnsent = (db: Reader, id: string) =>
  db
    .selectFrom('documents.messages')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'retrying'])
    .executeTakeFirst();

export interface MessageValues {
  id: string;
  channel: 'email' | 'sms';
  to_party_id: string | null;
  to_name: string;
  to_address: string;
  subject: string;
  body: string;
  links_sealed: string | null;
  about_type: string | null;
  about_id: string | null;
  project_id: string | null;
  resend_of: string | null;
}

export const insertMessage = (tx: Tx, values: MessageValues) =>
  tx
    .insertInto('documents.messages')
    .values({
      ...values,
      state: 'queued',
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute();

export const updateMessage = (
  tx: Tx,
  id: string,
  values: { state: string; sent_at?: Date; vendor_id?: string | null; last_error?: string | null },
) =>
  tx
    .updateTable('documents.messages')
    .set({ ...values, updated_at: tx.now })
    .set('attempts', sql`attempts + 1`)
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'retrying'])
    .execute();
