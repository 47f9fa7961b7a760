import { z } from 'zod';
import {
  CentsIn,
  CentsOut,
  Id,
  ListQuery,
  LongText,
  Moment,
  PageOf,
  SortIn,
  Text,
  Version,
} from '../../../platform/schemas.ts';

const hundredths = (n: number): boolean => Math.abs(n * 100 - Math.round(n * 100)) < 1e-6;
/** Feet with at most two decimals: 24.5 is 24′ 6″. No amount of money, so a JSON number will do. */
const Feet = z
  .number()
  .min(1, 'At least one foot.')
  .max(1000, 'Too large.')
  .refine(hundredths, 'At most two decimals.')
  .meta({ examples: [24.5] });
const Bathrooms = z
  .number()
  .min(0, 'Must not be negative.')
  .max(50, 'Too many.')
  .refine((n) => Number.isInteger(n * 2), 'Whole or half bathrooms.')
  .meta({ examples: [2.5] });
const SquareFeet = z
  .int()
  .min(1, 'Must be more than zero.')
  .max(1_000_000, 'Too large.')
  .meta({ examples: [2090] });

export const NewPlan = z.strictObject({
  number: Text(40).meta({ examples: ['S-2090-B'] }),
  name: Text(120).meta({ examples: ['Sample plan 2090 B'] }),
  stories: z
    .int()
    .min(1)
    .max(10)
    .meta({ examples: [3] }),
  bedrooms: z
    .int()
    .min(0)
    .max(50)
    .meta({ examples: [4] }),
  bathrooms: Bathrooms,
  heatedSquareFeet: SquareFeet,
  widthFeet: Feet,
  depthFeet: Feet,
  architect: Text(120).nullable().optional(),
  hardCostCents: CentsIn.nullable().optional().describe('Estimated cost of building it.'),
  note: LongText(5000).nullable().optional().describe('Internal.'),
});
export type NewPlan = z.output<typeof NewPlan>;

export const PlanPatch = NewPlan.partial();
export type PlanPatch = z.output<typeof PlanPatch>;

const Whole = z.coerce.number().int().min(0).max(1_000_000).optional();
export const PlanQuery = ListQuery.extend({
  sort: SortIn(['number', 'heatedSquareFeet', 'widthFeet', 'createdAt'], 'number'),
  q: z
    .string()
    .max(200)
    .optional()
    .describe('Part of the number, the name or the architect.')
    .meta({ examples: ['2090'] }),
  bedrooms: Whole.meta({ examples: [4] }),
  stories: Whole.meta({ examples: [3] }),
  minSquareFeet: Whole.meta({ examples: [1800] }),
  maxSquareFeet: Whole.meta({ examples: [2400] }),
  maxWidthFeet: z.coerce
    .number()
    .min(0)
    .max(1000)
    .optional()
    .describe('The lot’s width less its setbacks.')
    .meta({ examples: [30] }),
});
export type PlanQuery = z.output<typeof PlanQuery>;

/** `hardCostCents` and `note` are ours: partners get null. */
export const Plan = z
  .object({
    id: Id,
    number: z.string().meta({ examples: ['S-2090-B'] }),
    name: z.string().meta({ examples: ['Sample plan 2090 B'] }),
    stories: z.int().meta({ examples: [3] }),
    bedrooms: z.int().meta({ examples: [4] }),
    bathrooms: z.number().meta({ examples: [2.5] }),
    heatedSquareFeet: z.int().meta({ examples: [2090] }),
    widthFeet: z.number().meta({ examples: [24.5] }),
    depthFeet: z.number().meta({ examples: [38] }),
    architect: z.string().nullable(),
    hardCostCents: CentsOut.nullable(),
    note: z.string().nullable(),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Plan' });
export type Plan = z.infer<typeof Plan>;
export const PlanPage = PageOf(Plan).meta({ id: 'PlanPage' });

export const NewSelection = z.strictObject({ planId: Id });
export const PlanSelection = z
  .object({
    id: Id,
    projectId: Id,
    plan: Plan,
    chosenAt: Moment,
    chosenByName: z.string(),
    removedAt: Moment.nullable().describe('When it was given up for another; null while it stands.'),
  })
  .meta({ id: 'PlanSelection' });
export type PlanSelection = z.infer<typeof PlanSelection>;
export const PlanSelections = z.object({ items: z.array(PlanSelection) }).meta({ id: 'PlanSelections' });
export const SelectionParams = z.object({ id: Id, selectionId: Id });
