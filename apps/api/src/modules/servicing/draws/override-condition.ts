import { randomUUID } from 'node:crypto';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { drawFor } from './draw-view.ts';
import * as repo from './draws.repo.ts';
import type { Draw } from './draws.schemas.ts';
import { confirmOverride, insertOverride } from './evidence.repo.ts';
import { holdDraw } from './hold-draw.ts';
import { judgeDraw } from './judge-draw.ts';

const JUDGED: readonly string[] = ['inspection_complete', 'review', 'held'];

/** Proposes to go on although a condition holds. It counts once a second person confirms. Throws 403, 404, 409, 422. */
export async function proposeOverride(
  actor: Actor,
  input: { drawId: string; code: string; reason: string },
): Promise<Draw> {
  const scope = authorise(actor, 'override:conditions');
  return inTransaction(actor, async (tx) => {
    const { draw, judged } = await judgedDraw(tx, actor, scope, input.drawId);
    const condition = judged.conditions.find((each) => each.code === input.code);
    if (!condition) throw invalid('/code', 'There is no such condition.');
    if (!condition.overridable)
      throw conflict(
        'not_overridable',
        'A stop notice is withheld until it is released. It cannot be overridden.',
      );
    if (condition.status !== 'holds')
      throw conflict('nothing_holds', `“${condition.label}” does not hold the draw.`);
    if (judged.overrides.some((each) => each.code === input.code && each.finding === condition.reason))
      throw conflict('override_pending', 'This is overridden already, or waits for a second person.');
    await insertOverride(tx, {
      id: randomUUID(),
      draw_id: draw.id,
      code: condition.code,
      finding: condition.reason,
      reason: input.reason,
    });
    await repo.updateDraw(tx, draw.id, {});
    await publish(
      tx,
      'draw.override_proposed',
      { type: 'draw', id: draw.id, projectId: draw.project_id },
      { number: draw.number!, condition: condition.label, finding: condition.reason, reason: input.reason },
    );
    return drawFor(actor, tx, draw.id);
  });
}

/** The second person. Throws 403 for the first one and for the requester, 404, 409 when the finding has changed since. */
export async function confirmOverrideOf(
  actor: Actor,
  input: { drawId: string; overrideId: string },
): Promise<Draw> {
  const scope = authorise(actor, 'override:conditions');
  return inTransaction(actor, async (tx) => {
    const { draw, judged } = await judgedDraw(tx, actor, scope, input.drawId);
    const override = judged.overrides.find((each) => each.id === input.overrideId);
    if (!override) throw notFound();
    if (override.confirmedAt) throw conflict('confirmed_already', 'This override is confirmed already.');
    if (override.proposedBy === actor.userId)
      throw forbidden('You proposed this override. Somebody else has to confirm it.', 'second_person_needed');
    const condition = judged.conditions.find((each) => each.code === override.code);
    if (condition?.status !== 'holds' || condition.reason !== override.finding)
      throw conflict(
        'finding_changed',
        'What it was given for has changed. Look again, and propose it anew if it must be.',
      );
    await confirmOverride(tx, override.id);
    await repo.updateDraw(tx, draw.id, {});
    await publish(
      tx,
      'draw.override_confirmed',
      { type: 'draw', id: draw.id, projectId: draw.project_id },
      { number: draw.number!, condition: condition.label, proposedBy: override.proposedByName },
    );
    return drawFor(actor, tx, draw.id);
  });
}

async function judgedDraw(tx: Tx, actor: Actor, scope: Parameters<typeof holdDraw>[2], id: string) {
  const { draw } = await holdDraw(tx, actor, scope, id);
  if (!JUDGED.includes(draw.state))
    throw conflict('not_in_review', 'Conditions are overridden while the draw is in review.');
  if (draw.requested_by === actor.userId)
    throw forbidden('You asked for this draw. Somebody else has to decide on it.', 'own_request');
  const found = (await repo.findDraw(tx, authorise(actor, 'read:draws'), id))!;
  return { draw, judged: await judgeDraw(tx, found, tx.now) };
}
