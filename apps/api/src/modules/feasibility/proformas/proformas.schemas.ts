import { civilDate } from '@connect/domain/calendar';
import { DAY_COUNTS } from '@connect/domain/daycount';
import { COST_CATEGORIES } from '@connect/domain/proforma-input';
import { rate } from '@connect/domain/rate';
import { z } from 'zod';
import {
  CentsIn,
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  DecimalOut,
  Id,
  ListQuery,
  Moment,
  PageOf,
  RateIn,
  SortIn,
  Text,
  Version,
  WordOut,
} from '../../../platform/schemas.ts';

const Rate = RateIn.transform((text) => rate(text)).meta({ examples: ['0.09'] });
const Months = (least: number) => z.int().min(least).max(120, 'At most 120 months.');

const Line = z.strictObject({
  category: z.enum(COST_CATEGORIES),
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, 'A key such as "framing": small letters, digits and underscores.')
    .describe('Unique in the proforma; becomes the key of the budget line.')
    .meta({ examples: ['framing'] }),
  label: Text(80).meta({ examples: ['Framing and lumber'] }),
  amountCents: CentsIn,
  startMonth: Months(0).default(0).describe('Months after the start; 0 is the closing day.'),
  months: Months(1).default(1).describe('Spread evenly over so many months.'),
});

const LoanTerms = z.strictObject({
  rate: Rate,
  loanToCost: Rate.meta({ examples: ['0.85'] }),
  originationFeeRate: Rate.meta({ examples: ['0.015'] }),
  months: Months(1).meta({ examples: [12] }),
  dayCount: z.enum(DAY_COUNTS).optional().describe('Default: actual/360.'),
});

/** What a person types; the same as `ProformaInput` of the domain, which computes it here and in the browser. */
export const ProformaInput = z
  .strictObject({
    startDate: CivilDateIn.transform((text) => civilDate(text))
      .meta({ examples: ['2026-11-23'] })
      .describe('Closing: month 0.'),
    lines: z.array(Line).min(1, 'At least one line.').max(100, 'At most 100 lines.'),
    loan: LoanTerms.nullable().describe('Null for a deal in cash.'),
    salesPriceCents: CentsIn,
    sellingCostRate: Rate.meta({ examples: ['0.06'] }),
    saleMonth: Months(1).meta({ examples: [12] }),
    discountRate: Rate.meta({ examples: ['0.10'] }),
  })
  .meta({ id: 'ProformaInput' });
export type ProformaInput = z.output<typeof ProformaInput>;

const Ratio = DecimalOut.nullable();
const Totals = z.object({
  land: CentsOut,
  hard: CentsOut,
  soft: CentsOut,
  contingency: CentsOut,
  finance: CentsOut,
  fees: CentsOut,
});
const Month = z.object({
  month: z.int(),
  date: CivilDateOut,
  costCents: CentsOut,
  interestCents: CentsOut,
  equityCents: CentsOut,
  loanCents: CentsOut,
  loanBalanceCents: CentsOut,
  revenueCents: CentsOut,
  equityFlowCents: CentsOut,
});
const Cell = z.object({
  price: DecimalOut.describe('Change of the price.'),
  cost: DecimalOut.describe('Change of every cost but land.'),
  profitCents: CentsOut,
  roi: Ratio,
});
const ViabilityPart = z.object({
  key: z.string(),
  label: z.string(),
  value: Ratio,
  floor: DecimalOut,
  target: DecimalOut,
  points: z.int(),
  outOf: z.int(),
});

export const ProformaResult = z
  .object({
    totals: Totals,
    totalCostCents: CentsOut,
    salesPriceCents: CentsOut,
    sellingCostCents: CentsOut,
    netRevenueCents: CentsOut,
    profitCents: CentsOut,
    originationFeeCents: CentsOut,
    interestCents: CentsOut,
    loanAmountCents: CentsOut,
    equityCents: CentsOut,
    roi: Ratio.describe('Profit over total cost.'),
    margin: Ratio.describe('Profit over sales price.'),
    irr: Ratio.describe('Annual, of the equity; null where `irrNote` says why.'),
    irrNote: z.string().nullable(),
    unleveredIrr: Ratio,
    npvCents: CentsOut,
    loanToCost: Ratio,
    loanToValue: Ratio,
    breakEvenPriceCents: CentsOut,
    sensitivity: z.array(z.array(Cell)).describe('Rows are costs, columns prices.'),
    months: z.array(Month),
    viability: z.object({ score: z.int(), parts: z.array(ViabilityPart) }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'ProformaResult' });
export type ProformaResult = z.infer<typeof ProformaResult>;

const Name = Text(80).meta({ examples: ['Two houses, at ask'] });
const Note = Text(500).meta({ examples: ['Framing re-quoted'] });

export const NewProforma = z.strictObject({
  projectId: Id,
  name: Name,
  base: z.boolean().optional().describe('The scenario that counts; the first of a project is, anyway.'),
  note: Note.optional(),
  input: ProformaInput,
});
export type NewProforma = z.output<typeof NewProforma>;

export const ProformaPatch = z.strictObject({
  name: Name.optional(),
  base: z.literal(true).optional().describe('Make this the scenario that counts instead of the present one.'),
  note: Note.optional().describe('Of the version that `input` saves.'),
  input: ProformaInput.optional().describe('Saves the next version.'),
});
export type ProformaPatch = z.output<typeof ProformaPatch>;

export const ProformaPreview = z.strictObject({ input: ProformaInput });

export const ProformaQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'savedAt', 'returnOnCost'], '-createdAt'),
  projectId: Id.optional(),
});
export type ProformaQuery = z.output<typeof ProformaQuery>;

/** A row of the list: the last version's key figures. */
export const ProformaRow = z
  .object({
    id: Id,
    projectId: Id,
    projectNumber: z.string().nullable(),
    projectAddress: z.string().meta({ examples: ['600 4th Ave'] }),
    name: z.string().meta({ examples: ['Two houses, at ask'] }),
    base: z.boolean(),
    latestVersion: z.int(),
    totalCostCents: CentsOut,
    profitCents: CentsOut,
    salesPriceCents: CentsOut,
    loanAmountCents: CentsOut,
    returnOnCost: DecimalOut,
    margin: Ratio,
    irr: Ratio,
    viabilityScore: z.int(),
    savedByName: z.string(),
    savedAt: Moment,
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'ProformaRow' });
export type ProformaRow = z.infer<typeof ProformaRow>;
export const ProformaPage = PageOf(ProformaRow).meta({ id: 'ProformaPage' });

const versionFacts = {
  number: z.int(),
  note: z.string().nullable(),
  totalCostCents: CentsOut,
  profitCents: CentsOut,
  returnOnCost: DecimalOut,
  viabilityScore: z.int(),
  savedByName: z.string(),
  savedAt: Moment,
};
export const ProformaVersionRow = z.object(versionFacts).meta({ id: 'ProformaVersionRow' });
export const ProformaVersionPage = PageOf(ProformaVersionRow).meta({ id: 'ProformaVersionPage' });
export const VersionQuery = ListQuery.extend({ sort: SortIn(['number'], '-number') });

/** What was typed, as it was stored. */
const StoredInput = z
  .object({
    startDate: CivilDateOut,
    lines: z.array(
      z.object({
        category: WordOut(COST_CATEGORIES),
        key: z.string(),
        label: z.string(),
        amountCents: CentsOut,
        startMonth: z.int(),
        months: z.int(),
      }),
    ),
    loan: z
      .object({
        rate: DecimalOut,
        loanToCost: DecimalOut,
        originationFeeRate: DecimalOut,
        months: z.int(),
        dayCount: z.string().optional(),
      })
      .nullable(),
    salesPriceCents: CentsOut,
    sellingCostRate: DecimalOut,
    saleMonth: z.int(),
    discountRate: DecimalOut,
  })
  .meta({ id: 'StoredProformaInput' });

export const ProformaVersion = z
  .object({ ...versionFacts, input: StoredInput, result: ProformaResult })
  .meta({ id: 'ProformaVersion' });
export type ProformaVersion = z.infer<typeof ProformaVersion>;
export const VersionParams = z.object({ id: Id, number: z.coerce.number().int().min(1).max(1_000_000) });

export const Proforma = ProformaRow.extend({
  input: StoredInput,
  result: ProformaResult,
  versions: z.array(ProformaVersionRow).describe('The last 50, newest first.'),
}).meta({ id: 'Proforma' });
export type Proforma = z.infer<typeof Proforma>;
