import { addDays, civilDate, daysBetween } from '@connect/domain/calendar';
import { OPEN_DRAW_STATES } from '@connect/domain/draw-states';
import type { Actor } from '../../platform/actor.ts';
import { bookDate } from '../../platform/book-time.ts';
import { coalesce } from '../../platform/coalesce.ts';
import { reader } from '../../platform/db.ts';
import { authorise } from '../identity/index.ts';
import * as repo from './dashboard.repo.ts';
import type { Dashboard, ServicingDesk } from './dashboard.schemas.ts';
import { stageCounts } from './deal-facts.repo.ts';
import { seesLoansOf } from './overview.ts';
import { ANSWER_WITHIN_MINUTES } from './signals.ts';

// The home page of everybody, and it counts whole tables: those who open it at once share the counting. What is shared is the same
// for every role that gets to see it; tasks are each user's own.
const sharedStages = coalesce<Awaited<ReturnType<typeof stageCounts>>>();
const sharedDeals = coalesce<repo.DealCounts>();
const sharedLoans = coalesce<Dashboard['loans']>();
const sharedDraws = coalesce<Dashboard['draws']>();

/** What stands where and what waits, counted; figures of loans and draws only for roles that read loans. */
export async function dashboard(actor: Actor, now: Date): Promise<Dashboard> {
  const scope = authorise(actor, 'read:reports');
  const today = bookDate(now);
  const answerBy = new Date(now.getTime() - ANSWER_WITHIN_MINUTES * 60_000);
  const sees = seesLoansOf(actor);
  const [stages, deals, loans, draws] = await Promise.all([
    sharedStages(today, () => stageCounts(reader(), scope)),
    sharedDeals(`${today} ${actor.userId} ${actor.role}`, () =>
      repo.dealCounts(reader(), scope, { today, answerBy, role: actor.role }),
    ),
    sees ? sharedLoans(today, () => loanFigures(actor, today)) : null,
    sees ? sharedDraws(today, () => drawFigures(actor, now, today)) : null,
  ]);
  return {
    asOf: today,
    stages,
    leads: { waiting: deals.leadsWaiting, late: deals.leadsLate, oldestAt: deals.oldestLeadAt },
    feasibility: { ordersLate: deals.ordersLate, decideThisWeek: deals.decideThisWeek },
    permits: {
      corrections: deals.permitsInCorrections,
      openCorrections: deals.openCorrections,
      withCity: deals.permitsWithCity,
    },
    tasks: { open: deals.tasksOpen, due: deals.tasksDue },
    loans,
    draws,
  };
}

async function loanFigures(actor: Actor, today: string): Promise<Dashboard['loans']> {
  const rows = await repo.loanStateCounts(reader(), authorise(actor, 'read:loans'), today);
  return {
    states: rows.map(({ withPrincipal: _, maturing: __, ...row }) => row),
    count: rows.reduce((sum, row) => sum + row.withPrincipal, 0),
    principalCents: rows.reduce((sum, row) => sum + row.principalCents, 0n),
    maturing: rows.reduce((sum, row) => sum + row.maturing, 0),
  };
}

const AGES = ['0_to_2_days', '3_to_5_days', '6_to_9_days', '10_days_or_more'];

async function drawFigures(actor: Actor, now: Date, today: string): Promise<Dashboard['draws']> {
  const scope = authorise(actor, 'read:draws');
  const since = addDays(civilDate(today), -30);
  const [states, ages, medianMinutes] = await Promise.all([
    repo.drawStateCounts(reader(), scope),
    repo.drawAges(reader(), scope, now),
    repo.medianToPaid(reader(), scope, since),
  ]);
  const open = states.filter(({ state }) => (OPEN_DRAW_STATES as readonly string[]).includes(state));
  const at = (bucket: number, hands: string): number =>
    ages.find((age) => age.bucket === bucket && age.hands === hands)?.count ?? 0;
  return {
    states,
    open: open.reduce((sum, row) => sum + row.count, 0),
    requestedCents: open.reduce((sum, row) => sum + row.requestedCents, 0n),
    ages: AGES.map((age, bucket) => ({
      age,
      us: at(bucket, 'us'),
      inspector: at(bucket, 'inspector'),
      builder: at(bucket, 'builder'),
    })),
    medianMinutes,
  };
}

const OLDEST = 6;
const LATEST = 8;

/** What servicing works from in the morning: the draws that wait for us, the late payments, the month end. */
export async function servicingDesk(actor: Actor, now: Date): Promise<ServicingDesk> {
  const today = civilDate(bookDate(now));
  const [oldest, late, monthEnd] = await Promise.all([
    repo.oldestDraws(reader(), authorise(actor, 'read:draws'), OLDEST),
    repo.lateLoans(reader(), authorise(actor, 'read:loans'), today),
    repo.latestMonthEnd(reader(), authorise(actor, 'read:postings')),
  ]);
  return {
    asOf: today,
    oldest,
    late: {
      loans: late.length,
      dueCents: late.reduce((sum, row) => sum + row.dueCents, 0n),
      items: late
        .slice(0, LATEST)
        .map((row) => ({ ...row, daysLate: daysBetween(civilDate(row.dueSince), today) })),
    },
    monthEnd: monthEnd ?? null,
  };
}
