import { z } from 'zod';
import type { Reader } from '../../../platform/db.ts';
import { CentsIn } from '../../../platform/schemas.ts';
import { setting, settingOf } from '../../../platform/settings.ts';

const days = (most: number) =>
  z.int('Whole days only.').min(1, 'At least 1 day.').max(most, `At most ${most} days.`);

const DrawRules = z.strictObject({
  secondApprovalCents: CentsIn.describe('Above this net amount a draw needs two people.'),
  titleMaxAgeDays: days(365)
    .describe('How old a title date-down may be before it holds a draw.')
    .meta({ examples: [30] }),
  creditMaxAgeDays: days(730)
    .describe('How old a credit report may be before it holds a draw.')
    .meta({ examples: [180] }),
});

export const DRAW_RULES = setting({
  key: 'draws',
  name: 'Draw approvals and evidence',
  schema: DrawRules,
  otherwise: DrawRules.parse({
    secondApprovalCents: 5_000_000,
    titleMaxAgeDays: 30,
    creditMaxAgeDays: 180,
  }),
});

/** When a draw needs two people, and how old its papers may be. */
export const drawRules = (db: Reader): Promise<z.output<typeof DrawRules>> => settingOf(db, DRAW_RULES);

/** Business days from a complete file to the money. */
export const DAYS_TO_PAY = 2;
