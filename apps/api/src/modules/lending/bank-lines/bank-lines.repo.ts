import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { containing } from '../../../platform/like.ts';
import { inOrder } from '../../../platform/sorts.ts';
import type { Scope } from '../../identity/index.ts';
import type { BankLineQuery, PledgeQuery } from './bank-lines.schemas.ts';

/** The line belongs to no party: who may read it, reads all of it. The scope proves that somebody was asked. */
export type ReadLines = Scope<'read:bank-line' | 'write:bank-line'>;

const LINE = [
  'k.id',
  'k.name',
  'k.bank_name as bankName',
  'k.commitment_cents as commitmentCents',
  'k.outstanding_cents as outstandingCents',
  'k.reserve_cents as reserveCents',
  'k.advance_rate as advanceRate',
  'k.matures_on as maturesOn',
  'k.version',
  'k.created_at as createdAt',
  'k.updated_at as updatedAt',
] as const;
const PLEDGED = sql<number>`(select count(*)::int from lending.pledges g where g.bank_line_id = k.id and g.released_on is null)`;

/** Declared sorts, each with its index. */
export const LINE_SORTS = {
  name: { by: [['k.name', 'text']], at: (row: { name: string }) => [row.name] },
  matures: {
    by: [[sql`coalesce(k.matures_on, 'infinity')`, 'date']],
    at: (row: { maturesOn: string | null }) => [row.maturesOn ?? 'infinity'],
  },
} as const;

const lines = (db: Reader, { q }: BankLineQuery) =>
  db
    .selectFrom('lending.bank_lines as k')
    .$if(q !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('k.name', 'ilike', containing(q!)), eb('k.bank_name', 'ilike', containing(q!))]),
      ),
    );

/** One page and a row more. */
export function listBankLines(db: Reader, _scope: ReadLines, filter: BankLineQuery) {
  return lines(db, filter)
    .select(LINE)
    .select(PLEDGED.as('pledgedLoans'))
    .$call(inOrder(LINE_SORTS, 'k.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export async function countBankLines(db: Reader, _scope: ReadLines, filter: BankLineQuery): Promise<number> {
  const row = await lines(db, filter).select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow();
  return row.n;
}

export const findBankLine = (db: Reader, _scope: ReadLines, id: string) =>
  db
    .selectFrom('lending.bank_lines as k')
    .select(LINE)
    .select(['k.rules', PLEDGED.as('pledgedLoans')])
    .where('k.id', '=', id)
    .executeTakeFirst();
export type FoundBankLine = NonNullable<Awaited<ReturnType<typeof findBankLine>>>;

export const lockBankLine = (tx: Tx, _scope: ReadLines, id: string) =>
  tx.selectFrom('lending.bank_lines').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export interface BankLineValues {
  name?: string;
  bank_name?: string;
  commitment_cents?: bigint;
  outstanding_cents?: bigint;
  reserve_cents?: bigint;
  advance_rate?: string;
  matures_on?: string | null;
  /** JSON. */
  rules?: string;
}

export async function insertBankLine(
  tx: Tx,
  values: BankLineValues & {
    name: string;
    bank_name: string;
    commitment_cents: bigint;
    advance_rate: string;
  },
): Promise<string> {
  const row = await tx
    .insertInto('lending.bank_lines')
    .values({ ...values, created_by: tx.actor.userId, created_at: tx.now, updated_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export const updateBankLine = (tx: Tx, id: string, values: BankLineValues) =>
  tx
    .updateTable('lending.bank_lines')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

/** For an event's words. */
export async function bankLineName(db: Reader, id: string): Promise<string> {
  const row = await db
    .selectFrom('lending.bank_lines')
    .select('name')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.name;
}

/** Another line of this name. */
export const findByName = (db: Reader, name: string) =>
  db.selectFrom('lending.bank_lines').select('id').where('name', '=', name).executeTakeFirst();

/** What is pledged to a line, with all that its rules look at but principal and inspections. */
export const pledgedLoans = (db: Reader, bankLineId: string, today: string) =>
  db
    .selectFrom('lending.pledges as g')
    .innerJoin('lending.loans as l', 'l.id', 'g.loan_id')
    .leftJoin('lending.loan_parties as b', (join) =>
      join.onRef('b.loan_id', '=', 'l.id').on('b.role', '=', 'borrower'),
    )
    .leftJoin('contacts.parties as c', 'c.id', 'b.party_id')
    .select([
      'g.id as pledgeId',
      'g.advance_rate as advanceRate',
      'g.pledged_on as pledgedOn',
      'l.id as loanId',
      'l.number',
      'l.address',
      'l.state',
      'l.product',
      'l.market',
      'l.maturity_date as maturesOn',
      'b.party_id as borrowerId',
      'c.name as borrowerName',
      sql<number>`greatest(0, coalesce((select max(${today}::date - p.target_date) from entitlement.permits p
        where p.project_id = l.project_id and p.type = 'building'
          and p.state not in ('approved', 'issued', 'finaled', 'renewed', 'denied', 'withdrawn')), 0))::int`.as(
        'entitlementSlipDays',
      ),
    ])
    .where('g.bank_line_id', '=', bankLineId)
    .where('g.released_on', 'is', null)
    .orderBy('l.serial')
    .execute();
export type PledgedLoanRow = Awaited<ReturnType<typeof pledgedLoans>>[number];

const PLEDGE = [
  'g.id',
  'g.loan_id as loanId',
  'l.number as loanNumber',
  'l.address',
  'g.bank_line_id as bankLineId',
  'k.name as bankLineName',
  'g.advance_rate as advanceRate',
  'g.pledged_on as pledgedOn',
  'g.pledged_by_name as pledgedByName',
  'g.released_on as releasedOn',
  'g.released_by_name as releasedByName',
  'g.release_reason as releaseReason',
  'g.version',
  'g.created_at as createdAt',
  'g.updated_at as updatedAt',
] as const;

const pledges = (db: Reader) =>
  db
    .selectFrom('lending.pledges as g')
    .innerJoin('lending.loans as l', 'l.id', 'g.loan_id')
    .innerJoin('lending.bank_lines as k', 'k.id', 'g.bank_line_id');

const matching = (db: Reader, { bankLineId, loanId, state }: PledgeQuery) =>
  pledges(db)
    .$if(bankLineId !== undefined, (query) => query.where('g.bank_line_id', '=', bankLineId!))
    .$if(loanId !== undefined, (query) => query.where('g.loan_id', '=', loanId!))
    .$if(state === 'pledged', (query) => query.where('g.released_on', 'is', null))
    .$if(state === 'released', (query) => query.where('g.released_on', 'is not', null));

/** Declared sorts, each with its index. */
export const PLEDGE_SORTS = {
  createdAt: { by: [['g.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
} as const;

/** One page and a row more, newest first. */
export function listPledges(db: Reader, _scope: ReadLines, filter: PledgeQuery) {
  return matching(db, filter)
    .select(PLEDGE)
    .$call(inOrder(PLEDGE_SORTS, 'g.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export async function countPledges(db: Reader, _scope: ReadLines, filter: PledgeQuery): Promise<number> {
  const row = await matching(db, filter).select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow();
  return row.n;
}

export const findPledge = (db: Reader, _scope: ReadLines, id: string) =>
  pledges(db).select(PLEDGE).where('g.id', '=', id).executeTakeFirst();
export type FoundPledge = NonNullable<Awaited<ReturnType<typeof findPledge>>>;

export const lockPledge = (tx: Tx, _scope: ReadLines, id: string) =>
  tx.selectFrom('lending.pledges').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** The open pledge of a loan, locked. */
export const lockOpenPledge = (tx: Tx, loanId: string) =>
  tx
    .selectFrom('lending.pledges')
    .selectAll()
    .where('loan_id', '=', loanId)
    .where('released_on', 'is', null)
    .forUpdate()
    .executeTakeFirst();
export type LockedPledge = NonNullable<Awaited<ReturnType<typeof lockPledge>>>;

export async function insertPledge(
  tx: Tx,
  pledge: { loan_id: string; bank_line_id: string; advance_rate: string; pledged_on: string },
): Promise<string> {
  const row = await tx
    .insertInto('lending.pledges')
    .values({ ...pledge, pledged_by_name: tx.actor.name, created_at: tx.now, updated_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export const endPledge = (tx: Tx, id: string, end: { released_on: string; release_reason: string }) =>
  tx
    .updateTable('lending.pledges')
    .set({ ...end, released_by_name: tx.actor.name, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();
