import type { Json } from './client.ts';
import { REACHES, type Reach, type Scenario } from './scenarios.ts';
import type { Payee } from './steps/draw.ts';
import type { Calendar } from './world.ts';

/** One sample deal on its way through the book. */
export interface Deal extends Scenario {
  calendar: Calendar;
  today: string;
  /** Civil date `n` days after the lead, never after today. */
  day(n: number): string;
  /** The same for what is expected: it may be to come. */
  due(n: number): string;
  project: Json;
  permitId?: string;
  loanId?: string;
  interestFrom?: 'billed' | 'reserve';
  /** A draw whose inspection is in and waits to be moved by event. */
  openDraw?:
    | { id: string; inspection: { id: string }; stop: string; payeesOf: Payee[]; settles: string }
    | undefined;
}

/** Whether the deal comes this far. */
export const reaches = (deal: Deal, reach: Reach): boolean =>
  REACHES.indexOf(deal.reach) >= REACHES.indexOf(reach);
