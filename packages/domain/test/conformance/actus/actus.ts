/** Contracts of the ACTUS standard with all their events, compared event by event. */
import { addMonths } from '../../../src/calendar.ts';
import { noteSchedule } from '../../../src/note-schedule.ts';
import type { NoteEvent, NoteEventKind } from '../../../src/scheduled-note.ts';
import { units } from '../decimal.ts';
import { type ConformanceCase, isNear, type Suite } from '../outcome.ts';
import { capFloorEvents } from './cap-floor.ts';
import { noteOf } from './note-of.ts';
import { observedOf } from './observed.ts';
import { dateOf, Terms } from './terms.ts';

interface ActusFile {
  tests: { id: string; test: ActusTest }[];
}
interface ActusTest {
  terms: Record<string, unknown>;
  to?: string;
  dataObserved?: unknown;
  eventsObserved?: unknown;
  results: ActusEvent[];
}
interface ActusEvent {
  eventDate: string;
  eventType: string;
  payoff: unknown;
  notionalPrincipal: unknown;
  nominalInterestRate: unknown;
  accruedInterest: unknown;
}

const TOLERANCE = 1e-8;

const TYPE_OF: Record<NoteEventKind, string> = {
  settled: 'IED',
  called: 'XD',
  repaid: 'PR',
  lent: 'PI',
  prepaid: 'PP',
  interest: 'IP',
  capitalised: 'IPCI',
  rate_fixed: 'RRF',
  rate_read: 'RR',
  base_set: 'IPCB',
  call_due: 'STD',
  matured: 'MD',
};

export const actus: Suite = {
  file: 'actus.json',
  variable: 'ACTUS_CASES',
  read: ({ tests }: ActusFile): ConformanceCase[] =>
    tests.map(({ id, test }) => ({
      name: id,
      answeredBy: 'noteSchedule',
      check: () => differences(eventsOf(test), test.results),
    })),
};

interface Row {
  date: string;
  type: string;
  payoff: number;
  principal: number;
  rate: number;
  accrued: number;
}

function eventsOf({ terms: given, to, dataObserved, eventsObserved }: ActusTest): Row[] {
  const terms = new Terms(given);
  const until = to?.trim() ? dateOf(to) : undefined;
  const upTo = (rows: Row[]) => rows.filter(({ date }) => !until || date <= until);
  if (terms.text('contractType') === 'CAPFL') {
    const events = capFloorEvents(terms, observedOf(dataObserved, eventsObserved, 'lender').observed);
    // A cap asks nothing of the dates it was agreed and looked at.
    terms.text('statusDate');
    terms.assertAllRead();
    return upTo(events.map((event) => rowOf(event, 'IP')));
  }
  const { note, type } = noteOf(terms);
  terms.assertAllRead();
  const { observed, notice } = observedOf(dataObserved, eventsObserved, note.side);
  const events = noteSchedule(
    { ...note, notice: notice ?? note.notice },
    // The payments of an exotic contract end it; others without an end of their own break off where the case does.
    { observed, rounding: 'none', until: type === 'LAX' ? addMonths(note.settledOn, 600) : until },
  );
  return upTo(
    events.map((event) =>
      rowOf(event, event.kind === 'prepaid' && type === 'UMP' ? 'PR' : TYPE_OF[event.kind]),
    ),
  );
}

const rowOf = ({ date, cash, principal, rate, accrued }: NoteEvent, type: string): Row => ({
  date,
  type,
  payoff: units(cash),
  principal: units(principal),
  rate: rate.toNumberForDisplay(),
  accrued: units(accrued),
});

/** Every event expected is ours, every event of ours is expected; the order within a day is the standard's own affair. */
function differences(ours: Row[], expected: ActusEvent[]): string[] {
  const left = [...ours];
  const wrong = expected.flatMap((event) => {
    const [date, type] = [dateOf(event.eventDate), event.eventType.trim()];
    const at = left.findIndex((row) => row.date === date && row.type === type);
    if (at < 0) return [`${date} ${type} is missing`];
    const [row] = left.splice(at, 1);
    return valuesOf(event).flatMap(([name, value]) =>
      isNear(row![name], value, TOLERANCE) ? [] : [`${date} ${type} ${name} is ${row![name]}, not ${value}`],
    );
  });
  return [...wrong, ...left.map(({ date, type }) => `${date} ${type} is not expected`)];
}

const valuesOf = (event: ActusEvent) =>
  [
    ['payoff', Number(event.payoff)],
    ['principal', Number(event.notionalPrincipal)],
    ['rate', Number(event.nominalInterestRate)],
    ['accrued', Number(event.accruedInterest)],
  ] as const;
