import { consultantOrderStates } from '@connect/domain/consultant-order-states';
import { z } from 'zod';
import {
  CentsIn,
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  FlagIn,
  Id,
  ListQuery,
  LongText,
  Moment,
  Move,
  PageOf,
  SortIn,
  Text,
  Version,
  WordOut,
  WordsIn,
} from '../../../platform/schemas.ts';

/** The reports we order; how long each takes is data (`feasibility.order_types`). */
export const ORDER_TYPES = [
  'survey',
  'title',
  'arborist',
  'civil',
  'geotech',
  'structural',
  'landscape',
] as const;

const Instructions = LongText(5000).meta({ examples: ['Locate the three trees along the alley.'] });

export const NewOrder = z.strictObject({
  projectId: Id,
  type: z.enum(ORDER_TYPES),
  consultantId: Id.describe('A contact or entity; it sees the order, and nothing else of the kind.'),
  orderedDate: CivilDateIn.optional().describe(
    "Default: today in the book's time zone. Never in the future.",
  ),
  dueDate: CivilDateIn.optional().describe('Default: the business days of the type after the order.'),
  feeCents: CentsIn.nullable().optional(),
  instructions: Instructions.default(''),
});
export type NewOrder = z.output<typeof NewOrder>;

export const OrderPatch = z.strictObject({
  dueDate: CivilDateIn.optional(),
  feeCents: CentsIn.nullable().optional(),
  instructions: Instructions.optional(),
});
export type OrderPatch = z.output<typeof OrderPatch>;

export const OrderQuery = ListQuery.extend({
  sort: SortIn(['dueDate', 'createdAt'], 'dueDate'),
  projectId: Id.optional(),
  state: WordsIn(consultantOrderStates.states)
    .optional()
    .describe('One or more states, separated by commas.'),
  q: Text(200).optional().describe('Part of the address of the project.'),
  type: z.enum(ORDER_TYPES).optional(),
  consultantId: Id.optional(),
  late: FlagIn.optional().describe('Only those past due and not delivered, or only the others.'),
});
export type OrderQuery = z.output<typeof OrderQuery>;

const reason = Text(2000).optional();
/** Each action with what it takes. */
export const OrderTransition = z.discriminatedUnion(
  'action',
  [
    z.strictObject({ action: z.literal('start'), reason }),
    z.strictObject({
      action: z.literal('deliver'),
      reason,
      data: z
        .strictObject({
          documentIds: z
            .array(Id)
            .min(1)
            .max(50)
            .optional()
            .describe('Default: every PDF uploaded to the order since it was ordered or returned.'),
          deliveredDate: CivilDateIn.optional().describe(
            "Default: today in the book's time zone. Never in the future, never before the order.",
          ),
        })
        .optional(),
    }),
    z.strictObject({ action: z.literal('accept'), reason }),
    z.strictObject({ action: z.literal('return'), reason }),
    z.strictObject({ action: z.literal('cancel'), reason }),
  ],
  { error: `An action of a consultant order: ${consultantOrderStates.actions.join(', ')}.` },
);
export type OrderTransition = z.output<typeof OrderTransition>;

const Named = z.object({ id: Id, name: z.string().meta({ examples: ['Sample Survey Co'] }) });

/** A row of the list. */
export const OrderRow = z
  .object({
    id: Id,
    projectId: Id,
    projectNumber: z.string().nullable(),
    projectAddress: z.string().meta({ examples: ['600 4th Ave'] }),
    projectCity: z.string().meta({ examples: ['Seattle'] }),
    type: WordOut(ORDER_TYPES),
    typeLabel: z.string().meta({ examples: ['Survey'] }),
    state: WordOut(consultantOrderStates.states),
    stateReason: z.string().nullable().describe('Why it was returned or cancelled.'),
    consultant: Named,
    instructions: z.string(),
    feeCents: CentsOut.nullable(),
    orderedDate: CivilDateOut,
    dueDate: CivilDateOut,
    deliveredDate: CivilDateOut.nullable(),
    acceptedDate: CivilDateOut.nullable(),
    late: z.boolean().describe('Past due and not delivered.'),
    daysLate: z.int().describe('Days past due, to today or to the delivery; 0 when in time.'),
    orderedByName: z.string().nullable(),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'ConsultantOrderRow' });
export type OrderRow = z.infer<typeof OrderRow>;
export const OrderPage = PageOf(OrderRow).meta({ id: 'ConsultantOrderPage' });

const Deliverable = z
  .object({
    documentId: Id,
    title: z.string().meta({ examples: ['Survey.pdf'] }),
    state: z.string().describe('stored, scanning, ready or quarantined'),
    mediaType: z.string().meta({ examples: ['application/pdf'] }),
    uploadedAt: Moment,
    deliveredAt: Moment.nullable().describe('Null while it is attached but not handed in.'),
  })
  .meta({ id: 'Deliverable' });

export const Order = OrderRow.extend({
  deliverables: z.array(Deliverable),
  moves: z.array(Move),
}).meta({ id: 'ConsultantOrder' });
export type Order = z.infer<typeof Order>;

export const OrderTypes = z
  .object({
    items: z.array(
      z
        .object({
          type: WordOut(ORDER_TYPES),
          label: z.string().meta({ examples: ['Survey'] }),
          slaBusinessDays: z.int().meta({ examples: [10] }),
        })
        .meta({ id: 'ConsultantOrderType' }),
    ),
  })
  .meta({ id: 'ConsultantOrderTypes' });
