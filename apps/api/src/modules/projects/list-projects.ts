import type { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { reader } from '../../platform/db.ts';
import { sortedPage } from '../../platform/sorts.ts';
import { authorise } from '../identity/index.ts';
import { countProjects, listProjects, type ProjectFilter, SORTS } from './projects.repo.ts';
import type { ProjectQuery, ProjectRow } from './projects.schemas.ts';
import { isPartner, withoutInternal } from './projects.service.ts';

export interface ProjectPage {
  items: ProjectRow[];
  nextCursor: string | null;
  total?: number;
}

/** A page of the projects this caller may see; `also` is a condition on `p` that a module to the right knows. */
export async function listProjectPage(
  actor: Actor,
  query: z.output<typeof ProjectQuery>,
  also?: ProjectFilter['also'],
): Promise<ProjectPage> {
  const scope = authorise(actor, 'read:projects');
  const { stage, withTotal, ...rest } = query;
  const filter = { ...rest, stages: stage, also };
  const [rows, total] = await Promise.all([
    listProjects(reader(), scope, filter),
    withTotal ? countProjects(reader(), scope, filter) : undefined,
  ]);
  const page = sortedPage(rows, query, SORTS, total);
  return isPartner(actor) ? { ...page, items: page.items.map(withoutInternal) } : page;
}
