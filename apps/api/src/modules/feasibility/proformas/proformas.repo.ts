import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { BY_ID, countOf, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';
import type { ProformaQuery } from './proformas.schemas.ts';

export type ReadProformas = Scope<'read:proformas'> | Scope<'write:proformas'>;

const seen = (db: Reader, scope: ReadProformas, filter: Partial<ProformaQuery>) =>
  db
    .selectFrom('feasibility.proformas as f')
    .where(visible(scope, 'project', 'f.project_id'))
    .$if(filter.projectId !== undefined, (query) => query.where('f.project_id', '=', filter.projectId!));

const SHOWN = [
  'f.id',
  'f.project_id as projectId',
  'p.number as projectNumber',
  'p.address as projectAddress',
  'f.name',
  'f.base',
  'f.latest as latestVersion',
  'v.total_cost_cents as totalCostCents',
  'v.profit_cents as profitCents',
  sql<bigint>`(v.result->>'salesPriceCents')::bigint`.as('salesPriceCents'),
  sql<bigint>`(v.result->>'loanAmountCents')::bigint`.as('loanAmountCents'),
  'v.return_on_cost as returnOnCost',
  sql<string | null>`v.result->>'margin'`.as('margin'),
  sql<string | null>`v.result->>'irr'`.as('irr'),
  'v.viability_score as viabilityScore',
  'v.created_by_name as savedByName',
  'v.created_at as savedAt',
  'f.version',
  'f.created_at as createdAt',
  'f.updated_at as updatedAt',
] as const;

const withLatest = (db: Reader, scope: ReadProformas, filter: Partial<ProformaQuery>) =>
  seen(db, scope, filter)
    .innerJoin('projects.projects as p', 'p.id', 'f.project_id')
    .innerJoin('feasibility.proforma_versions as v', (join) =>
      join.onRef('v.proforma_id', '=', 'f.id').onRef('v.number', '=', 'f.latest'),
    );

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['f.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  savedAt: { by: [['v.created_at', 'timestamptz']], at: (row: { savedAt: string }) => [row.savedAt] },
  returnOnCost: {
    by: [['v.return_on_cost', 'numeric']],
    at: (row: { returnOnCost: string }) => [row.returnOnCost],
  },
} as const;

/** A page and a row more, newest first. */
export function listProformas(db: Reader, scope: ReadProformas, filter: ProformaQuery) {
  return withLatest(db, scope, filter)
    .select(SHOWN)
    .$call(inOrder(SORTS, 'f.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export const countProformas = async (
  db: Reader,
  scope: ReadProformas,
  filter: ProformaQuery,
): Promise<number> => {
  const row = await seen(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
};

export const findProforma = (db: Reader, scope: ReadProformas, id: string) =>
  withLatest(db, scope, {})
    .select(SHOWN)
    .select(['v.input', 'v.result'])
    .where('f.id', '=', id)
    .executeTakeFirst();

/** The row itself, locked until the transaction ends. */
export const lockProforma = (tx: Tx, scope: ReadProformas, id: string) =>
  seen(tx, scope, {}).selectAll('f').where('f.id', '=', id).forUpdate().executeTakeFirst();

const VERSION = [
  'v.number',
  'v.note',
  'v.total_cost_cents as totalCostCents',
  'v.profit_cents as profitCents',
  'v.return_on_cost as returnOnCost',
  'v.viability_score as viabilityScore',
  'v.created_by_name as savedByName',
  'v.created_at as savedAt',
] as const;

const versions = (db: Reader, scope: ReadProformas, id: string) =>
  seen(db, scope, {})
    .innerJoin('feasibility.proforma_versions as v', 'v.proforma_id', 'f.id')
    .select(VERSION)
    .where('f.id', '=', id);

/** Versions of a proforma and one more than asked. */
export const listVersions = (
  db: Reader,
  scope: ReadProformas,
  id: string,
  page: { limit: number; cursor?: string | undefined; sort: string },
) =>
  versions(db, scope, id)
    .$call(inOrder({ number: BY_ID }, 'v.number', page, 'integer'))
    .limit(pageRows(page.limit))
    .execute();

export const countVersions = (db: Reader, scope: ReadProformas, id: string): Promise<number> =>
  countOf(versions(db, scope, id));

export const findVersion = (db: Reader, scope: ReadProformas, id: string, number: number) =>
  versions(db, scope, id).select(['v.input', 'v.result']).where('v.number', '=', number).executeTakeFirst();

/** One writer of a project's scenarios at a time: exactly one of them is the base. */
export const lockScenarios = (tx: Tx, projectId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`proformas ${projectId}`}, 0))`.execute(tx);

export const hasProforma = async (db: Reader, projectId: string): Promise<boolean> =>
  (await proformaCount(db, projectId)) > 0;

/** Saved proformas of a project: GO asks for one. */
export const proformaCount = async (db: Reader, projectId: string): Promise<number> => {
  const row = await db
    .selectFrom('feasibility.proformas')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return row.n;
};

export const nameTaken = async (tx: Tx, projectId: string, name: string, but?: string): Promise<boolean> => {
  const row = await tx
    .selectFrom('feasibility.proformas')
    .select('id')
    .where('project_id', '=', projectId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row !== undefined && row.id !== but;
};

/** The project's base scenario in its last version, for the loan that is made of it. */
export const findBase = (db: Reader, projectId: string) =>
  db
    .selectFrom('feasibility.proformas as f')
    .innerJoin('feasibility.proforma_versions as v', (join) =>
      join.onRef('v.proforma_id', '=', 'f.id').onRef('v.number', '=', 'f.latest'),
    )
    .select(['f.id', 'f.name', 'v.number', 'v.input', 'v.result'])
    .where('f.project_id', '=', projectId)
    .where('f.base', '=', true)
    .executeTakeFirst();

export async function insertProforma(
  tx: Tx,
  values: { project_id: string; name: string; base: boolean },
): Promise<string> {
  const row = await tx
    .insertInto('feasibility.proformas')
    .values({ ...values, created_by: tx.actor.userId, created_at: tx.now, updated_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export const updateProforma = (
  tx: Tx,
  id: string,
  values: { name?: string; base?: boolean; latest?: number },
) =>
  tx
    .updateTable('feasibility.proformas')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

/** Takes the mark from whichever scenario has it. */
export const clearBase = (tx: Tx, projectId: string) =>
  tx
    .updateTable('feasibility.proformas')
    .set({ base: false, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('project_id', '=', projectId)
    .where('base', '=', true)
    .execute();

export const insertVersion = (
  tx: Tx,
  values: {
    proforma_id: string;
    number: number;
    /** JSON text: amounts are integers that fit, checked by the caller. */
    input: string;
    result: string;
    total_cost_cents: bigint;
    profit_cents: bigint;
    return_on_cost: string;
    viability_score: number;
    note: string | null;
  },
) =>
  tx
    .insertInto('feasibility.proforma_versions')
    .values({
      ...values,
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
    })
    .execute();
