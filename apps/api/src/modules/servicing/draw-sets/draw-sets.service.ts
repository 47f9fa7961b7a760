import { randomUUID } from 'node:crypto';
import { drawStates } from '@connect/domain/draw-states';
import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { eyesOf, presentRow } from '../draws/draw-view.ts';
import { listDraws } from '../draws/draws.repo.ts';
import * as repo from './draw-sets.repo.ts';
import type { DrawSet, DrawSetPage, DrawSetQuery, DrawSetRow } from './draw-sets.schemas.ts';

/** A page of draw sets. Not for partners: a set tells of other builders. */
export async function pageOfDrawSets(
  actor: Actor,
  query: DrawSetQuery,
): Promise<z.infer<typeof DrawSetPage>> {
  const scope = authorise(actor, 'read:inspections');
  const [rows, total] = await Promise.all([
    repo.listDrawSets(reader(), scope, query),
    query.withTotal ? repo.countDrawSets(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, repo.SORTS, total);
  return { ...page, items: page.items.map((row) => blindfold(actor, row)) };
}

const blindfold = (actor: Actor, row: DrawSetRow): DrawSetRow =>
  eyesOf(actor, authorise(actor, 'read:draws')).inspector ? { ...row, requestedCents: null } : row;

/** A set with its draws as a board, by state. Throws 404. */
export async function drawSetFor(actor: Actor, db: Reader, id: string): Promise<DrawSet> {
  const found = await repo.findDrawSet(db, authorise(actor, 'read:inspections'), id);
  if (!found) throw notFound();
  const scope = authorise(actor, 'read:draws');
  const draws = await listDraws(db, scope, {
    drawSetId: id,
    sort: 'requestedAt',
    limit: 5000,
    withTotal: false,
  });
  const rows = draws.map((row) => presentRow(row, eyesOf(actor, scope)));
  return {
    ...blindfold(actor, found),
    columns: drawStates.states
      .filter((state) => state !== 'draft')
      .map((state) => ({ state, draws: rows.filter((row) => row.state === state) })),
  };
}

/** Opens the month's set, or opens it again: every open draw of an active construction loan that is in no set goes in. */
export async function openDrawSet(actor: Actor, month: string): Promise<DrawSet> {
  authorise(actor, 'review:draws');
  return inTransaction(actor, async (tx) => {
    const { id } = await repo.setOfMonth(tx, randomUUID(), month);
    const added = await repo.gatherOpenDraws(tx, id);
    await publish(tx, 'draw-set.opened', { type: 'draw_set', id }, { month, added });
    return drawSetFor(actor, tx, id);
  });
}
