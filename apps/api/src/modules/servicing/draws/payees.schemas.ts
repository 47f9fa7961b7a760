import { z } from 'zod';
import {
  Email,
  Id,
  ListQuery,
  Moment,
  PageOf,
  SortIn,
  Text,
  Version,
  WordOut,
} from '../../../platform/schemas.ts';

const METHODS = ['ach', 'wire', 'check'] as const;

export const Payee = z
  .object({
    id: Id,
    loanId: Id,
    name: z.string().meta({ examples: ['Sample Roofing Inc.'] }),
    partyId: Id.nullable().describe(
      'The party of ours behind it; null for the builder’s eyes and while nobody linked it.',
    ),
    partyName: z.string().nullable(),
    email: z.string().nullable(),
    method: WordOut(METHODS),
    bankLast4: z
      .string()
      .nullable()
      .meta({ examples: ['6789'] }),
    gaveNotice: z.boolean().describe('Gave preliminary notice: waives like a payee of every draw.'),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Payee' });
export type Payee = z.infer<typeof Payee>;
export const PayeePage = PageOf(Payee).meta({ id: 'PayeePage' });
export const PayeeQuery = ListQuery.extend({
  sort: SortIn(['name'], 'name'),
  q: Text(200).optional().describe('Part of the name.'),
});

const facts = {
  partyId: Id.nullable().optional().describe('Whose bank account is paid.'),
  email: Email.nullable().optional(),
  method: z.enum(METHODS).optional(),
  gaveNotice: z.boolean().optional(),
};
export const NewPayee = z.strictObject({ name: Text(200), ...facts });
export const PayeePatch = z.strictObject(facts);
