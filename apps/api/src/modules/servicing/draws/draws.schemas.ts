import { CONDITION_CODES } from '@connect/domain/conditions';
import { LINE_DECISIONS } from '@connect/domain/draw-review';
import { drawStates } from '@connect/domain/draw-states';
import { inspectionStates } from '@connect/domain/inspection-states';
import { lienWaiverStates } from '@connect/domain/lien-waiver-states';
import { disbursementStates } from '@connect/domain/payment-states';
import { z } from 'zod';
import {
  CentsIn,
  CentsOut,
  CivilDateOut,
  DecimalOut,
  FlagIn,
  Id,
  ListQuery,
  LongText,
  Moment,
  Move,
  PageOf,
  PositiveCentsIn,
  Text,
  Version,
  WordOut,
  WordsIn,
} from '../../../platform/schemas.ts';
import { LotOutline } from '../../projects/index.ts';

export const DrawStateOut = WordOut(drawStates.states);

export const NewDraw = z.strictObject({ loanId: Id });

const InvoiceIn = z.strictObject({
  payeeId: Id.optional().describe('A payee of this loan.'),
  payeeName: Text(200)
    .optional()
    .describe('Or the name: the payee is found or added.')
    .meta({ examples: ['Sample Roofing Inc.'] }),
  number: Text(60)
    .optional()
    .meta({ examples: ['SR-1188'] }),
  amountCents: PositiveCentsIn,
  reimbursed: z.boolean().optional().describe('The builder has paid it and gets the money back.'),
  documentId: Id.optional().describe('The invoice, a document about this draw.'),
});

const DraftLine = z.strictObject({
  budgetLineId: Id,
  requestedCents: CentsIn.optional().describe('The whole amount asked for, before retainage.'),
  storedCents: CentsIn.optional().describe('Of it, materials on site that are not built in.'),
  note: LongText(2000).optional(),
  invoices: z.array(InvoiceIn).max(20, 'At most 20 invoices a line.').optional(),
});

/** Autosave: what is named is saved, the rest stays. */
export const DrawPatch = z.strictObject({
  note: LongText(5000).optional(),
  isLast: z
    .boolean()
    .optional()
    .describe('The last draw: final waivers, finaled permit, retainage released.'),
  lines: z.array(DraftLine).max(300).optional(),
});
export type DrawPatch = z.output<typeof DrawPatch>;

export const Decisions = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        budgetLineId: Id,
        decision: z
          .enum(LINE_DECISIONS)
          .nullable()
          .describe('Null takes a decision back: the proposal stands.'),
        cutToCents: CentsIn.optional().describe('With cut: what is paid of the line, before retainage.'),
        reason: Text(2000)
          .optional()
          .describe('The builder reads it. Needed to cut below the proposal and to hold.'),
      }),
    )
    .min(1)
    .max(300),
});
export type Decisions = z.output<typeof Decisions>;

export const DrawQuery = ListQuery.extend({
  sort: z
    .enum(['-createdAt', 'requestedAt'])
    .default('-createdAt')
    .describe('requestedAt: who has waited longest comes first.'),
  state: WordsIn(drawStates.states).optional().describe('One or more states, separated by commas.'),
  loanId: Id.optional(),
  projectId: Id.optional(),
  drawSetId: z.union([Id, z.literal('none')]).optional(),
  mine: FlagIn.optional().describe('Those you asked for or review.'),
  open: FlagIn.optional().describe('Requested and not yet paid or ended.'),
});
export type DrawQuery = z.output<typeof DrawQuery>;

export const DrawRow = z
  .object({
    id: Id,
    number: z.int().nullable().describe('Null for a draft.'),
    state: DrawStateOut,
    stateSince: Moment,
    loanId: Id,
    loanNumber: z.string().meta({ examples: ['L-0147'] }),
    projectId: Id,
    projectNumber: z.string().nullable(),
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    city: z.string(),
    borrowerName: z.string().nullable(),
    requestedCents: CentsOut.nullable().describe('Null for an inspector until the visit is submitted.'),
    proposedCents: CentsOut.nullable().describe(
      'For payment, after retainage; null before it is known to you.',
    ),
    requestedAt: Moment.nullable(),
    requestedByName: z.string().nullable(),
    fileCompleteAt: Moment.nullable(),
    inspectionId: Id.nullable(),
    inspectorName: z.string().nullable(),
    reviewerName: z.string().nullable(),
    drawSetId: Id.nullable(),
    isLast: z.boolean(),
    approvedAt: Moment.nullable(),
    paidOn: CivilDateOut.nullable(),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'DrawRow' });
export const DrawPage = PageOf(DrawRow).meta({ id: 'DrawPage' });
export type DrawRow = z.infer<typeof DrawRow>;

const Percent = z.int().min(0).max(100);

const DrawInvoice = z
  .object({
    id: Id,
    payeeId: Id,
    payeeName: z.string(),
    payeeLinked: z.boolean().nullable().describe('A party of ours stands behind it; null for the builder.'),
    number: z.string(),
    amountCents: CentsOut,
    reimbursed: z.boolean(),
    documentId: Id.nullable(),
  })
  .meta({ id: 'DrawInvoice' });

const DrawLine = z
  .object({
    budgetLineId: Id,
    name: z.string().meta({ examples: ['Roofing and siding'] }),
    kind: z.string().meta({ examples: ['hard'] }),
    budgetCents: CentsOut.describe('Revised budget of the line.'),
    drawnBeforeCents: CentsOut,
    drawnBefore: DecimalOut.nullable().describe('As a share of the budget.'),
    leftCents: CentsOut,
    requestedCents: CentsOut.nullable(),
    storedCents: CentsOut.nullable(),
    toDate: DecimalOut.nullable().describe('Drawn before and asked, as a share of the budget.'),
    note: z.string().nullable(),
    lastPercent: Percent.nullable().describe('Of the inspection before.'),
    inspectedPercent: Percent.nullable(),
    inspectorNote: z.string().nullable(),
    photos: z.array(Id).describe('Documents: pictures of this line by the inspector.'),
    needsInspection: z.boolean(),
    supportedCents: CentsOut.nullable().describe('What the inspection supports in this draw.'),
    decision: WordOut(LINE_DECISIONS).nullable(),
    decided: z.boolean().describe('A person decided; otherwise it is the proposal.'),
    decisionReason: z.string().nullable(),
    grossCents: CentsOut.nullable().describe('Proposed or approved, before retainage.'),
    cutCents: CentsOut.nullable(),
    retainageRate: DecimalOut,
    retainageCents: CentsOut.nullable().describe('Withheld of this draw; negative is a release.'),
    proposedCents: CentsOut.nullable().describe('For payment.'),
    invoices: z.array(DrawInvoice),
  })
  .meta({ id: 'DrawLine' });

export const Condition = z
  .object({
    code: WordOut(CONDITION_CODES),
    label: z.string(),
    status: WordOut(['clear', 'check', 'holds']),
    reason: z.string(),
    documentId: Id.nullable(),
    overridable: z.boolean(),
    overridden: z.boolean(),
  })
  .meta({ id: 'DrawCondition' });

export const Paper = z
  .object({
    kind: WordOut(['lien_waiver', 'invoice', 'inspection_report']),
    title: z.string().meta({ examples: ['Unconditional progress waiver, draw 4'] }),
    party: z.string().nullable(),
    state: z
      .string()
      .meta({ examples: ['missing'] })
      .describe('missing, received, accepted or waived'),
    isIn: z.boolean(),
    waiverId: Id.nullable(),
    waiverState: WordOut(lienWaiverStates.states).nullable(),
    invoiceId: Id.nullable(),
    documentId: Id.nullable(),
  })
  .meta({ id: 'DrawPaper' });

const Clock = z
  .object({
    minutes: z.int(),
    us: z.int(),
    inspector: z.int(),
    builder: z.int(),
    running: WordOut(['us', 'inspector', 'builder']).nullable(),
  })
  .meta({ id: 'DrawClock' });

const Override = z
  .object({
    id: Id,
    code: WordOut(CONDITION_CODES),
    finding: z.string(),
    reason: z.string(),
    proposedByName: z.string(),
    proposedAt: Moment,
    confirmedByName: z.string().nullable(),
    confirmedAt: Moment.nullable(),
    counts: z.boolean().describe('Confirmed, and the finding is still the same.'),
  })
  .meta({ id: 'DrawOverride' });

const Approval = z.object({ name: z.string(), at: Moment, amountCents: CentsOut.nullable() });

export const Draw = DrawRow.extend({
  lotOutline: LotOutline.nullable(),
  note: z.string(),
  productName: z.string().describe('Product of the loan.'),
  loanState: z.string(),
  lastDrawNumber: z.int().nullable().describe('The draw paid before this one.'),
  lastDrawCents: CentsOut.nullable(),
  lastDrawPaidOn: CivilDateOut.nullable(),
  lines: z.array(DrawLine),
  totals: z.object({
    budgetCents: CentsOut,
    drawnBeforeCents: CentsOut,
    requestedCents: CentsOut.nullable(),
    supportedCents: CentsOut.nullable(),
    grossCents: CentsOut.nullable(),
    cutCents: CentsOut.nullable(),
    retainageCents: CentsOut.nullable(),
    proposedCents: CentsOut.nullable(),
    aboutCents: CentsOut.nullable().describe('Asked, after retainage, before any inspection.'),
  }),
  conditions: z.array(Condition).describe('Empty for the builder, who reads `missing`.'),
  missing: z.array(z.string()).describe('What the builder still owes the file, as sentences.'),
  papers: z.array(Paper),
  papersIn: z.int(),
  clocks: z.object({
    sinceSubmitted: Clock,
    sinceComplete: z.object({
      at: Moment.nullable(),
      minutes: z.int().nullable(),
      payBy: CivilDateOut.nullable().describe('Two business days after the file is complete.'),
    }),
  }),
  inspection: z
    .object({
      id: Id,
      number: z.int(),
      state: WordOut(inspectionStates.states),
      scheduledFor: CivilDateOut,
      inspectorName: z.string(),
      submittedAt: Moment.nullable(),
      photoCount: z.int(),
      version: Version,
    })
    .nullable(),
  approvals: z.object({
    secondApprovalCents: CentsOut.nullable().describe('Above it two people decide.'),
    twoPeopleNeeded: z.boolean(),
    first: Approval.nullable(),
    last: Approval.nullable(),
  }),
  overrides: z.array(Override),
  stopNoticesCents: CentsOut.nullable().describe('Open stop notices of the loan.'),
  disbursements: z.array(
    z.object({
      id: Id,
      payeeName: z.string(),
      method: z.string(),
      state: WordOut(disbursementStates.states),
      amountCents: CentsOut,
      settlementDate: CivilDateOut.nullable(),
    }),
  ),
  history: z.array(
    z.object({
      action: z.string(),
      from: z.string().nullable(),
      to: z.string(),
      reason: z.string().nullable(),
      at: Moment,
      effectiveDate: CivilDateOut,
      actorName: z.string(),
    }),
  ),
  moves: z.array(Move),
}).meta({ id: 'Draw' });
export type Draw = z.infer<typeof Draw>;
