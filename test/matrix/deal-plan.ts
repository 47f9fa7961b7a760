import type { Hand } from '../../demo/client.ts';
import type { Calendar } from '../../demo/world.ts';
import type { SignedIn } from '../actors.ts';
import type { Limited } from './limited.ts';

/** What a deal of the matrix is built from. */
export interface DealPlan {
  word: string;
  people: Record<Limited, SignedIn>;
  calendar: Calendar;
  bankLineId: string;
  planId: string;
  /** Civil date `n` days after the lead. */
  day(n: number): string;
}

/** Who acts in a deal, and on which day. */
export interface Hands {
  staff(key: string): Hand;
  partner(role: Limited): Hand;
  on(n: number): string;
}
