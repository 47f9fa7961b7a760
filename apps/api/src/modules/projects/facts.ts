import { type ProjectState, projectStates } from '@connect/domain/project-states';
import type { Reader } from '../../platform/db.ts';

/**
 * What a move of a project asks of modules to the right: GO needs a proforma, closing needs every lien released.
 * The composition root fills these, so that projects need not know feasibility or servicing.
 */
export interface ProjectFacts {
  proformaCount(db: Reader, projectId: string): Promise<number>;
  loansNotReleased(db: Reader, projectId: string): Promise<number>;
}

const none = async (): Promise<number> => 0;
const current: ProjectFacts = { proformaCount: none, loansNotReleased: none };

/** Each module to the right contributes what it knows. */
export function useProjectFacts(facts: Partial<ProjectFacts>): void {
  Object.assign(current, facts);
}

/** What the guards of the moves out of a stage ask; where none asks anything, nothing is looked up. */
export async function moveContext(
  db: Reader,
  projectId: string,
  stage: ProjectState,
): Promise<{ proformaCount: number; loansNotReleased: number }> {
  if (!projectStates.legal(stage).some((row) => 'needs' in row))
    return { proformaCount: 0, loansNotReleased: 0 };
  const [proformaCount, loansNotReleased] = await Promise.all([
    current.proformaCount(db, projectId),
    current.loansNotReleased(db, projectId),
  ]);
  return { proformaCount, loansNotReleased };
}
