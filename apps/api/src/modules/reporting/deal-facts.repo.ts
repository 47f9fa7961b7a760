import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../../platform/db.ts';
import type { Scope } from '../identity/index.ts';

/** What the modules know about a deal at this moment, as the pipeline needs it. */
export interface DealFacts {
  projectId: string;
  orders: number;
  ordersIn: number;
  lateOrder: string | null;
  lateSince: string | null;
  proformas: number;
  permitState: string | null;
  permitSince: string | null;
  loanId: string | null;
  loanNumber: string | null;
  loanState: string | null;
  loanCents: bigint | null;
  drawId: string | null;
  drawNumber: number | null;
  drawState: string | null;
  drawSince: string | null;
}

/**
 * Facts of the given projects, one row each; the caller has already established that these are visible.
 * The permit is the one that needs a person first: corrections before review before approved.
 */
export async function dealFacts(
  db: Reader,
  _scope: Scope<'read:projects'>,
  ids: readonly string[],
  today: string,
): Promise<Map<string, DealFacts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<DealFacts>`
    select p.id as "projectId",
      coalesce(o.orders, 0)::int as orders, coalesce(o.orders_in, 0)::int as "ordersIn", late.label as "lateOrder", late.due_date as "lateSince",
      (select count(*)::int from feasibility.proformas f where f.project_id = p.id) as proformas,
      pm.state as "permitState", pm.state_since as "permitSince",
      l.id as "loanId", l.number as "loanNumber", l.state as "loanState", l.amount_cents as "loanCents",
      d.id as "drawId", d.number as "drawNumber", d.state as "drawState", d.requested_at as "drawSince"
    from unnest(${ids}::uuid[]) as p (id)
    left join lateral (
      select count(*) as orders, count(*) filter (where c.state = 'accepted') as orders_in
      from feasibility.consultant_orders c where c.project_id = p.id and c.state <> 'cancelled') o on true
    left join lateral (
      select t.label, c.due_date from feasibility.consultant_orders c join feasibility.order_types t on t.type = c.type
      where c.project_id = p.id and c.state in ('ordered', 'in_progress', 'returned') and c.due_date < ${today}::date
      order by c.due_date, c.id limit 1) late on true
    left join lateral (
      select e.state, e.state_since from entitlement.permits e
      where e.project_id = p.id and e.state not in ('withdrawn', 'denied')
      order by array_position(array['corrections', 'incomplete', 'expired', 'submitted', 'resubmitted', 'complete', 'under_review', 'planning', 'approved', 'issued', 'renewed', 'finaled'], e.state), e.state_since, e.id
      limit 1) pm on true
    left join lateral (
      select n.id, n.number, n.state, n.amount_cents from lending.loans n
      where n.project_id = p.id and n.state not in ('declined', 'cancelled') order by n.created_at desc, n.id desc limit 1) l on true
    left join lateral (
      select w.id, w.number, w.state, w.requested_at from servicing.draws w
      where w.loan_id = l.id and w.state not in ('draft', 'paid', 'rejected', 'withdrawn') order by w.number desc limit 1) d on true`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.projectId, row]));
}

/** How many projects stand in each stage, for this scope's eyes. */
export const stageCounts = (db: Reader, _scope: Scope<'read:reports'>) =>
  db
    .selectFrom('projects.projects')
    .select([
      'stage',
      sql<number>`count(*)::int`.as('count'),
      sql<bigint>`coalesce(sum(ask_cents), 0)::bigint`.as('askCents'),
    ])
    .groupBy('stage')
    .execute();

export const WAITS = ['answer', 'answered', 'decide', 'city', 'corrections'] as const;
export const ASKS = ['under_500k', '500k_to_1m', '1m_to_2m', 'over_2m'] as const;

const HALF_MILLION = 50_000_000n;
const BOUNDS: Record<(typeof ASKS)[number], [from: bigint, to: bigint | null]> = {
  under_500k: [0n, HALF_MILLION],
  '500k_to_1m': [HALF_MILLION, 2n * HALF_MILLION],
  '1m_to_2m': [2n * HALF_MILLION, 4n * HALF_MILLION],
  over_2m: [4n * HALF_MILLION, null],
};

const withPermit = (...states: string[]): RawBuilder<boolean> =>
  sql<boolean>`p.stage = 'go' and exists (select from entitlement.permits e where e.project_id = p.id and e.state in (${sql.join(states)}))`;

/** What a view of the pipeline asks of the project `p` beyond the project's own filters; undefined when nothing. */
export function dealCondition(of: {
  waits?: (typeof WAITS)[number] | undefined;
  ask?: (typeof ASKS)[number] | undefined;
  today: string;
}): RawBuilder<boolean> | undefined {
  const conditions = [
    ...(of.waits ? [waitsFor(of.waits, of.today)] : []),
    ...(of.ask ? [asks(...BOUNDS[of.ask])] : []),
  ];
  return conditions.length ? sql<boolean>`(${sql.join(conditions, sql` and `)})` : undefined;
}

const asks = (from: bigint, to: bigint | null): RawBuilder<boolean> =>
  to === null
    ? sql<boolean>`p.ask_cents >= ${from}`
    : sql<boolean>`p.ask_cents >= ${from} and p.ask_cents < ${to}`;

function waitsFor(waits: (typeof WAITS)[number], today: string): RawBuilder<boolean> {
  switch (waits) {
    case 'answer':
      return sql<boolean>`p.stage = 'lead' and p.answered_at is null`;
    case 'answered':
      return sql<boolean>`p.stage = 'lead' and p.answered_at is not null`;
    case 'decide':
      return sql<boolean>`p.stage = 'feasibility' and p.decision_due <= ${today}::date + 7`;
    case 'city':
      return withPermit('submitted', 'resubmitted', 'complete', 'under_review');
    case 'corrections':
      return withPermit('corrections', 'incomplete');
  }
}
