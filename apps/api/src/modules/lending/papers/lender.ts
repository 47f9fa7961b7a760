import { z } from 'zod';
import type { Reader } from '../../../platform/db.ts';
import { Text } from '../../../platform/schemas.ts';
import { setting, settingOf } from '../../../platform/settings.ts';

const Lender = z.strictObject({
  name: Text(100)
    .describe('As loan documents, statements and payoff letters name it.')
    .meta({ examples: ['Sample Lender LLC'] }),
  trustee: Text(200)
    .describe('Named in the deed of trust.')
    .meta({ examples: ['Sample Title Co.'] }),
});
export type Lender = z.output<typeof Lender>;

export const LENDER = setting({
  key: 'lender',
  name: 'Lender',
  schema: Lender,
  otherwise: {
    name: 'Connect Lending LLC',
    trustee: 'the title company that insures this deed of trust',
  },
  sample: true,
});

/** Who lends, as the papers name it. Throws 409 setting_missing in production while nobody saved it. */
export const findLender = (db: Reader): Promise<Lender> => settingOf(db, LENDER);
