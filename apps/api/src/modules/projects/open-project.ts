import type { Reader } from '../../platform/db.ts';
import { conflict, invalid } from '../../platform/errors.ts';
import type { Scope } from '../identity/index.ts';
import { type FoundProject, findProject } from './projects.repo.ts';

const OVER: readonly string[] = ['pass', 'withdrawn', 'closed'];

/**
 * The project that a new record is to hang on. Throws 422 at `/projectId` when this scope sees none, 409 project_over when the deal is
 * passed, withdrawn or closed.
 */
export async function openProject(
  db: Reader,
  scope: Scope<'read:projects'>,
  id: string,
): Promise<FoundProject> {
  const project = await findProject(db, scope, id);
  if (!project) throw invalid('/projectId', 'No such project.');
  assertProjectOpen(project);
  return project;
}

/** Throws 409 project_over. */
export function assertProjectOpen(project: Pick<FoundProject, 'stage'>): void {
  if (OVER.includes(project.stage))
    throw conflict('project_over', `The deal is ${project.stage}: nothing new can be added to it.`);
}
