import { sql } from 'kysely';
import type { Reader } from '../../platform/db.ts';
import type { Scope } from '../identity/index.ts';

export interface DealCounts {
  leadsWaiting: number;
  leadsLate: number;
  oldestLeadAt: string | null;
  decideThisWeek: number;
  ordersLate: number;
  permitsInCorrections: number;
  openCorrections: number;
  permitsWithCity: number;
  tasksOpen: number;
  tasksDue: number;
}

/** What waits for somebody, counted; tasks are those of the caller and of the caller's role. */
export async function dealCounts(
  db: Reader,
  scope: Scope<'read:reports'>,
  at: { today: string; answerBy: Date; role: string },
): Promise<DealCounts> {
  const { rows } = await sql<DealCounts>`
    select l.*, d.*, o.*, m.*, k.*, t.* from
    (select count(*)::int as "leadsWaiting", count(*) filter (where p.created_at < ${at.answerBy})::int as "leadsLate",
       min(p.created_at) as "oldestLeadAt"
     from projects.projects p where p.stage = 'lead' and p.answered_at is null) l,
    (select count(*)::int as "decideThisWeek" from projects.projects p
     where p.stage = 'feasibility' and p.decision_due <= ${at.today}::date + 7) d,
    (select count(*)::int as "ordersLate" from feasibility.consultant_orders c
     where c.state in ('ordered', 'in_progress', 'returned') and c.due_date < ${at.today}::date) o,
    (select count(*) filter (where e.state in ('corrections', 'incomplete'))::int as "permitsInCorrections",
       count(*) filter (where e.state in ('submitted', 'resubmitted', 'complete', 'under_review'))::int as "permitsWithCity"
     from entitlement.permits e
     where e.state in ('corrections', 'incomplete', 'submitted', 'resubmitted', 'complete', 'under_review')) m,
    (select count(*)::int as "openCorrections" from entitlement.corrections r where r.state = 'open') k,
    (select count(*)::int as "tasksOpen", count(*) filter (where s.due_date <= ${at.today}::date)::int as "tasksDue"
     from tasks.tasks s where s.state in ('pending', 'in_progress')
       and (s.assignee_id = ${scope.userId} or (s.assignee_id is null and s.assignee_role = ${at.role}))) t`.execute(
    db,
  );
  return rows[0]!;
}

export interface LoanState {
  state: string;
  count: number;
  amountCents: bigint;
  principalCents: bigint;
  withPrincipal: number;
  maturing: number;
}

/** Loans by state with their principal from the ledger. */
export async function loanStateCounts(
  db: Reader,
  _scope: Scope<'read:loans'>,
  today: string,
): Promise<LoanState[]> {
  const { rows } = await sql<LoanState>`
    select l.state, count(*)::int as count, sum(l.amount_cents)::bigint as "amountCents",
      coalesce(sum(n.principal), 0)::bigint as "principalCents", count(*) filter (where n.principal > 0)::int as "withPrincipal",
      count(*) filter (where l.state in ('funded', 'recorded', 'servicing', 'default')
        and l.maturity_date <= ${today}::date + 90)::int as maturing
    from lending.loans l
    left join (select loan_id, sum(amount_cents) as principal from servicing.posting_lines
      where account = 'principal' and effective_date <= ${today}::date group by loan_id) n on n.loan_id = l.id
    group by l.state order by l.state`.execute(db);
  return rows;
}

export interface DrawState {
  state: string;
  count: number;
  requestedCents: bigint;
}

export async function drawStateCounts(db: Reader, _scope: Scope<'read:draws'>): Promise<DrawState[]> {
  const { rows } = await sql<DrawState>`
    select d.state, count(*)::int as count, sum(d.requested_cents)::bigint as "requestedCents"
    from servicing.draws d where d.state <> 'draft' group by d.state order by d.state`.execute(db);
  return rows;
}

const OPEN = sql`('requested', 'inspection_scheduled', 'inspection_complete', 'review', 'held', 'approved')`;
/** Whose turn an open draw is: the last stretch of `drawClock` in the domain, as a condition. */
const HANDS = sql`case when d.state = 'inspection_scheduled' then 'inspector' when d.state = 'held' then 'builder'
  when d.state in ('inspection_complete', 'review') and d.file_complete_at is null then 'builder' else 'us' end`;

export interface DrawAge {
  bucket: number;
  hands: 'us' | 'inspector' | 'builder';
  count: number;
}

/** Open draws by whole days since the request, in buckets that begin at 0, 3, 6 and 10 days, and by whose turn it is. */
export async function drawAges(db: Reader, _scope: Scope<'read:draws'>, now: Date): Promise<DrawAge[]> {
  const { rows } = await sql<DrawAge>`
    select width_bucket(extract(epoch from ${now}::timestamptz - d.requested_at) / 86400, array[3, 6, 10]) as bucket,
      ${HANDS} as hands, count(*)::int as count
    from servicing.draws d where d.state in ${OPEN} and d.requested_at is not null group by 1, 2`.execute(db);
  return rows;
}

/** Median minutes from the complete file to the payment of draws paid since a day; null without any. */
export async function medianToPaid(
  db: Reader,
  _scope: Scope<'read:draws'>,
  since: string,
): Promise<number | null> {
  const { rows } = await sql<{ minutes: number | null }>`
    select (percentile_cont(0.5) within group (order by extract(epoch from d.state_since - d.file_complete_at) / 60))::int as minutes
    from servicing.draws d
    where d.state = 'paid' and d.paid_on >= ${since}::date and d.file_complete_at is not null`.execute(db);
  return rows[0]?.minutes ?? null;
}

export interface WaitingDraw {
  id: string;
  number: number;
  state: string;
  address: string;
  loanNumber: string;
  requestedCents: bigint;
  requestedAt: string;
  fileCompleteAt: string | null;
}

/** Open draws that wait for us, oldest first. */
export async function oldestDraws(
  db: Reader,
  _scope: Scope<'read:draws'>,
  limit: number,
): Promise<WaitingDraw[]> {
  const { rows } = await sql<WaitingDraw>`
    select d.id, d.number, d.state, l.address, l.number as "loanNumber", d.requested_cents as "requestedCents",
      d.requested_at as "requestedAt", d.file_complete_at as "fileCompleteAt"
    from servicing.draws d join lending.loans l on l.id = d.loan_id
    where d.state in ${OPEN} and d.requested_at is not null and ${HANDS} = 'us'
    order by d.requested_at, d.id limit ${limit}`.execute(db);
  return rows;
}

export interface LateLoan {
  loanId: string;
  loanNumber: string;
  borrowerName: string;
  dueSince: string;
  dueCents: bigint;
}

/**
 * Loans with billed interest past its due date. What is not paid is the receivable of the ledger less bills not yet due; since payments
 * settle the oldest bill first, the oldest unpaid is the last one reached when the past-due amount is filled from the newest back.
 */
export async function lateLoans(db: Reader, _scope: Scope<'read:loans'>, today: string): Promise<LateLoan[]> {
  const { rows } = await sql<LateLoan>`
    with owed as (
      select n.loan_id, sum(n.amount_cents) as cents from servicing.posting_lines n
      where n.account = 'interest_receivable' and n.effective_date <= ${today}::date
      group by n.loan_id having sum(n.amount_cents) > 0),
    bills as (
      select b.loan_id, b.due_date, b.amount_cents - b.from_reserve_cents as cents
      from servicing.interest_bills b join owed using (loan_id) where b.reversed_at is null and b.amount_cents > b.from_reserve_cents),
    past as (
      select o.loan_id, o.cents - coalesce((select sum(b.cents) from bills b where b.loan_id = o.loan_id and b.due_date >= ${today}::date), 0) as due
      from owed o),
    newer as (
      select b.loan_id, b.due_date, coalesce(sum(b.cents) over (partition by b.loan_id order by b.due_date desc
        rows between unbounded preceding and 1 preceding), 0) as newer_cents
      from bills b where b.due_date < ${today}::date)
    select p.loan_id as "loanId", l.number as "loanNumber", p.due::bigint as "dueCents", min(w.due_date) as "dueSince",
      coalesce((select c.name from lending.loan_parties y join contacts.parties c on c.id = y.party_id
        where y.loan_id = l.id and y.role = 'borrower'), '') as "borrowerName"
    from past p join lending.loans l on l.id = p.loan_id
    join newer w on w.loan_id = p.loan_id and w.newer_cents < p.due
    where p.due > 0 group by p.loan_id, l.id, p.due order by min(w.due_date), p.loan_id`.execute(db);
  return rows;
}

export interface MonthEndState {
  period: string;
  state: string;
  startedAt: string;
  finishedAt: string | null;
  loans: number;
  billed: number;
  statements: number;
  failed: number;
  billedCents: bigint;
}

/** How far the latest month-end run has come. */
export async function latestMonthEnd(
  db: Reader,
  _scope: Scope<'read:postings'>,
): Promise<MonthEndState | undefined> {
  const { rows } = await sql<MonthEndState>`
    select e.period, e.state, e.started_at as "startedAt", e.finished_at as "finishedAt", count(x.*)::int as loans,
      count(*) filter (where x.bill in ('done', 'nothing'))::int as billed,
      count(*) filter (where x.statement = 'done')::int as statements,
      count(*) filter (where x.bill = 'failed' or x.statement = 'failed')::int as failed,
      coalesce(sum(b.amount_cents), 0)::bigint as "billedCents"
    from (select * from servicing.month_ends order by period desc limit 1) e
    left join servicing.month_end_loans x on x.period = e.period
    left join servicing.interest_bills b on b.id = x.bill_id
    group by e.period, e.state, e.started_at, e.finished_at`.execute(db);
  return rows[0];
}
