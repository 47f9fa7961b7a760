import { DAY_COUNTS } from '@connect/domain/daycount';
import { BUDGET_KINDS } from '@connect/domain/loan-budget';
import { loanStates } from '@connect/domain/loan-states';
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
  Text,
  Version,
  WordOut,
  WordsIn,
} from '../../../platform/schemas.ts';
import { LotOutline } from '../../projects/index.ts';
import { PRODUCT_IDS } from '../products.ts';
import { AuditLine } from './audit.schemas.ts';
import { LoanDocument } from './papers.schemas.ts';

export const Product = z.enum(PRODUCT_IDS);
const DayCount = z.enum(DAY_COUNTS);
const InterestFrom = z.enum(['billed', 'reserve']);
const Months = z
  .int()
  .min(1, 'At least one month.')
  .max(360, 'At most 360 months.')
  .meta({ examples: [12] });

/** A loan out of a project: everything that is not given comes from the project and its base proforma. */
export const NewLoan = z.strictObject({
  projectId: Id,
  product: Product.default('construction'),
  borrowerId: Id.optional().describe('Default: the builder of the project.'),
  signerId: Id.optional().describe('Who signs for the borrower. Default: the first member of the entity.'),
  guarantorIds: z
    .array(Id)
    .max(10, 'At most ten guarantors.')
    .optional()
    .describe('Contacts. Default: whoever signs for the borrower.'),
  amountCents: PositiveCentsIn.optional().describe('Default: the loan of the proforma.'),
  rate: RateIn.optional().describe('Default: the rate of the proforma.'),
  months: Months.optional().describe('Default: the term of the proforma.'),
  dayCount: DayCount.optional(),
  effectiveDate: EffectiveDate,
});

/** Terms, as long as the loan is not approved. */
export const LoanPatch = z.strictObject({
  amountCents: PositiveCentsIn.optional(),
  rate: RateIn.optional(),
  dayCount: DayCount.optional(),
  months: Months.optional(),
  interestFrom: InterestFrom.optional(),
  originationFeeCents: CentsIn.optional(),
  exitFeeCents: CentsIn.optional(),
  minimumInterestCents: CentsIn.optional(),
  defaultRate: RateIn.optional().describe('Added to the rate while the loan is in default.'),
  lateFeeRate: RateIn.optional().describe('Of the amount that is late.'),
  graceDays: z.int().min(0).max(60, 'At most 60 days.').optional(),
  retainageRate: RateIn.optional(),
  valueCents: CentsIn.nullable().optional(),
  parcelNumber: Text(40).nullable().optional(),
  legalDescription: Text(5000).nullable().optional(),
});

const PartyIn = z.strictObject({
  partyId: Id.describe('A contact or an entity.'),
  signerId: Id.optional().describe('Who signs for an entity. Default: its first member.'),
  signerTitle: Text(100).optional(),
  goodStandingOn: CivilDateIn.optional().describe('Date of the state’s certificate of good standing.'),
});
export const LoanPartiesIn = z.strictObject({
  borrower: PartyIn,
  guarantors: z.array(PartyIn).max(10, 'At most ten guarantors.').default([]),
});

export const BudgetIn = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        id: Id.optional().describe('Of a line that stays; leave it out for a new one.'),
        kind: z.enum(BUDGET_KINDS),
        name: Text(100).meta({ examples: ['Foundation'] }),
        originalCents: CentsIn.describe('What the loan pays.'),
        equityCents: CentsIn.optional().describe('What the borrower brings; none unless given.'),
        retainageRate: RateIn.optional().describe('Default: the loan’s on hard costs, none elsewhere.'),
      }),
    )
    .min(1, 'At least one line.')
    .max(200, 'At most 200 lines.'),
});

export const InsuranceIn = z.strictObject({
  kind: z.enum(['builders_risk', 'liability']),
  insurer: Text(200).meta({ examples: ['Sample Mutual'] }),
  policyNumber: Text(60).meta({ examples: ['BR-1029384'] }),
  coverageCents: PositiveCentsIn,
  effectiveOn: CivilDateIn,
  expiresOn: CivilDateIn,
  documentId: Id.optional(),
});

export const LoanQuery = ListQuery.extend({
  sort: z.enum(['-createdAt', 'maturity', 'number']).default('-createdAt'),
  state: WordsIn(loanStates.states).optional().describe('One or more states, separated by commas.'),
  product: Product.optional(),
  projectId: Id.optional(),
  borrowerId: Id.optional(),
  bankLineId: z
    .union([Id, z.literal('none')])
    .optional()
    .describe('Staff only; "none" is every loan not pledged.'),
  q: Text(200)
    .optional()
    .describe('Part of the address, the loan number or the borrower’s name.')
    .meta({ examples: ['L-0147'] }),
});
export type LoanQuery = z.output<typeof LoanQuery>;

const Names = { examples: ['Sample Builder LLC'] };

/** A row of the list. */
export const LoanRow = z
  .object({
    id: Id,
    number: z.string().meta({ examples: ['L-0147'] }),
    state: WordOut(loanStates.states),
    stateSince: Moment,
    product: WordOut(PRODUCT_IDS),
    projectId: Id,
    projectNumber: z
      .string()
      .nullable()
      .meta({ examples: ['SEA-2026-0147'] }),
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    unit: z.string().nullable(),
    city: z.string().meta({ examples: ['Seattle'] }),
    stateCode: z.string().meta({ examples: ['WA'] }),
    amountCents: CentsOut,
    rate: DecimalOut.meta({ examples: ['0.09'] }),
    principalCents: CentsOut.nullable().describe('Outstanding; null before funding.'),
    borrowerId: Id.nullable(),
    borrowerName: z.string().nullable().meta(Names),
    fundedOn: CivilDateOut.nullable(),
    maturityDate: CivilDateOut.nullable(),
    bankLineId: Id.nullable().describe('Null for partners.'),
    bankLineName: z.string().nullable(),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'LoanRow' });
export const LoanPage = PageOf(LoanRow).meta({ id: 'LoanPage' });

export const LoanParty = z
  .object({
    role: WordOut(['borrower', 'guarantor']),
    partyId: Id,
    name: z.string().meta(Names),
    kind: WordOut(['contact', 'entity']),
    signerId: Id.nullable(),
    signerName: z
      .string()
      .nullable()
      .meta({ examples: ['Sam Sample'] }),
    signerTitle: z.string().nullable(),
    goodStandingOn: CivilDateOut.nullable(),
  })
  .meta({ id: 'LoanParty' });

export const BudgetLine = z
  .object({
    id: Id,
    kind: WordOut(BUDGET_KINDS),
    name: z.string().meta({ examples: ['Foundation'] }),
    originalCents: CentsOut,
    changesCents: CentsOut,
    revisedCents: CentsOut,
    drawnCents: CentsOut.describe('Paid out on this line.'),
    retainedCents: CentsOut.describe('Earned and withheld.'),
    balanceCents: CentsOut.describe('Revised less drawn and retained.'),
    equityCents: CentsOut.describe('What the borrower brings to this line.'),
    retainageRate: DecimalOut,
  })
  .meta({ id: 'BudgetLine' });

export const LoanBudget = z
  .object({
    lines: z.array(BudgetLine),
    originalCents: CentsOut,
    revisedCents: CentsOut,
    drawnCents: CentsOut,
    retainedCents: CentsOut,
    balanceCents: CentsOut,
    equityCents: CentsOut,
    initialAdvanceCents: CentsOut.describe('Land and fees: what goes out at funding.'),
  })
  .meta({ id: 'LoanBudget' });

export const Insurance = z
  .object({
    id: Id,
    kind: WordOut(['builders_risk', 'liability']),
    insurer: z.string(),
    policyNumber: z.string(),
    coverageCents: CentsOut,
    effectiveOn: CivilDateOut,
    expiresOn: CivilDateOut,
    documentId: Id.nullable(),
  })
  .meta({ id: 'Insurance' });

export const Funding = z
  .object({
    fundedOn: CivilDateOut,
    principalCents: CentsOut,
    feeCents: CentsOut,
    wireCents: CentsOut,
    wireReference: z.string().nullable().describe('Null for partners.'),
    escrowAgent: z.string().meta({ examples: ['Sample Escrow Co'] }),
    escrowNumber: z.string().nullable(),
    instructionsDocumentId: Id.nullable(),
    instructionsReference: z.string().nullable(),
    fundedAt: Moment,
    fundedBy: z.string().nullable(),
  })
  .meta({ id: 'LoanFunding' });

export const Recording = z
  .object({
    kind: WordOut(['deed_of_trust', 'reconveyance']),
    county: z.string().meta({ examples: ['King'] }),
    recordingNumber: z.string().meta({ examples: ['20261123000123'] }),
    recordedOn: CivilDateOut,
    recordedAt: Moment.nullable(),
    titleInsurer: z.string().nullable(),
    titlePolicyNumber: z.string().nullable(),
    documentId: Id.nullable(),
  })
  .meta({ id: 'LoanRecording' });

export const LoanMove = z
  .object({
    from: WordOut(loanStates.states).nullable(),
    to: WordOut(loanStates.states),
    action: z.string().meta({ examples: ['approve'] }),
    reason: z.string().nullable(),
    at: Moment,
    effectiveDate: CivilDateOut,
    actorName: z.string().nullable(),
  })
  .meta({ id: 'LoanMove' });

export const LoanPledge = z
  .object({
    id: Id,
    bankLineId: Id,
    bankLineName: z.string(),
    advanceRate: DecimalOut,
    pledgedOn: CivilDateOut,
  })
  .meta({ id: 'LoanPledge' });

export const Loan = LoanRow.extend({
  lotOutline: LotOutline.nullable(),
  zip: z.string().meta({ examples: ['98104'] }),
  market: z.string().meta({ examples: ['seattle'] }),
  parcelNumber: z.string().nullable(),
  legalDescription: z.string().nullable(),
  valueCents: CentsOut.nullable().describe('As completed; null for partners.'),
  proformaId: Id.nullable(),
  proformaVersion: z.int().nullable(),
  dayCount: WordOut(DAY_COUNTS),
  months: z.int(),
  interestFrom: WordOut(['billed', 'reserve']),
  originationFeeCents: CentsOut,
  exitFeeCents: CentsOut,
  minimumInterestCents: CentsOut,
  defaultRate: DecimalOut,
  lateFeeRate: DecimalOut,
  graceDays: z.int(),
  retainageRate: DecimalOut,
  lastActOn: CivilDateOut.describe('No act may be dated before this.'),
  parties: z.array(LoanParty),
  budget: LoanBudget,
  documents: z.array(LoanDocument),
  audit: z
    .array(AuditLine)
    .nullable()
    .describe('While the loan is in draft or underwriting; null for partners.'),
  insurance: z.array(Insurance),
  funding: Funding.nullable(),
  recordings: z.array(Recording),
  pledge: LoanPledge.nullable(),
  history: z.array(LoanMove),
  moves: z.array(Move),
}).meta({ id: 'Loan' });
export type Loan = z.infer<typeof Loan>;
export type LoanRow = z.infer<typeof LoanRow>;
