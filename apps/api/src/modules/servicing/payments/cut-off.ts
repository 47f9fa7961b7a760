import { z } from 'zod';
import type { Reader } from '../../../platform/db.ts';
import { setting, settingOf } from '../../../platform/settings.ts';

const LAST_MINUTE = 24 * 60 - 1;

export const CUT_OFF = setting({
  key: 'payments',
  name: 'Payments cut-off',
  schema: z.strictObject({
    cutOffMinute: z
      .int('Whole minutes only.')
      .min(0, 'Must not be negative.')
      .max(LAST_MINUTE, `At most ${LAST_MINUTE}, which is 11:59 PM.`)
      .describe(
        'Minutes after midnight, in the book’s time zone, from which money counts on the next business day.',
      )
      .meta({ examples: [840] }),
  }),
  otherwise: { cutOffMinute: 14 * 60 },
});

/** Minutes after midnight from which money counts on the next business day. */
export const cutOffMinute = async (db: Reader): Promise<number> =>
  (await settingOf(db, CUT_OFF)).cutOffMinute;
