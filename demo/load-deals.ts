import { addDays, addMonths, civilDate } from '@connect/domain/calendar';
import { bookDate } from '../apps/api/src/platform/book-time.ts';
import type { Json } from './client.ts';
import { drawDays, finishDraw, oneDraw, settlesOn } from './load-draws.ts';
import { exceptions } from './load-exceptions.ts';
import * as loans from './load-loans.ts';
import type { Meet } from './meeting.ts';
import { type Act, type Deal, reaches } from './sample-deal.ts';
import { REACHES, type Reach, type Scenario, scenarios } from './scenarios.ts';
import * as acquire from './steps/acquire.ts';
import * as entitle from './steps/entitle.ts';
import { AT_ONCE, Calendar, type World } from './world.ts';

/** Takes every second deal of the book, the even ones or the odd, as far as it goes; meets the other half before and after events are delivered. */
export async function loadHalf(world: World, half: 0 | 1, now: Date, meet: Meet): Promise<void> {
  const today = civilDate(bookDate(now));
  const deals = scenarios().map((scenario, index) => dealOf(scenario, index % 2 === half, now, today));
  const settle = async (): Promise<void> => {
    await meet();
    await world.settle();
    await meet();
  };
  const phase = async (from: Reach, work: Work): Promise<void> => {
    await inTurns(
      deals.filter((deal) => reaches(deal, from)),
      work,
    );
    await settle();
  };
  await phase('lead', (deal) => lead(world, deal));
  await phase('answered', (deal, i) => answer(world, deal, i));
  await phase('ordered', (deal) => feasibility(world, deal));
  await phase('go', (deal, i) => go(world, deal, i));
  await phase('submitted', (deal, i) => permit(world, deal, i));
  await endings(world, deals);
  await phase('loan', (deal, i) => loans.loan(world, deal, i));
  await phase('funded', (deal) => loans.sign(world, deal));
  await phase('funded', (deal, i) => loans.fund(world, deal, i));
  await service(
    world,
    deals.filter((deal) => reaches(deal, 'servicing')),
    settle,
  );
}

type Work = (deal: Deal, index: number) => Promise<unknown>;

/** Some of our half at a time. The index is the deal's in the whole list, whichever half it is of. */
async function inTurns(deals: Deal[], work: Work): Promise<void> {
  const waiting = deals.entries();
  const worker = async (): Promise<void> => {
    for (const [index, deal] of waiting) if (deal.ours) await work(deal, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function dealOf(scenario: Scenario, ours: boolean, now: Date, today: string): Deal {
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
  return { ...scenario, ours, today, calendar, day, due: (n) => addDays(start, n), project: undefined };
}

async function lead(world: World, deal: Deal): Promise<void> {
  const { place, askCents, summary, agent, calendar } = deal;
  deal.project = await acquire.submitLead(world.hand(agent, calendar), place, askCents, summary);
}

const DAYS_TO_DECISION = 30;
const DAYS_TO_SALE = loans.DAYS.funded + 365;

async function answer(world: World, deal: Deal, index: number): Promise<void> {
  const owner = index % 3 === 2 ? 'acquisitions2' : 'acquisitions';
  const minutes = [9, 14, 6, 17, 11][index % 5]!;
  deal.calendar.goToMoment(new Date(Date.parse(deal.project.createdAt) + minutes * 60_000 - 97_000));
  deal.project = await acquire.takeLead(
    world.hand(owner, deal.calendar),
    deal.project.id,
    world.people.get(owner)!.userId,
    reaches(deal, 'ordered') ? { decisionDue: deal.due(DAYS_TO_DECISION) } : {},
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
  const reports = reaches(deal, 'go') ? REPORTS.slice(0, 2) : REPORTS;
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
    // Where a plan follows, the lot and the house are drawn at once.
    if (orders[i].type === 'survey' && !reaches(deal, 'go'))
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

async function go(world: World, deal: Deal, index: number): Promise<void> {
  const acquisitions = world.hand('acquisitions', deal.calendar);
  deal.calendar.goTo(deal.day(18));
  await acquire.decideGo(
    acquisitions,
    deal.project.id,
    deal.day(18),
    REASONS[deal.askCents % REASONS.length]!,
  );
  deal.calendar.goTo(deal.day(22));
  const design = world.hand('design', deal.calendar);
  const { planIds } = world.common;
  await entitle.choosePlan(design, deal.project.id, planIds[index % planIds.length]!);
  await acquisitions.patch(`/v1/projects/${deal.project.id}`, {
    builderId: world.people.get(deal.builder)!.partyId,
    lotOutline: deal.place.lot,
    // The oldest houses are about to be sold; the others take a year after the funding.
    expectedClose: index < 4 ? addDays(civilDate(deal.today), 10 + index * 6) : deal.due(DAYS_TO_SALE),
  });
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
  if (deal.reach === 'corrections' || index % 3 === 0) {
    await entitle.returnPermit(entitlement, permit.id, on(72));
    if (deal.reach === 'corrections') return;
    await entitle.answerAndResubmit(entitlement, permit.id, on(81));
    await entitle.startReview(entitlement, permit.id, on(84));
  }
  const issued = on(110);
  await entitle.approvePermit(
    entitlement,
    permit.id,
    { approved: deal.day(106), issued, expires: addDays(civilDate(issued), 730) },
    number,
  );
}

/** What happens to a running loan, by date: draws and what finishes them, month ends, payments, and the payoff of closed deals. */
async function service(world: World, deals: Deal[], settle: () => Promise<void>): Promise<void> {
  const diaries = deals.map((deal, index) => diary(world, deal, index));
  for (let round = 0; diaries.some((acts) => round < acts.length); round++) {
    await inTurns(deals, async (_, index) => diaries[index]?.[round]?.act());
    await settle(); // a submitted inspection moves its draw before the next act
  }
}

function diary(world: World, deal: Deal, index: number): Act[] {
  const paidOff = deal.reach === 'closed' ? addDays(civilDate(deal.today), -40 - index * 3) : undefined;
  const through = paidOff ?? deal.today;
  const days = drawDays(deal, index, paidOff);
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
  const odd = paidOff ? [] : exceptions(world, deal, index);
  const acts = [...draws, ...months, ...odd].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return paidOff ? [...acts, { date: paidOff, act: () => loans.close(world, deal, index, paidOff) }] : acts;
}

async function endings(world: World, deals: Deal[]): Promise<void> {
  for (const deal of deals.filter((each) => each.ours && each.ending)) {
    const acquisitions = world.hand('acquisitions', deal.calendar);
    deal.calendar.goTo(deal.day(24));
    const path = `/v1/projects/${deal.project.id}`;
    if (deal.ending === 'pass')
      await acquisitions.move(path, 'pass', { reason: 'Slope and drainage eat the margin.' });
    else await acquisitions.move(path, 'withdraw', { reason: 'Seller accepted a cash offer.' });
  }
}
