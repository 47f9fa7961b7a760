import { z } from 'zod';
import { CentsOut, Moment, Version, WordOut } from '../../platform/schemas.ts';
import { LENDER } from '../lending/index.ts';
import { ACH_ORIGIN, CUT_OFF, DRAW_RULES } from '../servicing/index.ts';

/** Every setting there is, by its name in the API. */
export const SETTINGS = {
  lender: LENDER,
  draws: DRAW_RULES,
  payments: CUT_OFF,
  achOrigin: ACH_ORIGIN,
};
export type Name = keyof typeof SETTINGS;

export const SettingsPatch = z
  .strictObject({
    lender: LENDER.schema.optional(),
    draws: DRAW_RULES.schema.optional(),
    payments: CUT_OFF.schema.optional(),
    achOrigin: ACH_ORIGIN.schema.optional(),
  })
  .describe('A setting is saved as a whole; one that is left out stays.');
export type SettingsPatch = z.output<typeof SettingsPatch>;

const text = (example: string) => z.string().meta({ examples: [example] });
const NOT_SAVED = 'Null in production while it is not saved: what needs it answers 409 setting_missing.';

export const Settings = z
  .object({
    version: Version,
    updatedAt: Moment.nullable(),
    saved: z.array(WordOut(Object.keys(SETTINGS))).describe('The others hold what they come with.'),
    lender: z
      .object({ name: text('Sample Lender LLC'), trustee: text('Sample Title Co.') })
      .nullable()
      .describe(NOT_SAVED),
    draws: z.object({
      secondApprovalCents: CentsOut,
      titleMaxAgeDays: z.int().meta({ examples: [30] }),
      creditMaxAgeDays: z.int().meta({ examples: [180] }),
    }),
    payments: z.object({ cutOffMinute: z.int().meta({ examples: [840] }) }),
    achOrigin: z
      .object({
        bankRoutingNumber: text('125000024'),
        bankName: text('Sample Bank'),
        originId: text('1000000000'),
        originName: text('Sample Lender'),
        companyId: text('1000000000'),
        companyName: text('Sample Lender'),
      })
      .nullable()
      .describe(NOT_SAVED),
  })
  .meta({ id: 'Settings' });
export type Settings = z.output<typeof Settings>;
