import { proposedGross } from '@connect/domain/draw-review';
import { type Cents, ZERO } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, expectVersion, type FieldError, unprocessable } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { drawFor } from './draw-view.ts';
import * as repo from './draws.repo.ts';
import type { Decisions, Draw } from './draws.schemas.ts';
import { holdDraw } from './hold-draw.ts';
import { clearDecisions, type FoundLine, updateLine } from './lines.repo.ts';
import { reviewOf } from './review-of.ts';

const DECIDABLE: readonly string[] = ['review', 'held'];

/** Decides lines of a draw under review: as asked, cut to an amount, held. Throws 404, 409 not_in_review, 412, 422 by line. */
export async function decideLines(
  actor: Actor,
  input: { id: string; version: number; decisions: Decisions },
): Promise<Draw> {
  const scope = authorise(actor, 'review:draws');
  return inTransaction(actor, async (tx) => {
    const { draw } = await holdDraw(tx, actor, scope, input.id);
    expectVersion(draw, input.version);
    if (!DECIDABLE.includes(draw.state))
      throw conflict('not_in_review', 'Lines are decided while the draw is in review.');
    const known = { id: draw.id, number: draw.number, loanId: draw.loan_id, isLast: draw.is_last };
    const before = await reviewOf(tx, known);
    const proposal = new Map(before.input.map((line) => [line.key, proposedGross(line)]));
    const decided = input.decisions.lines.map((line, i) => decide(line, i, before.lines, proposal));
    const errors = decided.flatMap((each) => ('error' in each ? [each.error] : []));
    if (errors.length > 0) throw unprocessable(errors);
    for (const each of decided) if ('values' in each) await updateLine(tx, draw.id, each.id, each.values);
    await tellProposal(tx, draw, 'draw.decided');
    return drawFor(actor, tx, draw.id);
  });
}

type Decided =
  | { error: FieldError }
  | {
      id: string;
      values: { decision: string | null; decided_cents: bigint | null; decision_reason: string | null };
    };

function decide(
  line: Decisions['lines'][number],
  index: number,
  lines: readonly FoundLine[],
  proposal: ReadonlyMap<string, Cents>,
): Decided {
  const at = `/lines/${index}`;
  const stands = lines.find((each) => each.budgetLineId === line.budgetLineId);
  if (!stands) return { error: { pointer: `${at}/budgetLineId`, message: 'The draw has no such line.' } };
  if (line.decision === null)
    return { id: line.budgetLineId, values: { decision: null, decided_cents: null, decision_reason: null } };
  if (line.decision === 'cut' && line.cutToCents === undefined)
    return { error: { pointer: `${at}/cutToCents`, message: 'Cut to how much?' } };
  if (line.decision === 'cut' && line.cutToCents! >= stands.requestedCents)
    return {
      error: { pointer: `${at}/cutToCents`, message: 'Less than what is asked for, or take it as asked.' },
    };
  const paid =
    line.decision === 'held'
      ? ZERO
      : line.decision === 'cut'
        ? line.cutToCents!
        : (stands.requestedCents as Cents);
  // The inspection is reason enough for the proposal; anything less needs words, which the builder reads.
  if (paid < (proposal.get(line.budgetLineId) ?? ZERO) && !line.reason)
    return { error: { pointer: `${at}/reason`, message: 'Say why: the builder reads it.' } };
  return {
    id: line.budgetLineId,
    values: { decision: line.decision, decided_cents: paid, decision_reason: line.reason ?? null },
  };
}

/** Keeps what is proposed beside the draw, and tells it. */
export async function tellProposal(
  tx: Tx,
  draw: Pick<repo.LockedDraw, 'id' | 'number' | 'loan_id' | 'project_id' | 'is_last'>,
  name: 'draw.decided' | 'draw.proposed',
): Promise<void> {
  const { review } = await reviewOf(tx, {
    id: draw.id,
    number: draw.number,
    loanId: draw.loan_id,
    isLast: draw.is_last,
  });
  await repo.updateDraw(tx, draw.id, { proposed_cents: review.netCents });
  await publish(
    tx,
    name,
    { type: 'draw', id: draw.id, projectId: draw.project_id },
    { number: draw.number!, proposedCents: Number(review.netCents), cutCents: Number(review.cutCents) },
  );
}

/** After another inspection what people decided on the former one is taken back, so that the proposal follows what was seen. */
export async function proposeAgain(tx: Tx, draw: Parameters<typeof tellProposal>[1]): Promise<void> {
  await clearDecisions(tx, draw.id);
  await tellProposal(tx, draw, 'draw.proposed');
}
