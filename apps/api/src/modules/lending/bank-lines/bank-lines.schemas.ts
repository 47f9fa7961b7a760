import { z } from 'zod';
import {
  CentsIn,
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  DecimalOut,
  EffectiveDate,
  Id,
  ListQuery,
  Moment,
  Move,
  PageOf,
  PositiveCentsIn,
  RateIn,
  SortIn,
  Text,
  Version,
  WordOut,
} from '../../../platform/schemas.ts';

const ShareIn = RateIn.refine(
  (text) => Number(text) > 0 && Number(text) <= 1,
  'More than 0 and at most 1: "0.80" is 80 %.',
).meta({ examples: ['0.80'] });
const Days = z
  .int()
  .min(0)
  .max(3650, 'At most 3650 days.')
  .meta({ examples: [365] });

/** What the bank does not lend on, and how much of one kind it takes. They apply in the order given. */
export const BankRules = z.strictObject({
  ineligibility: z
    .array(
      z.discriminatedUnion('code', [
        z.strictObject({ code: z.literal('matured') }).meta({ title: 'matured' }),
        z.strictObject({ code: z.literal('default') }).meta({ title: 'default' }),
        z
          .strictObject({ code: z.literal('stale_inspection'), maxDays: Days })
          .meta({ title: 'stale_inspection' }),
        z
          .strictObject({ code: z.literal('over_age_in_base'), maxDays: Days })
          .meta({ title: 'over_age_in_base' }),
        z
          .strictObject({ code: z.literal('entitlement_slipped'), maxDays: Days })
          .meta({ title: 'entitlement_slipped' }),
      ]),
    )
    .max(10, 'At most ten rules.'),
  concentration: z
    .array(z.strictObject({ by: z.enum(['borrower', 'market', 'land', 'spec']), limit: ShareIn }))
    .max(10, 'At most ten limits.'),
});
export type BankRules = z.output<typeof BankRules>;

const fields = {
  name: Text(100).meta({ examples: ['Sample Bank line A'] }),
  bankName: Text(100).meta({ examples: ['Sample Bank'] }),
  commitmentCents: PositiveCentsIn,
  outstandingCents: CentsIn,
  reserveCents: CentsIn,
  advanceRate: ShareIn,
  maturesOn: CivilDateIn.nullable(),
  rules: BankRules,
};
export const NewBankLine = z.strictObject({
  ...fields,
  outstandingCents: fields.outstandingCents.optional(),
  reserveCents: fields.reserveCents.optional(),
  maturesOn: fields.maturesOn.optional(),
  rules: fields.rules.optional().describe('Default: matured loans and loans in default are not lent on.'),
});
export const BankLinePatch = z.strictObject(fields).partial();

export const BankLineQuery = ListQuery.extend({
  sort: SortIn(['name', 'matures'], 'name'),
  q: Text(200).optional().describe('Part of the name of the line or the bank.'),
});
export type BankLineQuery = z.output<typeof BankLineQuery>;

export const BankLineRow = z
  .object({
    id: Id,
    name: z.string().meta({ examples: ['Sample Bank line A'] }),
    bankName: z.string().meta({ examples: ['Sample Bank'] }),
    commitmentCents: CentsOut,
    outstandingCents: CentsOut,
    reserveCents: CentsOut,
    advanceRate: DecimalOut.meta({ examples: ['0.80'] }),
    maturesOn: CivilDateOut.nullable(),
    pledgedLoans: z.int(),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'BankLineRow' });
export const BankLinePage = PageOf(BankLineRow).meta({ id: 'BankLinePage' });

export const BaseLoan = z
  .object({
    loanId: Id,
    pledgeId: Id,
    label: z.string().meta({ examples: ['L-0147, 600 4th Ave'] }),
    borrowerName: z.string().nullable(),
    grossCents: CentsOut,
    exclusions: z.array(
      z.object({
        code: z.string().meta({ examples: ['matured'] }),
        amountCents: CentsOut,
        reason: z.string(),
      }),
    ),
    eligibleCents: CentsOut,
    advanceRate: DecimalOut,
    advanceCents: CentsOut.describe('Eligible × advance rate, cut down to whole cents.'),
  })
  .meta({ id: 'BaseLoan' });

export const BorrowingBase = z
  .object({
    asOf: CivilDateOut,
    grossCents: CentsOut,
    ineligibleCents: CentsOut,
    concentrationExcessCents: CentsOut,
    eligibleCents: CentsOut.describe('Gross less ineligible less concentration excess.'),
    reserveCents: CentsOut,
    baseCents: CentsOut.describe('Sum of the advances less reserves.'),
    commitmentCents: CentsOut,
    outstandingCents: CentsOut,
    availabilityCents: CentsOut.describe(
      'The lesser of commitment and base, less outstanding; negative when over-advanced.',
    ),
    loans: z.array(BaseLoan),
  })
  .meta({ id: 'BorrowingBase' });

export const BankLine = BankLineRow.extend({
  rules: z.object({
    ineligibility: z.array(z.object({ code: z.string(), maxDays: z.int().optional() })),
    concentration: z.array(z.object({ by: z.string(), limit: DecimalOut })),
  }),
  base: BorrowingBase,
}).meta({ id: 'BankLine' });
export type BankLine = z.infer<typeof BankLine>;

export const WhatIfIn = z.strictObject({
  loanId: Id,
  fundCents: PositiveCentsIn.describe('What would be paid out on the loan.'),
  borrowCents: CentsIn.optional().describe('How much of it would be drawn from the bank; none unless given.'),
});
export const WhatIf = z
  .object({
    before: BorrowingBase,
    after: BorrowingBase,
    availabilityChangeCents: CentsOut,
    enough: z.boolean().describe('Availability is not negative afterwards.'),
  })
  .meta({ id: 'BankLineWhatIf' });

export const NewPledge = z.strictObject({
  loanId: Id,
  bankLineId: Id,
  advanceRate: ShareIn.optional().describe('Default: the line’s.'),
  effectiveDate: EffectiveDate,
});
export const PledgeTransition = z.strictObject({
  action: z.enum(['release']),
  reason: Text(2000),
  data: z.strictObject({ effectiveDate: EffectiveDate }).optional(),
});
export const PledgeQuery = ListQuery.extend({
  sort: SortIn(['createdAt'], '-createdAt'),
  bankLineId: Id.optional(),
  loanId: Id.optional(),
  state: z.enum(['pledged', 'released']).optional(),
});
export type PledgeQuery = z.output<typeof PledgeQuery>;

export const Pledge = z
  .object({
    id: Id,
    state: WordOut(['pledged', 'released']),
    loanId: Id,
    loanNumber: z.string().meta({ examples: ['L-0147'] }),
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    bankLineId: Id,
    bankLineName: z.string(),
    advanceRate: DecimalOut,
    pledgedOn: CivilDateOut,
    pledgedByName: z.string(),
    releasedOn: CivilDateOut.nullable(),
    releasedByName: z.string().nullable(),
    releaseReason: z.string().nullable(),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
    moves: z.array(Move),
  })
  .meta({ id: 'Pledge' });
export type Pledge = z.infer<typeof Pledge>;
export const PledgePage = PageOf(Pledge).meta({ id: 'PledgePage' });
