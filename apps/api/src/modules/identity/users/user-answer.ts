import { type UserFacts, userStates } from '@connect/domain/user-states';
import type { UserAnswer } from './user.schemas.ts';
import type { UserRow } from './users.repo.ts';

export const factsOf = (row: UserRow): UserFacts => ({
  lastAdmin: row.lastAdmin,
  hasPassword: row.hasPassword,
  hasTotp: row.hasTotp,
});

/** The account as the API shows it, with the moves an administrator may make. */
export function userAnswer(row: UserRow): UserAnswer {
  const { hasPassword: _, hasTotp, lastAdmin: __, ...shown } = row;
  return { ...shown, secondFactor: hasTotp, moves: userStates.moves(row.status, 'admin', factsOf(row)) };
}
