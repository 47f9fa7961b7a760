import { type CivilDate, civilDate, daysBetween, formatDuration } from '@connect/domain/calendar';
import type { DealFacts } from './deal-facts.repo.ts';

/** What a deal waits for, in a few words: grey waiting, blue moving, green settled, amber look, red holds. */
export interface Signal {
  tone: 'wait' | 'move' | 'settled' | 'look' | 'hold';
  code: string;
  text: string;
  /** Since when, as a moment or a civil date; null when there is nothing to wait for. */
  since: string | null;
}

interface Deal {
  stage: string;
  stageSince: string;
  createdAt: string;
  answeredAt: string | null;
  decisionDue: string | null;
}

/** A lead is answered within this many minutes; amber past half of it, red past it (DESIGN, Clocks). */
export const ANSWER_WITHIN_MINUTES = 20;

/** @param now the moment of asking; `today` its civil date in the book's zone. */
export function signalOf(deal: Deal, facts: DealFacts | undefined, now: Date, today: CivilDate): Signal {
  if (deal.stage === 'lead') return leadSignal(deal, now);
  if (!facts) return { tone: 'wait', code: 'unknown', text: '–', since: null };
  if (deal.stage === 'feasibility') return feasibilitySignal(deal, facts, today);
  if (deal.stage === 'go') return permitSignal(facts, today);
  if (deal.stage === 'funded')
    return facts.loanState === 'recorded'
      ? { tone: 'settled', code: 'recorded', text: 'Recorded', since: deal.stageSince }
      : { tone: 'look', code: 'not_recorded', text: 'Deed not recorded', since: deal.stageSince };
  if (deal.stage === 'servicing') return servicingSignal(facts);
  return { tone: 'settled', code: deal.stage, text: WORDS[deal.stage] ?? deal.stage, since: null };
}

const WORDS: Record<string, string> = { closed: 'Closed', pass: 'Passed', withdrawn: 'Withdrawn' };

const minutes = (from: string, to: number): number =>
  Math.max(0, Math.round((to - Date.parse(from)) / 60_000));

function leadSignal(deal: Deal, now: Date): Signal {
  if (deal.answeredAt) {
    const took = minutes(deal.createdAt, Date.parse(deal.answeredAt));
    return { tone: 'settled', code: 'answered', text: `Answered in ${formatDuration(took)}`, since: null };
  }
  const waited = minutes(deal.createdAt, now.getTime());
  const tone = waited > ANSWER_WITHIN_MINUTES ? 'hold' : waited > ANSWER_WITHIN_MINUTES / 2 ? 'look' : 'wait';
  return { tone, code: 'not_answered', text: 'Not answered', since: deal.createdAt };
}

function feasibilitySignal(deal: Deal, facts: DealFacts, today: CivilDate): Signal {
  if (facts.lateOrder && facts.lateSince) {
    const days = daysBetween(civilDate(facts.lateSince), today);
    return {
      tone: 'look',
      code: 'order_late',
      text: `${facts.lateOrder} ${days} ${days === 1 ? 'day' : 'days'} late`,
      since: facts.lateSince,
    };
  }
  if (facts.orders > facts.ordersIn || facts.orders === 0)
    return {
      tone: 'wait',
      code: 'reports',
      text: facts.orders === 0 ? 'No reports ordered' : `${facts.ordersIn} of ${facts.orders} reports in`,
      since: deal.stageSince,
    };
  if (facts.proformas === 0)
    return { tone: 'look', code: 'no_proforma', text: 'Proforma missing', since: deal.stageSince };
  return { tone: 'move', code: 'decide', text: 'Ready to decide', since: deal.stageSince };
}

const WITH_CITY = new Set(['submitted', 'resubmitted', 'complete', 'under_review']);

function permitSignal(facts: DealFacts, today: CivilDate): Signal {
  const { permitState: state, permitSince: since } = facts;
  if (!state || !since || state === 'planning')
    return { tone: 'wait', code: 'permit_planning', text: 'Permit in planning', since };
  const days = daysBetween(civilDate(since), today);
  if (state === 'corrections' || state === 'incomplete')
    return {
      tone: 'look',
      code: 'corrections',
      text: `Corrections, ${days} ${days === 1 ? 'day' : 'days'}`,
      since,
    };
  if (state === 'expired') return { tone: 'hold', code: 'permit_expired', text: 'Permit expired', since };
  if (WITH_CITY.has(state))
    return {
      tone: 'move',
      code: 'with_city',
      text: `With city ${days} ${days === 1 ? 'day' : 'days'}`,
      since,
    };
  if (facts.loanState)
    return { tone: 'move', code: 'loan', text: `Loan ${facts.loanState.replaceAll('_', ' ')}`, since };
  return { tone: 'settled', code: 'permit_approved', text: 'Approved, build loan', since };
}

const DRAW_TONE: Record<string, Signal['tone']> = { held: 'hold', review: 'move', approved: 'settled' };

function servicingSignal(facts: DealFacts): Signal {
  if (facts.loanState === 'default')
    return { tone: 'hold', code: 'default', text: 'In default', since: null };
  if (facts.drawState && facts.drawNumber !== null)
    return {
      tone: DRAW_TONE[facts.drawState] ?? 'wait',
      code: `draw_${facts.drawState}`,
      text: drawWords(facts.drawNumber, facts.drawState),
      since: facts.drawSince,
    };
  if (facts.loanState === 'paid_off')
    return { tone: 'look', code: 'release_due', text: 'Record the release', since: null };
  return { tone: 'settled', code: 'quiet', text: 'No draw open', since: null };
}

const drawWords = (number: number, state: string): string =>
  (DRAW_WORDS[state] ?? `Draw # ${state.replaceAll('_', ' ')}`).replace('#', String(number));

/** Short enough for a card of the board. */
const DRAW_WORDS: Record<string, string> = {
  requested: 'Schedule draw #',
  inspection_scheduled: 'Inspect draw #',
  inspection_complete: 'Review draw #',
  review: 'Draw # in review',
  held: 'Draw # held',
  approved: 'Pay draw #',
};
