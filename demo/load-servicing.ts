import { addDays, addMonths, civilDate, startOfMonth } from '@connect/domain/calendar';
import { drawDays, finishDraw, oneDraw, settlesOn } from './load-draws.ts';
import { exceptions } from './load-exceptions.ts';
import * as loans from './load-loans.ts';
import type { Deal } from './sample-deal.ts';
import * as draw from './steps/draw.ts';
import * as service from './steps/service.ts';
import { Calendar, inTurns, type World } from './world.ts';

/** Something that happens on a civil date. */
export interface Act {
  date: string;
  act(): Promise<unknown>;
}

/**
 * What happens to running loans, by date: draws and what finishes them, month ends, payments, what goes wrong, and the payoff of
 * closed deals. Loans go on beside each other until something concerns them all.
 * @param latest moment, in milliseconds, up to which today's acts are dated
 */
export async function service_(world: World, deals: Deal[], today: string, latest: number): Promise<void> {
  const diaries = deals.map((deal, index) => diary(world, deal, index));
  const book = [...wholeBook(world, today, latest), { date: '9999-12-31', act: async () => {} }];
  for (const { date, act } of book.sort(byDate)) {
    const due = diaries.map((acts) => acts.splice(0, acts.filter((each) => each.date < date).length));
    for (let round = 0; due.some((acts) => round < acts.length); round++) {
      await inTurns(due, async (acts) => void (await acts[round]?.act()));
      await world.settle(); // a submitted inspection moves its draw before the next act
    }
    await act();
    await world.settle();
  }
}
