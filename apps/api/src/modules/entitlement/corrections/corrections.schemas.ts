import { DISCIPLINES, ROOT_CAUSES } from '@connect/domain/correction-words';
import { correctionStates } from '@connect/domain/permit-states';
import { z } from 'zod';
import {
  CivilDateIn,
  CivilDateOut,
  Id,
  ListQuery,
  Moment,
  Move,
  PageOf,
  SortIn,
  Text,
  Version,
  WordOut,
} from '../../../platform/schemas.ts';

const Response = Text(5000).meta({ examples: ['Setback dimensioned on A1.1'] });
const facts = {
  discipline: z.enum(DISCIPLINES),
  text: Text(5000).meta({ examples: ['Show the side setback on the site plan'] }),
  sheetReference: Text(60)
    .nullable()
    .optional()
    .meta({ examples: ['A1.1'] }),
  rootCause: z.enum(ROOT_CAUSES).nullable().optional(),
  assigneeId: Id.nullable().optional().describe('A member of staff, who gets a task.'),
  dueDate: CivilDateIn.nullable().optional(),
};

export const NewCorrection = z.strictObject({ permitId: Id, ...facts });
export type NewCorrection = z.output<typeof NewCorrection>;

export const CorrectionPatch = z
  .strictObject(facts)
  .partial()
  .extend({ response: Response.nullable().optional() });
export type CorrectionPatch = z.output<typeof CorrectionPatch>;

export const CorrectionTransition = z.discriminatedUnion(
  'action',
  [
    z.strictObject({
      action: z.literal('resolve'),
      reason: Text(2000).optional(),
      data: z
        .strictObject({
          response: Response.optional().describe('What we answer the city; needed unless saved before.'),
          resolvedDate: CivilDateIn.optional().describe("Default: today in the book's time zone."),
        })
        .optional(),
    }),
    z.strictObject({ action: z.literal('reopen'), reason: Text(2000).optional() }),
  ],
  { error: `An action of a correction: ${correctionStates.actions.join(', ')}.` },
);
export type CorrectionTransition = z.output<typeof CorrectionTransition>;

export const CorrectionQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'dueDate'], '-createdAt'),
  permitId: Id.optional(),
  reviewCycleId: Id.optional(),
  projectId: Id.optional(),
  state: z.enum(correctionStates.states as unknown as [string, ...string[]]).optional(),
  discipline: z.enum(DISCIPLINES).optional(),
  assigneeId: Id.optional(),
});
export type CorrectionQuery = z.output<typeof CorrectionQuery>;

/** `rootCause` and the assignee are ours: partners get null. */
export const CorrectionRow = z
  .object({
    id: Id,
    permitId: Id,
    permitType: z.string().meta({ examples: ['building'] }),
    projectId: Id,
    projectAddress: z.string().meta({ examples: ['600 4th Ave'] }),
    reviewCycleId: Id,
    cycleNumber: z.int(),
    number: z.int(),
    state: WordOut(correctionStates.states),
    discipline: WordOut(DISCIPLINES),
    text: z.string(),
    sheetReference: z.string().nullable(),
    rootCause: WordOut(ROOT_CAUSES).nullable(),
    assigneeId: Id.nullable(),
    assigneeName: z.string().nullable(),
    dueDate: CivilDateOut.nullable(),
    response: z.string().nullable(),
    resolvedDate: CivilDateOut.nullable(),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'CorrectionRow' });
export type CorrectionRow = z.infer<typeof CorrectionRow>;
export const CorrectionPage = PageOf(CorrectionRow).meta({ id: 'CorrectionPage' });
export const Correction = CorrectionRow.extend({ moves: z.array(Move) }).meta({ id: 'Correction' });
export type Correction = z.infer<typeof Correction>;
