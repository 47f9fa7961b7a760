import type { CivilDate } from '@connect/domain/calendar';
import { type Condition, type ConditionCode, judgeConditions } from '@connect/domain/conditions';
import { bookDate } from '../../../platform/book-time.ts';
import type { Reader } from '../../../platform/db.ts';
import { overridesOf } from './evidence.repo.ts';
import { gather, type KnownDraw } from './gather-evidence.ts';
import { type Reviewed, reviewOf } from './review-of.ts';

export interface JudgedCondition extends Condition {
  overridden: boolean;
}

export interface Judged extends Reviewed {
  conditions: JudgedCondition[];
  overrides: (Awaited<ReturnType<typeof overridesOf>>[number] & { counts: boolean })[];
  /** Sentences of the conditions that hold and are not overridden. */
  red: string[];
}

/**
 * Gathers the evidence of a draw and judges its conditions, by the civil day of `now` in the book's zone. An override counts when a
 * second person confirmed it and the finding is still, word by word, what it was given for.
 */
export async function judgeDraw(db: Reader, draw: KnownDraw, now: Date): Promise<Judged> {
  const reviewed = await reviewOf(db, draw);
  const [evidence, overrides] = await Promise.all([
    gather(db, draw, reviewed, bookDate(now) as CivilDate),
    overridesOf(db, draw.id),
  ]);
  const judged = judgeConditions(evidence);
  const findings = new Map(
    judged.map(({ code, reason, overridable }) => [code, overridable ? reason : null]),
  );
  const marked = overrides.map((each) => ({
    ...each,
    counts: each.confirmedAt !== null && findings.get(each.code as ConditionCode) === each.finding,
  }));
  const overridden = new Set(marked.filter((each) => each.counts).map((each) => each.code));
  const conditions = judged.map((each) => ({
    ...each,
    overridden: each.status === 'holds' && overridden.has(each.code),
  }));
  return {
    ...reviewed,
    conditions,
    overrides: marked,
    red: conditions
      .filter((each) => each.status === 'holds' && !each.overridden)
      .map(({ label, reason }) => `${label}: ${reason}`),
  };
}
