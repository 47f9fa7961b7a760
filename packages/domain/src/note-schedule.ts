/**
 * What a note's own terms make of it, date by date: interest, principal, rate and balance if everybody pays as written. A loan's books
 * follow from its history (project-loan.ts); this is the schedule that the history is held against.
 */
import type { CivilDate } from './calendar.ts';
import { doAct } from './note-acts.ts';
import { noteAgenda } from './note-agenda.ts';
import { NoteRun, type Rounding } from './note-run.ts';
import { NOTHING_OBSERVED, type NoteEvent, type Observed, type ScheduledNote } from './scheduled-note.ts';

export interface NoteScheduleOptions {
  observed?: Observed;
  /** Where the schedule of a note without an end of its own breaks off; nothing of this day is in it. */
  until?: CivilDate;
  rounding?: Rounding;
}

/**
 * The schedule of a note.
 * @throws RangeError for a note that ends nowhere and is not told until when
 */
export function noteSchedule(note: ScheduledNote, options: NoteScheduleOptions = {}): NoteEvent[] {
  const { observed = NOTHING_OBSERVED, rounding = 'cents' } = options;
  const until = note.maturity ?? options.until ?? observed.calledOn;
  if (!until) throw new RangeError('A note without maturity needs a day until which it is reckoned.');
  const run = new NoteRun(note, observed, noteAgenda(note, observed, until), rounding);
  if (note.boarded && note.boarded.on >= note.settledOn) run.begin(note.boarded.on, note.boarded.accrued);
  for (const act of run.acts()) doAct(run, act);
  return run.events;
}
