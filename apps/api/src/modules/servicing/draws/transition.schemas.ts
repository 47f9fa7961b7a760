import { z } from 'zod';
import { CivilDateIn, EffectiveDate, Id, Text } from '../../../platform/schemas.ts';

const Reason = Text(2000);
const data = z.strictObject({ effectiveDate: EffectiveDate }).optional();

const plain = <A extends string>(action: A) =>
  z.strictObject({ action: z.literal(action), reason: Reason.optional(), data }).meta({ title: action });
/** Moves for which the person says why; a missing reason is 422 at /reason. */
const justified = plain;

const scheduleInspection = z
  .strictObject({
    action: z.literal('schedule_inspection'),
    reason: Reason.optional(),
    data: z.strictObject({
      inspectorId: Id.describe('The contact of a user with the role inspector.'),
      date: CivilDateIn.describe('The day of the visit.'),
      effectiveDate: EffectiveDate,
    }),
  })
  .meta({ title: 'schedule_inspection' });

/** Every move of a draw, each with what it needs. */
export const DrawTransition = z.discriminatedUnion('action', [
  plain('request'),
  scheduleInspection,
  plain('complete_inspection'),
  plain('start_review'),
  plain('first_approve'),
  plain('approve'),
  justified('hold'),
  plain('resume'),
  justified('reject'),
  justified('withdraw'),
  plain('pay'),
]);
export type DrawTransition = z.output<typeof DrawTransition>;

export const NewOverride = z.strictObject({
  code: Text(40).meta({ examples: ['permit_active'] }),
  reason: Reason,
});

export const InvoiceDocument = z.strictObject({
  documentId: Id.describe('The invoice: a document about this draw that you can see.'),
});
