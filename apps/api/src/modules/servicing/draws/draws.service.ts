import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import { drawFor, eyesOf, presentRow } from './draw-view.ts';
import { countDraws, type ListedDraw, listDraws, SORTS } from './draws.repo.ts';
import type { Draw, DrawPage, DrawQuery, DrawRow } from './draws.schemas.ts';

/** A page of draws as this caller may see them. */
export async function pageOfDraws(actor: Actor, query: DrawQuery): Promise<z.infer<typeof DrawPage>> {
  const scope = authorise(actor, 'read:draws');
  const [rows, total] = await Promise.all([
    listDraws(reader(), scope, query),
    query.withTotal ? countDraws(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, SORTS, total);
  return { ...page, items: page.items.map((row) => presentRow(row, eyesOf(actor, scope))) };
}

/** Draws that a repo to the right has read, as this caller may see them. */
export function presentDraws(actor: Actor, rows: readonly ListedDraw[]): DrawRow[] {
  const eyes = eyesOf(actor, authorise(actor, 'read:draws'));
  return rows.map((row) => presentRow(row, eyes));
}

/** Throws 404 when there is none of theirs. */
export const getDraw = (actor: Actor, id: string): Promise<Draw> => drawFor(actor, reader(), id);
