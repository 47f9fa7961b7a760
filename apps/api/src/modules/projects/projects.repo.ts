import type { LotOutline as LotOutlineKept } from '@connect/domain/lot';
import { type Insertable, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Reader, Tx } from '../../platform/db.ts';
import type { DB } from '../../platform/db-types.gen.ts';
import { decodeCursor, pageRows } from '../../platform/keyset.ts';
import { beginning, containing } from '../../platform/like.ts';
import { statement } from '../../platform/statement.ts';
import { visible } from '../contacts/index.ts';
import type { Scope } from '../identity/index.ts';
import type { LotOutline } from './lot.schemas.ts';

export type ReadProjects = Scope<'read:projects'> | Scope<'write:projects'>;

export interface ProjectFilter {
  limit: number;
  cursor?: string | undefined;
  sort: keyof typeof SORTS;
  stages?: string[] | undefined;
  market?: string | undefined;
  ownerId?: string | undefined;
  source?: string | undefined;
  q?: string | undefined;
  /** A further condition on the project `p`, from a repo to the right. */
  also?: RawBuilder<boolean> | undefined;
}

/** Declared sorts; each ends in the id and has an index. */
const SORTS = {
  '-createdAt': { by: ['p.created_at'], direction: 'desc' },
  stageSince: { by: ['p.stage_since'], direction: 'asc' },
  address: { by: ['p.address'], direction: 'asc' },
  urgency: { by: ['p.stage_order', 'p.stage_since'], direction: 'asc' },
} as const;

const LISTED = [
  'p.id',
  'p.number',
  'p.stage',
  'p.stage_since as stageSince',
  'p.stage_order as stageOrder',
  'p.market',
  'p.address',
  'p.unit',
  'p.city',
  'p.state',
  'p.zip',
  'p.neighborhood',
  'p.summary',
  'p.source',
  'p.ask_cents as askCents',
  'p.return_on_cost as returnOnCost',
  'p.viability_score as viabilityScore',
  'p.owner_id as ownerId',
  'p.answered_at as answeredAt',
  'p.decision_due as decisionDue',
  'p.version',
  'p.created_at as createdAt',
  'p.updated_at as updatedAt',
] as const;

/** The projects this scope may see that fit the filter, without order. */
function matching(db: Reader, scope: ReadProjects, filter: ProjectFilter) {
  const { stages, market, ownerId, source, q, also } = filter;
  return db
    .selectFrom('projects.projects as p')
    .where(visible(scope, 'project', 'p.id'))
    .$if(also !== undefined, (query) => query.where(also!))
    .$if(stages !== undefined, (query) => query.where('p.stage', 'in', stages!))
    .$if(market !== undefined, (query) => query.where('p.market', '=', market!))
    .$if(ownerId === 'none', (query) => query.where('p.owner_id', 'is', null))
    .$if(ownerId !== undefined && ownerId !== 'none', (query) => query.where('p.owner_id', '=', ownerId!))
    .$if(source !== undefined, (query) => query.where('p.source', '=', source!))
    .$if(q !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('p.address', 'ilike', containing(q!)), eb('p.number', 'ilike', beginning(q!))]),
      ),
    );
}

/** One page. Page first, then join the names: a join before LIMIT costs three times. */
export function listProjects(db: Reader, scope: ReadProjects, filter: ProjectFilter) {
  const { by, direction } = SORTS[filter.sort];
  const sorted = [...by, 'p.id'] as const;
  const place = filter.cursor ? decodeCursor(filter.cursor, filter.sort, sorted.length) : undefined;
  const page = matching(db, scope, filter)
    .select(LISTED)
    .select(['p.agent_id', 'p.builder_id'])
    .$if(place !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(${sql.join(sorted.map((column) => sql.ref(column)))}) ${sql.raw(direction === 'desc' ? '<' : '>')} (${sql.join(place!)})`,
      ),
    )
    .$call((query) => sorted.reduce((so, column) => so.orderBy(column, direction), query))
    .limit(pageRows(filter.limit))
    .as('p');
  return db
    .selectFrom(page)
    .leftJoin('identity.users as o', 'o.id', 'p.ownerId')
    .leftJoin('contacts.parties as a', 'a.id', 'p.agent_id')
    .leftJoin('contacts.parties as b', 'b.id', 'p.builder_id')
    .selectAll('p')
    .select(['o.display_name as ownerName', 'a.name as agentName', 'b.name as builderName'])
    .$call((query) => sorted.reduce((so, column) => so.orderBy(SHOWN[column], direction), query))
    .execute();
}

/** The sort columns as the page names them. */
const SHOWN = {
  'p.created_at': 'p.createdAt',
  'p.stage_since': 'p.stageSince',
  'p.stage_order': 'p.stageOrder',
  'p.address': 'p.address',
  'p.id': 'p.id',
} as const;

export const countProjects = async (
  db: Reader,
  scope: ReadProjects,
  filter: ProjectFilter,
): Promise<number> => {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
};

/** The lot as every page of the deal draws it, for repos that join the project as `p`. */
export const LOT_OUTLINE = sql<z.infer<typeof LotOutline> | null>`p.lot_outline`.as('lotOutline');

/** What a project shows on its own page beyond its row in a list. */
const SHOWN_ALONE = [
  'p.parcel_number as parcelNumber',
  'p.lot_square_feet as lotSquareFeet',
  'p.zoning',
  LOT_OUTLINE,
  'p.lead_note as leadNote',
  'p.agent_id as agentId',
  'p.builder_id as builderId',
  'p.expected_close as expectedClose',
] as const;

const project = (db: Reader, id: string) =>
  db
    .selectFrom('projects.projects as p')
    .leftJoin('identity.users as o', 'o.id', 'p.owner_id')
    .leftJoin('contacts.parties as a', 'a.id', 'p.agent_id')
    .leftJoin('contacts.parties as b', 'b.id', 'p.builder_id')
    .select(LISTED)
    .select(SHOWN_ALONE)
    .select(['o.display_name as ownerName', 'a.name as agentName', 'b.name as builderName'])
    .where('p.id', '=', id);
const anyProject = statement((db, { id }: { id: string }) => project(db, id));

/** One project with the names of its people, or undefined when there is none that this scope may see. */
export async function findProject(db: Reader, scope: ReadProjects, id: string) {
  if (scope.reach === 'all') return (await anyProject(db, { id })).at(0);
  return project(db, id)
    .where(visible(scope, 'project', 'p.id'))
    .executeTakeFirst();
}
export type FoundProject = NonNullable<Awaited<ReturnType<typeof findProject>>>;

/** The row itself, locked until the transaction ends. */
export const lockProject = (tx: Tx, scope: ReadProjects, id: string) =>
  tx
    .selectFrom('projects.projects as p')
    .selectAll('p')
    .where('p.id', '=', id)
    .where(visible(scope, 'project', 'p.id'))
    .forUpdate()
    .executeTakeFirst();
export type LockedProject = NonNullable<Awaited<ReturnType<typeof lockProject>>>;

/** The same for a reaction to an event, which acts for the program and not for a user. */
export const lockForEvent = (tx: Tx, id: string) =>
  tx
    .selectFrom('projects.projects as p')
    .selectAll('p')
    .where('p.id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();

export interface ProjectValues {
  market?: string;
  address?: string;
  unit?: string | null;
  city?: string;
  state?: string;
  zip?: string;
  neighborhood?: string | null;
  parcel_number?: string | null;
  lot_square_feet?: number | null;
  lot_outline?: LotOutlineKept | null;
  zoning?: string | null;
  summary?: string | null;
  ask_cents?: bigint | null;
  owner_id?: string | null;
  builder_id?: string | null;
  decision_due?: string | null;
  expected_close?: string | null;
  answered_at?: Date;
  number?: string;
  stage?: string;
  stage_since?: Date;
  viability_score?: number;
  return_on_cost?: string;
}

/** A lead with its entry into the first stage, in one statement; answers what `findProject` and `listStages` would. */
export async function insertProject(
  tx: Tx,
  values: ProjectValues & {
    id: string;
    market: string;
    address: string;
    city: string;
    state: string;
    zip: string;
    source: string;
    lead_note: string | null;
    agent_id: string | null;
  },
  effectiveDate: string,
): Promise<{ project: FoundProject; stages: Awaited<ReturnType<typeof listStages>> }> {
  const at = tx.now;
  const by = tx.actor.userId;
  const row = { stage: 'lead', stage_since: at, created_by: by, created_at: at, updated_at: at };
  const [inserted] = await insert(tx, { ...values, ...row, entered: effectiveDate });
  const { action, ...rest } = inserted!;
  const project = { ...rest, ownerName: null, builderName: null };
  const stages = [
    { stage: rest.stage, from: null, action, reason: null, at: rest.stageSince, effectiveDate },
  ];
  return { project, stages };
}

const insert = statement(
  (db, { entered, ...row }: Insertable<DB['projects.projects']> & { entered: string }) =>
    db
      .with('p', (query) => query.insertInto('projects.projects').values(row).returningAll())
      .with('s', (query) =>
        query
          .insertInto('projects.stage_changes')
          .columns(['project_id', 'to_stage', 'action', 'at', 'effective_date', 'actor_id'])
          .expression((eb) =>
            eb
              .selectFrom('p')
              .select(['p.id', 'p.stage', sql<string>`'submit'`.as('action'), 'p.stage_since'])
              .select([sql<string>`${entered}::date`.as('on'), 'p.created_by']),
          )
          .returning('action'),
      )
      .selectFrom('p')
      .innerJoin('s', (join) => join.onTrue())
      .leftJoin('contacts.parties as a', 'a.id', 'p.agent_id')
      .select(LISTED)
      .select(SHOWN_ALONE)
      .select(['a.name as agentName', 's.action']),
);

export const updateProject = (tx: Tx, id: string, values: ProjectValues) =>
  tx
    .updateTable('projects.projects')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

export const insertStageChange = (
  tx: Tx,
  change: {
    project_id: string;
    from_stage: string | null;
    to_stage: string;
    action: string;
    reason: string | null;
    effective_date: string;
  },
) => insertChange(tx, { ...change, at: tx.now, actor_id: tx.actor.userId });

const insertChange = statement((db, row: Insertable<DB['projects.stage_changes']>) =>
  db.insertInto('projects.stage_changes').values(row),
);

const stagesOf = statement((db, { projectId }: { projectId: string }) =>
  db
    .selectFrom('projects.stage_changes')
    .select([
      'to_stage as stage',
      'from_stage as from',
      'action',
      'reason',
      'at',
      'effective_date as effectiveDate',
    ])
    .where('project_id', '=', projectId)
    .orderBy('id'),
);

export const listStages = (db: Reader, projectId: string) => stagesOf(db, { projectId });

/** The next number of a market and year; the row lock makes the sequence gapless. */
export async function nextNumber(tx: Tx, prefix: string, year: number): Promise<number> {
  const row = await tx
    .insertInto('projects.number_counters')
    .values({ prefix, year, last: 1 })
    .onConflict((oc) => oc.columns(['prefix', 'year']).doUpdateSet({ last: sql`number_counters.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}
