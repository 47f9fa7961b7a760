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

/** The context of every guard of the project's life cycle. */
export async function moveContext(
  db: Reader,
  projectId: string,
): Promise<{ proformaCount: number; loansNotReleased: number }> {
  const [proformaCount, loansNotReleased] = await Promise.all([
    current.proformaCount(db, projectId),
    current.loansNotReleased(db, projectId),
  ]);
  return { proformaCount, loansNotReleased };
}
