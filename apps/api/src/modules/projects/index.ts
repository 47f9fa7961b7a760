import { projectRoutes as ownRoutes } from './projects.routes.ts';
import { savedViewRoutes } from './saved-views.routes.ts';

export const projectRoutes = [...ownRoutes, ...savedViewRoutes];
export { type ProjectFacts, useProjectFacts } from './facts.ts';
export { listProjectPage } from './list-projects.ts';
export { LotOutline } from './lot.schemas.ts';
export { followProject } from './move-project.ts';
export { assertProjectOpen, openProject } from './open-project.ts';
export { LOT_OUTLINE } from './projects.repo.ts';
export { ProjectQuery, ProjectRow } from './projects.schemas.ts';
export { getProject, noteFeasibility, requireProject } from './projects.service.ts';
