/** A cap or floor pays what it changes of the interest of the note under it. */
import { noteSchedule } from '../../../src/note-schedule.ts';
import { roundedRate } from '../../../src/rate.ts';
import { Rational } from '../../../src/rational.ts';
import type { NoteEvent, Observed, ScheduledNote } from '../../../src/scheduled-note.ts';
import { noteOf } from './note-of.ts';
import { Terms } from './terms.ts';

/** One event an interest date: nothing is owed, nothing accrues. */
export function capFloorEvents(terms: Terms, observed: Observed): NoteEvent[] {
  const [reference] = terms.structure('contractStructure') as { object: Record<string, unknown> }[];
  const under = new Terms(reference!.object);
  const { note } = noteOf(under);
  under.assertAllRead();
  const [cap, floor] = [terms.decimal('lifeCap'), terms.decimal('lifeFloor')];
  const side = terms.text('contractRole') === 'SEL' ? -1 : 1;
  const interestOf = (change: { cap: Rational | null; floor: Rational | null }) =>
    noteSchedule(bounded(note, change), { observed, rounding: 'none' }).filter(
      ({ kind }) => kind === 'interest',
    );
  const [plain, capped, floored] = [
    interestOf({ cap: null, floor: null }),
    interestOf({ cap, floor: null }),
    interestOf({ cap: null, floor }),
  ];
  return plain.map((event, i) => {
    const saved = event.cash.minus(capped[i]!.cash).plus(floored[i]!.cash.minus(event.cash));
    const cash = saved.times(Rational.of(side));
    return { ...event, cash, principal: Rational.ZERO, rate: Rational.ZERO, accrued: Rational.ZERO };
  });
}

function bounded(
  note: ScheduledNote,
  { cap, floor }: { cap: Rational | null; floor: Rational | null },
): ScheduledNote {
  return {
    ...note,
    resets: note.resets.map((step) =>
      step.kind === 'fixed'
        ? step
        : {
            ...step,
            rule: { ...step.rule, cap: cap && roundedRate(cap), floor: floor && roundedRate(floor) },
          },
    ),
  };
}
