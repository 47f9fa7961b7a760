import { type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { decodeCursor, pageRows } from '../../../platform/keyset.ts';
import { containing } from '../../../platform/like.ts';
import { statement } from '../../../platform/statement.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';
import { LOT_OUTLINE } from '../../projects/index.ts';
import type { LoanQuery } from './loans.schemas.ts';

export type ReadLoans = Scope<
  'read:loans' | 'write:loans' | 'approve:loans' | 'read:postings' | 'read:bank-line' | 'write:bank-line'
>;

/** What every answer about a loan holds. */
export const LOAN_COLUMNS = [
  'l.id',
  'l.number',
  'l.state',
  'l.state_since as stateSince',
  'l.product',
  'l.project_id as projectId',
  'l.address',
  'l.unit',
  'l.city',
  'l.state_code as stateCode',
  'l.amount_cents as amountCents',
  'l.rate',
  'l.funded_on as fundedOn',
  'l.maturity_date as maturityDate',
  'l.version',
  'l.created_at as createdAt',
  'l.updated_at as updatedAt',
] as const;

/** Declared sorts, each with its index and ending in the id; `at` is the value a cursor carries. */
const SORTS = {
  '-createdAt': { by: sql.ref('l.created_at'), type: sql`timestamptz`, direction: 'desc' },
  maturity: { by: sql`coalesce(l.maturity_date, 'infinity'::date)`, type: sql`date`, direction: 'asc' },
  number: { by: sql.ref('l.serial'), type: sql`integer`, direction: 'asc' },
} as const;

const openPledge = (bankLineId?: string) =>
  sql<SqlBool>`exists (select 1 from lending.pledges g where g.loan_id = l.id and g.released_on is null
    ${bankLineId ? sql`and g.bank_line_id = ${bankLineId}::uuid` : sql``})`;

function matching(db: Reader, scope: ReadLoans, filter: LoanQuery) {
  const { state, product, projectId, borrowerId, bankLineId, q } = filter;
  const like = containing(q ?? '');
  return db
    .selectFrom('lending.loans as l')
    .where(visible(scope, 'loan', 'l.id'))
    .$if(state !== undefined, (query) => query.where('l.state', 'in', state!))
    .$if(product !== undefined, (query) => query.where('l.product', '=', product!))
    .$if(projectId !== undefined, (query) => query.where('l.project_id', '=', projectId!))
    .$if(borrowerId !== undefined, (query) =>
      query.where(
        sql<SqlBool>`l.id in (select p.loan_id from lending.loan_parties p where p.role = 'borrower' and p.party_id = ${borrowerId!})`,
      ),
    )
    .$if(bankLineId === 'none', (query) => query.where(sql<SqlBool>`not ${openPledge()}`))
    .$if(bankLineId !== undefined && bankLineId !== 'none', (query) => query.where(openPledge(bankLineId)))
    .$if(q !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('l.address', 'ilike', like),
          eb('l.number', 'ilike', like),
          sql<SqlBool>`l.id in (select p.loan_id from lending.loan_parties p join contacts.parties c on c.id = p.party_id
            where p.role = 'borrower' and c.name ilike ${like})`,
        ]),
      ),
    );
}

/** One page and a row more. Page first, then join the names: a join before LIMIT costs three times. */
export function listLoans(db: Reader, scope: ReadLoans, filter: LoanQuery) {
  const { by, type, direction } = SORTS[filter.sort];
  const place = filter.cursor ? decodeCursor(filter.cursor, filter.sort, 2) : undefined;
  const after = sql.raw(direction === 'desc' ? '<' : '>');
  const page = matching(db, scope, filter)
    .select(LOAN_COLUMNS)
    .select(sql<string>`${by}::text`.as('at'))
    .$if(place !== undefined, (query) =>
      query.where(sql<SqlBool>`(${by}, l.id) ${after} (${place?.[0]}::${type}, ${place?.[1]}::uuid)`),
    )
    .orderBy(by, direction)
    .orderBy('l.id', direction)
    .limit(pageRows(filter.limit))
    .as('l');
  return db
    .selectFrom(page)
    .selectAll('l')
    .leftJoin('projects.projects as p', 'p.id', 'l.projectId')
    .leftJoin('lending.loan_parties as b', (join) =>
      join.onRef('b.loan_id', '=', 'l.id').on('b.role', '=', 'borrower'),
    )
    .leftJoin('contacts.parties as c', 'c.id', 'b.party_id')
    .leftJoin('lending.pledges as g', (join) =>
      join.onRef('g.loan_id', '=', 'l.id').on('g.released_on', 'is', null),
    )
    .leftJoin('lending.bank_lines as k', 'k.id', 'g.bank_line_id')
    .select(JOINED)
    .orderBy(sql`l.at::${type}`, (order) => (direction === 'desc' ? order.desc() : order.asc()))
    .orderBy('l.id', direction)
    .execute();
}

const JOINED = [
  'p.number as projectNumber',
  'b.party_id as borrowerId',
  'c.name as borrowerName',
  'k.id as bankLineId',
  'k.name as bankLineName',
] as const;

export async function countLoans(db: Reader, scope: ReadLoans, filter: LoanQuery): Promise<number> {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** The row of a list for one loan, as a question that a repo to the right completes with its own; without a scope. */
export const loanRowOf = (db: Reader, id: string) =>
  db
    .selectFrom('lending.loans as l')
    .leftJoin('projects.projects as p', 'p.id', 'l.project_id')
    .leftJoin('lending.loan_parties as b', (join) =>
      join.onRef('b.loan_id', '=', 'l.id').on('b.role', '=', 'borrower'),
    )
    .leftJoin('contacts.parties as c', 'c.id', 'b.party_id')
    .leftJoin('lending.pledges as g', (join) =>
      join.onRef('g.loan_id', '=', 'l.id').on('g.released_on', 'is', null),
    )
    .leftJoin('lending.bank_lines as k', 'k.id', 'g.bank_line_id')
    .select(LOAN_COLUMNS)
    .select(JOINED)
    .where('l.id', '=', id);

const loan = (db: Reader, id: string) =>
  loanRowOf(db, id).select([
    LOT_OUTLINE,
    'l.zip',
    'l.market',
    'l.parcel_number as parcelNumber',
    'l.legal_description as legalDescription',
    'l.value_cents as valueCents',
    'l.proforma_id as proformaId',
    'l.proforma_version as proformaVersion',
    'l.day_count as dayCount',
    'l.months',
    'l.interest_from as interestFrom',
    'l.origination_fee_cents as originationFeeCents',
    'l.exit_fee_cents as exitFeeCents',
    'l.minimum_interest_cents as minimumInterestCents',
    'l.default_rate as defaultRate',
    'l.late_fee_rate as lateFeeRate',
    'l.grace_days as graceDays',
    'l.retainage_rate as retainageRate',
    'l.last_act_on as lastActOn',
    'l.submitted_by as submittedBy',
    'g.id as pledgeId',
    'g.advance_rate as pledgeRate',
    'g.pledged_on as pledgedOn',
  ]);
const anyLoan = statement((db, { id }: { id: string }) => loan(db, id));

/** One loan with its names and its pledge, or undefined when there is none that this scope may see. */
export async function findLoan(db: Reader, scope: ReadLoans, id: string) {
  if (scope.reach === 'all') return (await anyLoan(db, { id })).at(0);
  return loan(db, id)
    .where(visible(scope, 'loan', 'l.id'))
    .executeTakeFirst();
}
export type FoundLoan = NonNullable<Awaited<ReturnType<typeof findLoan>>>;

/** The row itself, locked until the transaction ends. */
export const lockLoanRow = (tx: Tx, scope: ReadLoans, id: string) =>
  tx
    .selectFrom('lending.loans as l')
    .selectAll('l')
    .where('l.id', '=', id)
    .where(visible(scope, 'loan', 'l.id'))
    .forUpdate()
    .executeTakeFirst();
export type LockedLoan = NonNullable<Awaited<ReturnType<typeof lockLoanRow>>>;

/** The same for a reaction to an event, which acts for the program and not for a user. */
export const lockForProgram = (tx: Tx, id: string) =>
  tx.selectFrom('lending.loans as l').selectAll('l').where('l.id', '=', id).forUpdate().executeTakeFirst();

/** The loan without a lock and without a scope, for modules that have authorised. */
export const readLoanRow = (db: Reader, id: string) =>
  db.selectFrom('lending.loans as l').selectAll('l').where('l.id', '=', id).executeTakeFirst();

export const loanIdsOfProject = (db: Reader, projectId: string) =>
  db.selectFrom('lending.loans').select('id').where('project_id', '=', projectId).orderBy('serial').execute();

/** Loans that keep their project open: neither released nor declined nor cancelled. */
export async function countUnreleased(db: Reader, projectId: string): Promise<number> {
  const row = await db
    .selectFrom('lending.loans')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('project_id', '=', projectId)
    .where('state', 'not in', ['released', 'declined', 'cancelled'])
    .executeTakeFirstOrThrow();
  return row.n;
}

/** The next loan number of the book; the row lock makes the sequence gapless. */
export async function nextSerial(tx: Tx): Promise<number> {
  const row = await tx
    .insertInto('lending.number_counters')
    .values({ name: 'loan', last: 1 })
    .onConflict((oc) => oc.column('name').doUpdateSet({ last: sql`number_counters.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}

export interface LoanValues {
  state?: string;
  state_since?: Date;
  amount_cents?: bigint;
  rate?: string;
  day_count?: string;
  months?: number;
  interest_from?: string;
  origination_fee_cents?: bigint;
  exit_fee_cents?: bigint;
  minimum_interest_cents?: bigint;
  default_rate?: string;
  late_fee_rate?: string;
  grace_days?: number;
  retainage_rate?: string;
  value_cents?: bigint | null;
  parcel_number?: string | null;
  legal_description?: string | null;
  funded_on?: string;
  maturity_date?: string;
  last_act_on?: string;
  submitted_by?: string | null;
}

export async function insertLoan(
  tx: Tx,
  values: Required<
    Omit<
      LoanValues,
      | 'state'
      | 'state_since'
      | 'funded_on'
      | 'maturity_date'
      | 'submitted_by'
      | 'exit_fee_cents'
      | 'minimum_interest_cents'
    >
  > & {
    serial: number;
    number: string;
    project_id: string;
    product: string;
    address: string;
    unit: string | null;
    city: string;
    state_code: string;
    zip: string;
    market: string;
    proforma_id: string | null;
    proforma_version: number | null;
  },
): Promise<string> {
  const row = await tx
    .insertInto('lending.loans')
    .values({
      ...values,
      state: 'draft',
      state_since: tx.now,
      created_by: tx.actor.userId,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Changes the row and counts its version up; with no values it only counts up, since a part of the loan changed. */
export const updateLoan = (tx: Tx, id: string, values: LoanValues) =>
  tx
    .updateTable('lending.loans')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();
