import { z } from 'zod';
import type { Reader } from '../../../platform/db.ts';

const Lender = z.object({
  name: z.string().default('Connect Lending LLC'),
  /** Named in the deed of trust. */
  trustee: z.string().default('the title company that insures this deed of trust'),
});
export type Lender = z.output<typeof Lender>;

/** Who lends, as the papers name it: the setting `lender` of the book, where one is kept. */
export async function findLender(db: Reader): Promise<Lender> {
  const row = await db
    .selectFrom('platform.settings')
    .select('value')
    .where('key', '=', 'lender')
    .executeTakeFirst();
  return Lender.parse(row?.value ?? {});
}
