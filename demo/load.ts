import { addDays, addMonths, civilDate } from '@connect/domain/calendar';
import type { Logger } from 'pino';
import { bookDate } from '../apps/api/src/platform/book-time.ts';
import type { Config } from '../apps/api/src/platform/config.ts';
import { openDatabase, useDatabase } from '../apps/api/src/platform/db.ts';
import type { Json } from './client.ts';
import { drawDays, finishDraw, oneDraw, settlesOn } from './load-draws.ts';
import * as loans from './load-loans.ts';
import { type Deal, reaches } from './sample-deal.ts';
import { loadPeople } from './sample-people.ts';
import { loadPlans } from './sample-plans.ts';
import { REACHES, type Reach, type Scenario, scenarios } from './scenarios.ts';
import * as acquire from './steps/acquire.ts';
import * as entitle from './steps/entitle.ts';
import * as lend from './steps/lend.ts';
import { Calendar, World } from './world.ts';

const AT_ONCE = 4;

/** A load that is cut short is begun again, so its commits need not wait for the disk. */
const UNSAFE = '-c synchronous_commit=off';

/** Fills an empty book with sample data through the API itself, each act on its own day of the past. */
export async function loadSampleData(config: Config, log: Logger, now = new Date()): Promise<void> {
  // Few connections and one plan for each statement: each connection makes its own plans, and makes the same again for new values.
  const database = openDatabase(
    config.databaseUrl,
    AT_ONCE + 1,
    `${UNSAFE} -c plan_cache_mode=force_generic_plan`,
  );
  useDatabase(database);
  const world = new World(config.databaseOwnerUrl, log);
  try {
    const today = civilDate(bookDate(now));
    const first = new Date(now.getTime() - 400 * 86_400_000);
    await loadPeople(world, first);
    const plans = await loadPlans(world, new Calendar(first));
    const deals = scenarios().map((scenario) => dealOf(scenario, now, today));
    const phase = (from: Reach, work: (deal: Deal, index: number) => Promise<void>): Promise<void> =>
      inTurns(
        deals.filter((deal) => REACHES.indexOf(deal.reach) >= REACHES.indexOf(from)),
        work,
      ).then(() => world.settle());
    await phase('lead', (deal) => lead(world, deal));
    await phase('answered', (deal, i) => answer(world, deal, i));
    await phase('ordered', (deal) => feasibility(world, deal));
    await phase('go', (deal, i) => go(world, deal, plans[i % plans.length]!.id));
    await phase('submitted', (deal, i) => permit(world, deal, i));
    await endings(world, deals);
    const line = await lend.bankLine(world.hand('servicing', new Calendar(first)));
    await phase('loan', (deal) => loans.loan(world, deal));
    await phase('funded', (deal) => loans.sign(world, deal));
    await phase('funded', (deal, i) => loans.fund(world, deal, i, line.id));
    await service(
      world,
      deals.filter((deal) => reaches(deal, 'servicing')),
    );
  } finally {
    await world.close();
    await database.close();
  }
}

function dealOf(scenario: Scenario, now: Date, today: string): Deal {
  const start = scenario.daysAgo > 0 ? addDays(civilDate(today), -scenario.daysAgo) : civilDate(today);
  const calendar = new Calendar(
    scenario.daysAgo > 0
      ? new Date(`${start}T16:30:00Z`)
      : new Date(now.getTime() - scenario.minutesAgo * 60_000 - 97_000),
  );
  const day = (n: number): string => {
    const wanted = addDays(start, n);
    return wanted < today ? wanted : today;
  };
  return { ...scenario, today, calendar, day, project: undefined };
}

/** Some at a time: two cores have better things to do than wait for one answer after another. */
async function inTurns<T>(items: T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) await work(item, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function lead(world: World, deal: Deal): Promise<void> {
  const { place, askCents, summary, agent, calendar } = deal;
  deal.project = await acquire.submitLead(world.hand(agent, calendar), place, askCents, summary);
}

async function answer(world: World, deal: Deal, index: number): Promise<void> {
  const owner = index % 3 === 2 ? 'acquisitions2' : 'acquisitions';
  const minutes = [9, 14, 6, 17, 11][index % 5]!;
  deal.calendar.goToMoment(new Date(Date.parse(deal.project.createdAt) + minutes * 60_000 - 97_000));
  deal.project = await acquire.takeLead(
    world.hand(owner, deal.calendar),
    deal.project.id,
    world.people.get(owner)!.userId,
  );
}

const REPORTS = [
  ['survey', 'consultant', 9],
  ['title', 'consultant2', 6],
  ['arborist', 'consultant3', 8],
] as const;

async function feasibility(world: World, deal: Deal): Promise<void> {
  const acquisitions = world.hand('acquisitions', deal.calendar);
  deal.calendar.goTo(deal.day(1));
  await acquire.startFeasibility(acquisitions, deal.project.id, deal.day(1));
  const orders: Json[] = [];
  // The trees of the older deals were looked at before our time; what a loan rests on is title and survey.
  const reports = reaches(deal, 'loan') ? REPORTS.slice(0, 2) : REPORTS;
  for (const [type, consultant] of reports)
    orders.push(
      await acquire.orderReport(
        acquisitions,
        deal.project.id,
        type,
        world.people.get(consultant)!.partyId,
        deal.day(1),
      ),
    );
  const expected = deal.reach === 'ordered' ? 0 : deal.reach === 'reported' ? 2 : reports.length;
  for (const [i, [, consultant, days]] of reports.slice(0, expected).entries()) {
    deal.calendar.goTo(deal.day(1 + days));
    await acquire.deliverReport(world.hand(consultant, deal.calendar), orders[i], deal.day(1 + days));
    await acquire.acceptReport(acquisitions, orders[i].id);
    if (orders[i].type === 'survey')
      await acquire.drawLot(acquisitions, deal.project.id, { ...deal.place.lot, footprint: null });
  }
  if (REACHES.indexOf(deal.reach) >= REACHES.indexOf('decidable'))
    await acquire.saveProforma(acquisitions, deal.project.id, deal.askCents, deal.day(30));
}

const REASONS = [
  'Clean title, good return at ask.',
  'Corner lot, alley access, quick permit.',
  'Builder has done this plan twice.',
  'Strong comparables within two blocks.',
];

async function go(world: World, deal: Deal, planId: string): Promise<void> {
  const acquisitions = world.hand('acquisitions', deal.calendar);
  deal.calendar.goTo(deal.day(18));
  await acquire.decideGo(
    acquisitions,
    deal.project.id,
    deal.day(18),
    REASONS[deal.askCents % REASONS.length]!,
  );
  await acquire.nameBuilder(acquisitions, deal.project.id, world.people.get(deal.builder)!.partyId);
  deal.calendar.goTo(deal.day(22));
  const design = world.hand('design', deal.calendar);
  await entitle.choosePlan(design, deal.project.id, planId);
  await acquire.drawLot(design, deal.project.id, deal.place.lot);
}

async function permit(world: World, deal: Deal, index: number): Promise<void> {
  if (deal.ending) return;
  const entitlement = world.hand('entitlement', deal.calendar);
  const permit = await entitle.buildingPermit(entitlement, deal.project.id);
  deal.permitId = permit.id;
  const number = `60${10_000 + index}-CN`;
  const on = (n: number): string => {
    deal.calendar.goTo(deal.day(n));
    return deal.day(n);
  };
  await entitle.submitPermit(entitlement, permit.id, on(36), number);
  await entitle.startReview(entitlement, permit.id, on(41));
  if (deal.reach === 'submitted') return;
  await entitle.returnPermit(entitlement, permit.id, on(72));
  if (deal.reach === 'corrections') return;
  await entitle.answerAndResubmit(entitlement, permit.id, on(81));
  await entitle.startReview(entitlement, permit.id, on(84));
  const issued = on(110);
  await entitle.approvePermit(
    entitlement,
    permit.id,
    { approved: deal.day(106), issued, expires: addDays(civilDate(issued), 730) },
    number,
  );
}

/** What happens to a running loan, by date: draws and what finishes them, month ends, payments, and the payoff of closed deals. */
async function service(world: World, deals: Deal[]): Promise<void> {
  const diaries = deals.map((deal, index) => diary(world, deal, index));
  for (let round = 0; diaries.some((acts) => round < acts.length); round++) {
    await inTurns(diaries, async (acts) => acts[round]?.act());
    await world.settle(); // a submitted inspection moves its draw before the next act
  }
}

interface Act {
  date: string;
  act(): Promise<void>;
}

function diary(world: World, deal: Deal, index: number): Act[] {
  const paidOff = deal.reach === 'closed' ? addDays(civilDate(deal.today), -40 - index * 3) : undefined;
  const through = paidOff ?? deal.today;
  // The last draw has settled before the payoff.
  const days = drawDays(deal, paidOff ? addDays(paidOff, -10) : through);
  const draws = days.flatMap((day, n) => [
    { date: day, act: () => oneDraw(world, deal, n, day, n === days.length - 1, index) },
    { date: settlesOn(day), act: () => finishDraw(world, deal) },
  ]);
  const months = loans.monthsOf(deal, through).flatMap((period) => {
    const first = addMonths(civilDate(`${period}-01`), 1);
    const payday = addDays(first, 9);
    const pays = index % 7 !== 3 && payday <= through;
    return [
      { date: first, act: () => loans.monthEnd(world, deal, period) },
      ...(pays ? [{ date: payday, act: () => loans.pay(world, deal, payday) }] : []),
    ];
  });
  const acts = [...draws, ...months].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return paidOff ? [...acts, { date: paidOff, act: () => loans.close(world, deal, index, paidOff) }] : acts;
}

async function endings(world: World, deals: Deal[]): Promise<void> {
  for (const deal of deals.filter((each) => each.ending)) {
    const acquisitions = world.hand('acquisitions', deal.calendar);
    deal.calendar.goTo(deal.day(24));
    const path = `/v1/projects/${deal.project.id}`;
    if (deal.ending === 'pass')
      await acquisitions.move(path, 'pass', { reason: 'Slope and drainage eat the margin.' });
    else await acquisitions.move(path, 'withdraw', { reason: 'Seller accepted a cash offer.' });
  }
}
