import { CAPACITIES } from '@connect/domain/capacities';
import { z } from 'zod';
import { bookDate } from '../../platform/book-time.ts';
import {
  CivilDateIn,
  Email,
  Id,
  ListQuery,
  Moment,
  PageOf,
  SortIn,
  Text,
  Version,
} from '../../platform/schemas.ts';
import { personTaxId } from './sensitive.ts';

export const Capacity = z.enum(CAPACITIES).meta({ examples: ['builder'] });

/** A telephone number as people write it; kept as typed. */
export const Phone = z
  .string()
  .max(40)
  .regex(/^\+?[0-9 ().-]{7,30}( ?x\d{1,6})?$/, 'A telephone number such as "(206) 555-0142".')
  .meta({ examples: ['(206) 555-0142'] });
export const Last4 = z
  .string()
  .describe('The last four digits; the rest is sealed.')
  .meta({ examples: ['4321'] });
export const Reason = Text(500).meta({ examples: ['1098 form for the year end'] });

export const PersonTaxId = z
  .string()
  .refine((text) => personTaxId(text) !== null, 'Not a social security or taxpayer number.')
  .describe('SSN or ITIN. Sealed at rest and never shown again except by a reveal.')
  .meta({ examples: ['987-65-4321'] });
const BirthDate = CivilDateIn.refine((date) => date <= bookDate(new Date()), 'Nobody is born in the future.')
  .describe('Sealed at rest.')
  .meta({ format: 'date', examples: ['1980-05-17'] });

const named = {
  firstName: Text(100).meta({ examples: ['Sam'] }),
  lastName: Text(100).meta({ examples: ['Sample'] }),
};
const optional = {
  company: Text(200)
    .nullable()
    .optional()
    .meta({ examples: ['Sample Realty'] }),
  capacities: z
    .array(Capacity)
    .max(CAPACITIES.length)
    .transform((list) => [...new Set(list)])
    .optional(),
  email: Email.nullable().optional(),
  phone: Phone.nullable().optional(),
  dateOfBirth: BirthDate.nullable().optional(),
  taxId: PersonTaxId.nullable().optional(),
};

export const NewContact = z.strictObject({ ...named, ...optional });
export const ContactPatch = z.strictObject({
  firstName: named.firstName.optional(),
  lastName: named.lastName.optional(),
  ...optional,
});
export type NewContact = z.output<typeof NewContact>;
export type ContactPatch = z.output<typeof ContactPatch>;

export const ContactQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'name'], '-createdAt'),
  q: Text(200)
    .optional()
    .describe('Part of the name, the company or the e-mail address.')
    .meta({ examples: ['sample'] }),
  capacity: Capacity.optional(),
});
export type ContactQuery = z.output<typeof ContactQuery>;

const Membership = z
  .object({
    id: Id,
    name: z.string().meta({ examples: ['Sample Builder LLC'] }),
    title: z.string().meta({ examples: ['Manager'] }),
  })
  .meta({ id: 'Membership' });

export const Contact = z
  .object({
    id: Id,
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
    name: z.string().meta({ examples: ['Sam Sample'] }),
    firstName: z.string().meta({ examples: ['Sam'] }),
    lastName: z.string().meta({ examples: ['Sample'] }),
    company: z
      .string()
      .nullable()
      .meta({ examples: ['Sample Realty'] }),
    capacities: z.array(Capacity),
    email: z
      .string()
      .nullable()
      .meta({ examples: ['sam@example.com'] }),
    phone: z
      .string()
      .nullable()
      .meta({ examples: ['(206) 555-0142'] }),
    userId: Id.nullable().describe('The sign-in of this person, if any.'),
    hasDateOfBirth: z.boolean(),
    taxIdLast4: Last4.nullable(),
    entities: z.array(Membership).describe('The entities this person belongs to.'),
  })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof Contact>;
export const ContactPage = PageOf(Contact).meta({ id: 'ContactPage' });

export const ContactReveal = z.strictObject({ field: z.enum(['taxId', 'dateOfBirth']), reason: Reason });
export const Revealed = z
  .object({
    field: z.string().meta({ examples: ['taxId'] }),
    value: z.string().meta({ examples: ['987-65-4321'] }),
  })
  .meta({ id: 'RevealedField' });
export type Revealed = z.infer<typeof Revealed>;
