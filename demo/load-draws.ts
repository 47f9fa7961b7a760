import { addDays, addMonths, businessDayOnOrAfter, civilDate } from '@connect/domain/calendar';
import type { Json } from './client.ts';
import { DAYS } from './load-loans.ts';
import type { Deal } from './sample-deal.ts';
import * as draw from './steps/draw.ts';
import type { World } from './world.ts';

/** What a sample draw asks for, in percent of each line's budget; a house grows from the ground up. */
const PROGRESS: readonly (readonly [line: string, percent: number][])[] = [
  [
    ['Site work', 85],
    ['Foundation and concrete', 60],
  ],
  [
    ['Foundation and concrete', 40],
    ['Framing and lumber', 45],
  ],
  [
    ['Framing and lumber', 40],
    ['Roofing and siding', 35],
  ],
];
const FIRST_DRAW_AFTER = 20;
const LAST_BEFORE_PAYOFF = 15;

/** Where the newest draw of a loan stands, by turns, so that every state has something to show, and how many days ago it was asked for. */
const NEWEST = [
  ['paid', 9],
  ['review', 5],
  ['held', 8],
  ['requested', 2],
  ['draft', 1],
  ['inspection_scheduled', 2],
  ['approved', 6],
  ['returned', 3],
] as const;

/**
 * The days on which a loan's draws are requested: a month apart, the newest as long ago as where it stands asks for. Two months of
 * draws are shown, on some loans three; a loan that is paid off had one.
 */
export function drawDays(deal: Deal, index: number, paidOff: string | undefined): string[] {
  const newest = paidOff
    ? addDays(civilDate(paidOff), -LAST_BEFORE_PAYOFF)
    : addDays(civilDate(deal.today), -NEWEST[index % NEWEST.length]![1]);
  const first = addDays(civilDate(deal.day(DAYS.funded)), FIRST_DRAW_AFTER);
  const most = paidOff ? 1 : index % 4 === 0 ? 3 : 2;
  return Array.from({ length: most }, (_, n) => addMonths(newest, -n))
    .filter((day) => day >= first)
    .reverse();
}

/** The business day on which the bank moves the money of a draw requested on `day`. */
export const settlesOn = (day: string): string => businessDayOnOrAfter(addDays(civilDate(day), 5));

/** One draw, from request to money; the newest of a running loan stops where `NEWEST` says. */
export async function oneDraw(
  world: World,
  deal: Deal,
  number: number,
  day: string,
  newest: boolean,
  index: number,
): Promise<void> {
  const stop = newest && deal.reach !== 'closed' ? NEWEST[index % NEWEST.length]![0] : 'paid';
  const { calendar } = deal;
  calendar.goTo(day);
  const crew = crewOf(world, deal);
  const asks = PROGRESS[number]!.map(([line, percent], i) => ({
    line,
    percent,
    // One firm does most houses; on some, two ask for their money.
    payee: world.common.payees[(number + (index % 3 === 2 ? i : 0)) % world.common.payees.length]!,
  }));
  if (stop === 'draft') return void (await crew.builder.post('/v1/draws', { loanId: deal.loanId }));
  await draw.refreshEvidence(crew.servicing, deal.loanId!, day);
  const asked = await draw.requestDraw(crew.builder, deal.loanId!, asks, { photo: newest });
  if (stop === 'requested') return;
  const visit = addDays(civilDate(day), stop === 'inspection_scheduled' ? 3 : 2);
  const scheduled = await draw.scheduleInspection(crew.servicing, asked.id, crew.inspectorId, visit);
  if (stop === 'inspection_scheduled') return;
  calendar.goTo(visit);
  await draw.inspect(crew.inspector, scheduled, (line) => toDate(line, number, newest), {
    started: `${visit}T18:05:00Z`,
    submitted: `${visit}T18:50:00Z`,
  });
  deal.openDraw = {
    id: asked.id,
    inspection: { id: scheduled.inspection.id },
    stop,
    visit,
    payeesOf: asks.map((ask) => ask.payee),
    settles: settlesOn(day),
  };
}

/** What a draw needs once its inspection has been delivered by event. */
export async function finishDraw(world: World, deal: Deal): Promise<void> {
  const open = deal.openDraw;
  if (!open) return;
  deal.openDraw = undefined;
  const crew = crewOf(world, deal);
  deal.calendar.goTo(addDays(civilDate(open.visit), 1));
  if (open.stop === 'returned') return void (await draw.returnInspection(crew.servicing, open.inspection.id));
  await draw.startReview(crew.servicing, open);
  await draw.linkPayees(crew.servicing, deal.loanId!, open.payeesOf);
  if (open.stop === 'review' || open.stop === 'held')
    await draw.pairWaivers(crew.builder, crew.servicing, open.id, 1);
  if (open.stop === 'review') return;
  if (open.stop === 'held') {
    await crew.servicing.move(`/v1/draws/${open.id}`, 'hold', {
      reason: 'The last lien waiver is missing.',
    });
    return;
  }
  await draw.pairWaivers(crew.builder, crew.servicing, open.id);
  await draw.approveDraw(crew.servicing, crew.second, open.id);
  if (open.stop === 'approved') return;
  const { settles } = open;
  deal.calendar.goTo(settles);
  await draw.payDraw(crew.accounting, open.id, settles);
}

/** Percent of a line that is built when draw `number` is inspected; the newest visit finds the last line behind what was asked. */
function toDate(line: Json, number: number, newest: boolean): number {
  const asked = PROGRESS.slice(0, number + 1)
    .flat()
    .filter(([name]) => name === line.name);
  const percent = asked.reduce((sum, [, each]) => sum + each, 0);
  const last = PROGRESS[number]!.at(-1)![0] === line.name;
  return newest && last ? Math.max(0, percent - 10) : percent;
}

const crewOf = (world: World, deal: Deal): draw.Crew => {
  const hand = (key: string) => world.hand(key, deal.calendar);
  return {
    builder: hand(deal.builder),
    inspector: hand('inspector'),
    inspectorId: world.people.get('inspector')!.contactId,
    servicing: hand('servicing'),
    second: hand('servicing2'),
    accounting: hand('accounting'),
  };
};
