import { drawStates } from '@connect/domain/draw-states';
import { inspectionStates } from '@connect/domain/inspection-states';
import { z } from 'zod';
import {
  CivilDateIn,
  CivilDateOut,
  DecimalOut,
  EffectiveDate,
  Id,
  ListQuery,
  LongText,
  Moment,
  Move,
  PageOf,
  Text,
  Version,
  WordOut,
  WordsIn,
} from '../../../platform/schemas.ts';
import { LotOutline } from '../../projects/index.ts';

const Percent = z
  .int('Whole percent only.')
  .min(0, 'From 0.')
  .max(100, 'To 100.')
  .meta({ examples: [60] });
const DeviceMoment = z.iso
  .datetime({ offset: true, error: 'A moment such as "2026-11-20T21:52:00Z".' })
  .meta({ examples: ['2026-11-20T21:52:00Z'] });
const DeviceId = Text(100).meta({ examples: ['ipad-7f3c'] });
const ClientKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,200}$/, '8 to 200 printable characters.')
  .meta({ examples: ['0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11'] });

export const InspectionQuery = ListQuery.extend({
  sort: z
    .enum(['scheduledFor', 'updatedAt', '-createdAt'])
    .default('scheduledFor')
    .describe('updatedAt: for syncing, together with updatedSince.'),
  state: WordsIn(inspectionStates.states).optional().describe('One or more states, separated by commas.'),
  drawId: Id.optional(),
  loanId: Id.optional(),
  projectId: Id.optional(),
  inspectorId: Id.optional(),
  from: CivilDateIn.optional().describe('Scheduled on or after.'),
  to: CivilDateIn.optional().describe('Scheduled on or before.'),
  updatedSince: DeviceMoment.optional().describe('Changed at or after this moment.'),
});
export type InspectionQuery = z.output<typeof InspectionQuery>;

export const InspectionRow = z
  .object({
    id: Id,
    number: z.int(),
    state: WordOut(inspectionStates.states),
    stateSince: Moment,
    drawId: Id,
    drawNumber: z.int().nullable(),
    drawState: WordOut(drawStates.states),
    loanId: Id,
    loanNumber: z.string().meta({ examples: ['L-0147'] }),
    projectId: Id,
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    unit: z.string().nullable(),
    city: z.string(),
    stateCode: z.string(),
    zip: z.string(),
    latitude: DecimalOut.nullable(),
    longitude: DecimalOut.nullable(),
    borrowerName: z.string().nullable(),
    builderName: z.string().nullable(),
    inspectorId: Id,
    inspectorName: z.string().nullable(),
    scheduledFor: CivilDateOut,
    startedAt: Moment.nullable(),
    submittedAt: Moment.nullable().describe('By the clock of the device.'),
    acceptedAt: Moment.nullable(),
    lineCount: z.int().describe('Lines to look at.'),
    linesSet: z.int().describe('Of them with a value by now.'),
    reason: z.string().nullable().describe('Why it was returned or cancelled.'),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'InspectionRow' });
export const InspectionPage = PageOf(InspectionRow).meta({ id: 'InspectionPage' });

const InspectionLine = z
  .object({
    budgetLineId: Id,
    name: z.string().meta({ examples: ['Roofing and siding'] }),
    lastPercent: z.int().describe('Of the inspection before; 0 where there was none.'),
    percent: z.int().nullable().describe('Set so far; null while the inspector has not looked.'),
    note: z.string(),
    askedPercent: z
      .int()
      .nullable()
      .describe(
        'Drawn and asked, in whole percent, rounded down; null for the inspector until a value is set.',
      ),
    updatedAt: Moment.nullable(),
  })
  .meta({ id: 'InspectionLine' });

const Report = z
  .object({
    id: Id,
    round: z.int(),
    clientKey: z.string(),
    deviceId: z.string(),
    note: z.string(),
    startedAt: Moment,
    submittedAt: Moment,
    receivedAt: Moment,
    submittedByName: z.string(),
    lines: z.array(z.object({ budgetLineId: Id, percent: z.int(), lastPercent: z.int(), note: z.string() })),
    photos: z.array(z.object({ documentId: Id, budgetLineId: Id.nullable() })),
  })
  .meta({ id: 'InspectionReport' });

export const Inspection = InspectionRow.extend({
  lotOutline: LotOutline.nullable(),
  lastVisitOn: CivilDateOut.nullable().describe('Day of the inspection before, on this loan.'),
  lines: z.array(InspectionLine),
  reports: z.array(Report).describe('Submitted, oldest first; never changed.'),
  moves: z.array(Move),
}).meta({ id: 'Inspection' });
export type Inspection = z.infer<typeof Inspection>;

/** Autosave of the inspector; staff may change day and inspector while the visit has not begun. */
export const InspectionPatch = z.strictObject({
  deviceId: DeviceId.optional(),
  lines: z
    .array(
      z.strictObject({
        budgetLineId: Id,
        percent: Percent.nullable().optional(),
        note: LongText(2000).optional(),
      }),
    )
    .max(300)
    .optional(),
  scheduledFor: CivilDateIn.optional(),
  inspectorId: Id.optional(),
});
export type InspectionPatch = z.output<typeof InspectionPatch>;

export const SubmitData = z.strictObject({
  lines: z
    .array(z.strictObject({ budgetLineId: Id, percent: Percent, note: LongText(2000).optional() }))
    .max(300)
    .default([])
    .describe('Lines that are left out keep the value saved so far.'),
  photos: z
    .array(z.strictObject({ documentId: Id, budgetLineId: Id.nullable().optional() }))
    .max(500)
    .default([])
    .describe('Documents about this inspection; upload them first.'),
  note: LongText(5000).optional(),
  startedAt: DeviceMoment,
  submittedAt: DeviceMoment,
  deviceId: DeviceId,
  clientKey: ClientKey.describe(
    'Sent again with the same key, the answer is the same and nothing happens twice.',
  ),
  effectiveDate: EffectiveDate,
});
export type SubmitData = z.output<typeof SubmitData>;

const plain = <A extends string>(action: A) =>
  z
    .strictObject({
      action: z.literal(action),
      reason: Text(2000).optional(),
      data: z.strictObject({ startedAt: DeviceMoment.optional(), deviceId: DeviceId.optional() }).optional(),
    })
    .meta({ title: action });

export const InspectionTransition = z.discriminatedUnion('action', [
  plain('start'),
  z
    .strictObject({ action: z.literal('submit'), reason: Text(2000).optional(), data: SubmitData })
    .meta({ title: 'submit' }),
  plain('accept'),
  plain('return'),
]);
export type InspectionTransition = z.output<typeof InspectionTransition>;
