import type { CivilDate } from '@connect/domain/calendar';
import type { DayCount } from '@connect/domain/daycount';
import type { Cents } from '@connect/domain/money';
import type { PermitState } from '@connect/domain/permit-states';
import type { Rate } from '@connect/domain/rate';
import { sql } from 'kysely';
import type { Reader } from '../../platform/db.ts';
import type { Scope } from '../identity/index.ts';

export interface OverviewLoan {
  id: string;
  number: string;
  product: string;
  state: string;
  amountCents: Cents;
  rate: Rate;
  dayCount: DayCount;
  interestFrom: string;
  defaultRate: Rate;
  exitFeeCents: Cents;
  minimumInterestCents: Cents;
  maturityDate: CivilDate | null;
  valueCents: Cents | null;
  /** Budget with the borrower's own part. */
  costCents: Cents;
  hardCents: Cents;
  hardDrawnCents: Cents;
  principalCents: Cents;
  reserveLeftCents: Cents;
}

/** The loan that counts of a project: the newest that was neither declined nor cancelled, with its balances as of a day. */
export async function overviewLoan(
  db: Reader,
  _scope: Scope<'read:loans'>,
  projectId: string,
  today: CivilDate,
): Promise<OverviewLoan | undefined> {
  const { rows } = await sql<OverviewLoan>`
    select l.id, l.number, l.product, l.state, l.amount_cents as "amountCents", l.rate, l.day_count as "dayCount",
      l.interest_from as "interestFrom", l.default_rate as "defaultRate", l.exit_fee_cents as "exitFeeCents",
      l.minimum_interest_cents as "minimumInterestCents", l.maturity_date as "maturityDate", l.value_cents as "valueCents",
      b.cost as "costCents", b.hard as "hardCents", b.drawn as "hardDrawnCents",
      g.principal as "principalCents", g.reserve as "reserveLeftCents"
    from lending.loans l
    cross join lateral (
      select coalesce(sum(x.original_cents + x.changes_cents + x.equity_cents), 0)::bigint as cost,
        coalesce(sum(x.original_cents + x.changes_cents) filter (where x.kind = 'hard'), 0)::bigint as hard,
        coalesce(sum(x.drawn_cents) filter (where x.kind = 'hard'), 0)::bigint as drawn
      from lending.budget_lines x where x.loan_id = l.id) b
    cross join lateral (
      select coalesce(sum(n.amount_cents) filter (where n.account = 'principal'), 0)::bigint as principal,
        coalesce(sum(n.amount_cents) filter (where n.account = 'reserve_undrawn'), 0)::bigint as reserve
      from servicing.posting_lines n
      where n.loan_id = l.id and n.account in ('principal', 'reserve_undrawn') and n.effective_date <= ${today}::date) g
    where l.project_id = ${projectId} and l.state not in ('declined', 'cancelled')
    order by l.created_at desc, l.id desc limit 1`.execute(db);
  return rows[0];
}

export interface OverviewDraw {
  id: string;
  number: number | null;
  state: string;
  stateSince: string;
  requestedCents: bigint;
  proposedCents: bigint | null;
  requestedAt: string | null;
  fileCompleteAt: string | null;
}

/** The draw of a loan that is open; without one the last that was requested. Drafts are the builder's own. */
export async function overviewDraw(
  db: Reader,
  _scope: Scope<'read:draws'>,
  loanId: string,
): Promise<OverviewDraw | undefined> {
  const { rows } = await sql<OverviewDraw>`
    select d.id, d.number, d.state, d.state_since as "stateSince", d.requested_cents as "requestedCents",
      d.proposed_cents as "proposedCents", d.requested_at as "requestedAt", d.file_complete_at as "fileCompleteAt"
    from servicing.draws d
    where d.loan_id = ${loanId} and d.number is not null
    order by d.state in ('paid', 'rejected', 'withdrawn'), d.number desc limit 1`.execute(db);
  return rows[0];
}

export interface OverviewProgress {
  budgetLineId: string;
  name: string;
  budgetCents: bigint;
  drawnCents: bigint;
  builtPercent: number | null;
  inspectedOn: string | null;
}

/** Hard-cost lines with what was drawn and what the last inspection handed in saw; percentages stay with staff. */
export async function overviewProgress(
  db: Reader,
  _scope: Scope<'read:inspections'>,
  loanId: string,
  timeZone: string,
): Promise<OverviewProgress[]> {
  const { rows } = await sql<OverviewProgress>`
    select b.id as "budgetLineId", b.name, b.original_cents + b.changes_cents as "budgetCents", b.drawn_cents as "drawnCents",
      seen.percent as "builtPercent", seen.day as "inspectedOn"
    from lending.budget_lines b
    left join lateral (
      select r.percent, (t.submitted_at at time zone ${timeZone})::date as day
      from servicing.inspection_report_lines r
      join servicing.inspection_reports t on t.id = r.report_id
      join servicing.inspections i on i.id = t.inspection_id
      where r.budget_line_id = b.id and i.state in ('submitted', 'accepted')
      order by t.received_at desc, t.id desc limit 1) seen on true
    where b.loan_id = ${loanId} and b.kind = 'hard'
    order by b.position`.execute(db);
  return rows;
}

export interface OverviewPermit {
  id: string;
  type: string;
  description: string | null;
  state: PermitState;
  cycles: number;
  openCorrections: number;
  expiresDate: string | null;
  states: { state: PermitState; date: CivilDate }[];
}

/** Permits of a project in the order they were planned, with every state and the day it began. */
export async function overviewPermits(
  db: Reader,
  _scope: Scope<'read:permits'>,
  projectId: string,
): Promise<OverviewPermit[]> {
  const { rows } = await sql<OverviewPermit>`
    select m.id, m.type, m.description, m.state, m.expires_date as "expiresDate",
      (select count(*)::int from entitlement.review_cycles y where y.permit_id = m.id) as cycles,
      (select count(*)::int from entitlement.corrections k where k.permit_id = m.id and k.state = 'open') as "openCorrections",
      coalesce((select json_agg(json_build_object('state', c.state, 'date', c.effective_date) order by c.id)
        from entitlement.permit_changes c where c.permit_id = m.id), '[]') as states
    from entitlement.permits m
    where m.project_id = ${projectId}
    order by m.type <> 'building', m.created_at, m.id`.execute(db);
  return rows;
}

export interface OverviewCounts {
  orders: number;
  ordersIn: number;
  proformas: number;
  permits: number;
  draws: number;
  inspections: number;
  documents: number;
  openTasks: number;
}

/** The figures beside the tabs of a project's page; who does not read loans counts nothing of theirs. */
export async function overviewCounts(
  db: Reader,
  _scope: Scope<'read:reports'>,
  projectId: string,
  seesLoans: boolean,
): Promise<OverviewCounts> {
  const { rows } = await sql<OverviewCounts>`select
    (select count(*)::int from feasibility.consultant_orders o where o.project_id = ${projectId} and o.state <> 'cancelled') as orders,
    (select count(*)::int from feasibility.consultant_orders o where o.project_id = ${projectId} and o.state = 'accepted') as "ordersIn",
    (select count(*)::int from feasibility.proformas f where f.project_id = ${projectId}) as proformas,
    (select count(*)::int from entitlement.permits m where m.project_id = ${projectId}) as permits,
    (select count(*)::int from servicing.draws d where d.project_id = ${projectId} and d.number is not null and ${seesLoans}) as draws,
    (select count(*)::int from servicing.inspections i where i.project_id = ${projectId} and i.state <> 'cancelled' and ${seesLoans}) as inspections,
    (select count(*)::int from documents.documents c where c.project_id = ${projectId} and (c.loan_id is null or ${seesLoans})) as documents,
    (select count(*)::int from tasks.tasks t where t.project_id = ${projectId} and t.state in ('pending', 'in_progress')) as "openTasks"`.execute(
    db,
  );
  return rows[0]!;
}
