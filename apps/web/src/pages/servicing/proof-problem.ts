import { asProblem } from '../../state/use-submit.ts';

/** Why a proof was refused, in the words of its own field: "Not right." says more than that a field is wrong. */
export function proofProblem(error: unknown): string {
  const problem = asProblem(error);
  if (problem.field('/password')) return 'This password is not right. Type it again.';
  if (problem.field('/code')) return 'This code is not right. Use the newest one.';
  return problem.detail;
}
