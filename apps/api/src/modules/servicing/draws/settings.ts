import type { Cents } from '@connect/domain/money';
import type { Reader } from '../../../platform/db.ts';
import { setting } from './evidence.repo.ts';

/** Above this net amount a draw needs two people, in cents. */
export const secondApprovalCents = async (db: Reader): Promise<Cents> =>
  BigInt(await setting(db, 'draws.second_approval_cents', 5_000_000)) as Cents;

/** How old a paper may be, in days, before it holds a draw. */
export const maxAges = async (db: Reader): Promise<{ title: number; credit: number }> => ({
  title: await setting(db, 'draws.title_max_age_days', 30),
  credit: await setting(db, 'draws.credit_max_age_days', 180),
});

/** Business days from a complete file to the money. */
export const DAYS_TO_PAY = 2;
