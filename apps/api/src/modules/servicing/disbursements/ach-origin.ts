import { type AchFile, isRoutingNumber } from '@connect/domain/nacha';
import { z } from 'zod';
import type { Reader } from '../../../platform/db.ts';
import { setting, settingOf } from '../../../platform/settings.ts';

const readable = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/* What the file has room for; a bank reads nothing but plain Latin characters. */
const Name = (max: number) =>
  z
    .string()
    .max(max, `At most ${max} characters: the file has no room for more.`)
    .refine(readable, 'Plain letters, digits and signs only: the bank’s file takes no others.')
    .transform((text) => text.trim())
    .refine((text) => text.length > 0, 'Must not be empty.')
    .meta({ minLength: 1, maxLength: max, examples: ['Sample Lender'] });
const AssignedId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,10}$/, 'One to ten letters or digits, as the bank assigned them.')
  .meta({ examples: ['1000000000'] });

const AchOrigin = z.strictObject({
  bankRoutingNumber: z
    .string()
    .refine(isRoutingNumber, 'Not an ABA routing number: nine digits with a valid check digit.')
    .describe('The bank that takes our files.')
    .meta({ examples: ['125000024'] }),
  bankName: Name(23).meta({ examples: ['Sample Bank'] }),
  originId: AssignedId.describe('Immediate origin: who sends the file.'),
  originName: Name(23),
  companyId: AssignedId.describe('Company identification: who pays.'),
  companyName: Name(16).describe('What a payee reads on the statement.'),
});

export const ACH_ORIGIN = setting({
  key: 'achOrigin',
  name: 'ACH origin',
  schema: AchOrigin,
  // Plainly a sample: no bank has this routing number.
  otherwise: {
    bankRoutingNumber: '123456780',
    bankName: 'Sample Bank',
    originId: '1000000000',
    originName: 'Sample Lender',
    companyId: '1000000000',
    companyName: 'Sample Lender',
  },
  sample: true,
  masked: ['bankRoutingNumber', 'originId', 'companyId'],
});

/** Which bank takes our files, and who we are there. Throws 409 setting_missing in production while nobody saved it. */
export async function achOrigin(db: Reader): Promise<Pick<AchFile, 'destination' | 'origin' | 'company'>> {
  const saved = await settingOf(db, ACH_ORIGIN);
  return {
    destination: { routingNumber: saved.bankRoutingNumber, name: saved.bankName },
    origin: { id: saved.originId, name: saved.originName },
    company: { id: saved.companyId, name: saved.companyName },
  };
}
