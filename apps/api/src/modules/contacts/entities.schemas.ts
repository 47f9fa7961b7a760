import { z } from 'zod';
import { Email, Id, ListQuery, Moment, PageOf, SortIn, Text, Version } from '../../platform/schemas.ts';
import { Last4, Phone, Reason } from './contacts.schemas.ts';
import { employerTaxId, isRoutingNumber } from './sensitive.ts';

const EntityType = z.enum(['llc', 'corporation', 'partnership', 'trust', 'sole_proprietor']);
const StateCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'A state such as "WA".')
  .meta({ examples: ['WA'] });
const EmployerTaxId = z
  .string()
  .refine((text) => employerTaxId(text) !== null, 'Not an employer identification number.')
  .describe('EIN. Sealed at rest and never shown again except by a reveal.')
  .meta({ examples: ['12-3456789'] });

const optional = {
  state: StateCode.nullable().optional().describe('Where it was formed.'),
  email: Email.nullable().optional(),
  phone: Phone.nullable().optional(),
  taxId: EmployerTaxId.nullable().optional(),
};
export const NewEntity = z.strictObject({
  name: Text(200).meta({ examples: ['Sample Builder LLC'] }),
  entityType: EntityType,
  ...optional,
});
export const EntityPatch = z.strictObject({
  name: Text(200)
    .meta({ examples: ['Sample Builder LLC'] })
    .optional(),
  entityType: EntityType.optional(),
  ...optional,
});
export type NewEntity = z.output<typeof NewEntity>;
export type EntityPatch = z.output<typeof EntityPatch>;

/** Where the entity is paid. */
export const BankAccount = z.strictObject({
  bankName: Text(100).meta({ examples: ['Sample Bank'] }),
  routingNumber: z
    .string()
    .refine(isRoutingNumber, 'Not an ABA routing number: nine digits with a valid check digit.')
    .meta({ examples: ['125000024'] }),
  accountNumber: z
    .string()
    .regex(/^\d{4,17}$/, 'An account number of 4 to 17 digits.')
    .describe('Sealed at rest and never shown again except by a reveal.')
    .meta({ examples: ['000123456789'] }),
});
export type BankAccount = z.output<typeof BankAccount>;

export const EntityQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'name'], '-createdAt'),
  q: Text(200)
    .optional()
    .describe('Part of the name or the e-mail address.')
    .meta({ examples: ['sample'] }),
});
export type EntityQuery = z.output<typeof EntityQuery>;

const Member = z
  .object({
    id: Id,
    name: z.string().meta({ examples: ['Sam Sample'] }),
    title: z.string().meta({ examples: ['Manager'] }),
  })
  .meta({ id: 'EntityMember' });

export const Entity = z
  .object({
    id: Id,
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
    name: z.string().meta({ examples: ['Sample Builder LLC'] }),
    entityType: EntityType,
    state: StateCode.nullable(),
    email: z
      .string()
      .nullable()
      .meta({ examples: ['office@example.com'] }),
    phone: z
      .string()
      .nullable()
      .meta({ examples: ['(206) 555-0142'] }),
    taxIdLast4: Last4.nullable(),
    bankName: z
      .string()
      .nullable()
      .meta({ examples: ['Sample Bank'] }),
    bankAccountLast4: Last4.nullable(),
    bankChangedAt: Moment.nullable().describe('A payment soon after a change deserves a call back.'),
    members: z.array(Member),
  })
  .meta({ id: 'Entity' });
export type Entity = z.infer<typeof Entity>;
export const EntityPage = PageOf(Entity).meta({ id: 'EntityPage' });

export const NewMember = z.strictObject({
  contactId: Id,
  title: Text(100)
    .default('Member')
    .meta({ examples: ['Manager'] }),
});
export const MemberParams = z.object({ id: Id, contactId: Id });
export const EntityReveal = z.strictObject({ field: z.enum(['taxId', 'bankAccount']), reason: Reason });
