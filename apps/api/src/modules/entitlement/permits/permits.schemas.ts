import { type PermitAction, permitStates } from '@connect/domain/permit-states';
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
  WordsIn,
} from '../../../platform/schemas.ts';
import { NewCorrection } from '../corrections/corrections.schemas.ts';

export const PERMIT_TYPES = [
  'building',
  'demolition',
  'land_use',
  'short_plat',
  'side_sewer',
  'street_use',
  'grading',
  'tree_removal',
  'other',
] as const;
export const OUTCOMES = ['incomplete', 'corrections', 'approved', 'denied', 'withdrawn'] as const;

const Jurisdiction = Text(120).meta({ examples: ['Seattle SDCI'] });
const CityNumber = Text(60).meta({ examples: ['6073452-CN'] });
const Reviewer = Text(120).meta({ examples: ['Sample Reviewer'] });

export const NewPermit = z.strictObject({
  projectId: Id,
  type: z.enum(PERMIT_TYPES),
  description: Text(200)
    .optional()
    .meta({ examples: ['North house'] }),
  jurisdiction: Jurisdiction.optional().describe('Default: the authority of the project’s market.'),
  targetDate: CivilDateIn.optional().describe('When we count on having it.'),
});
export type NewPermit = z.output<typeof NewPermit>;

export const PermitPatch = z.strictObject({
  description: Text(200).nullable().optional(),
  jurisdiction: Jurisdiction.optional(),
  applicationNumber: CityNumber.nullable().optional(),
  permitNumber: CityNumber.optional(),
  reviewer: Reviewer.nullable().optional(),
  expiresDate: CivilDateIn.optional().describe('Only of a permit in force.'),
  targetDate: CivilDateIn.nullable().optional(),
});
export type PermitPatch = z.output<typeof PermitPatch>;

export const PermitQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'stateSince'], '-createdAt'),
  projectId: Id.optional(),
  state: WordsIn(permitStates.states).optional().describe('One or more states, separated by commas.'),
  type: z.enum(PERMIT_TYPES).optional(),
});
export type PermitQuery = z.output<typeof PermitQuery>;

/** The day of an act; today unless said, never in the future, never before the permit's last act. */
const Day = CivilDateIn.optional().describe(
  "Default: today in the book's time zone. Never in the future, never before the permit's last act.",
);
const act = <A extends PermitAction, D extends z.ZodType>(action: A, data: D) =>
  z.strictObject({ action: z.literal(action), reason: Text(2000).optional(), data });
const Dated = z.strictObject({ effectiveDate: Day }).optional();

/** Each action with what it takes. */
export const PermitTransition = z.discriminatedUnion(
  'action',
  [
    act(
      'submit',
      z
        .strictObject({
          submittedDate: Day,
          applicationNumber: CityNumber.optional(),
          reviewer: Reviewer.optional(),
        })
        .optional(),
    ),
    act('mark_complete', Dated),
    act('mark_incomplete', z.strictObject({ returnedDate: Day }).optional()),
    act('start_review', z.strictObject({ effectiveDate: Day, reviewer: Reviewer.optional() }).optional()),
    act(
      'request_corrections',
      z
        .strictObject({
          returnedDate: Day,
          reviewer: Reviewer.optional(),
          corrections: z
            .array(NewCorrection.omit({ permitId: true }))
            .max(200, 'At most 200 at once.')
            .optional()
            .describe('May also be logged one by one under /v1/corrections.'),
        })
        .optional(),
    ),
    act('resubmit', z.strictObject({ submittedDate: Day, reviewer: Reviewer.optional() }).optional()),
    act('approve', Dated),
    act(
      'issue',
      z.strictObject({
        permitNumber: CityNumber,
        issuedDate: Day,
        expiresDate: CivilDateIn.describe('After the day of issue.').meta({ examples: ['2028-05-23'] }),
      }),
    ),
    act('final', Dated),
    act('deny', Dated),
    act('withdraw', Dated),
    act('expire', Dated),
    act(
      'renew',
      z.strictObject({
        effectiveDate: Day,
        expiresDate: CivilDateIn.describe('After the day of renewal.').meta({ examples: ['2028-05-23'] }),
      }),
    ),
  ],
  { error: `An action of a permit: ${permitStates.actions.join(', ')}.` },
);
export type PermitTransition = z.output<typeof PermitTransition>;

export const ReviewCycle = z
  .object({
    id: Id,
    permitId: Id,
    number: z.int(),
    submittedDate: CivilDateOut,
    returnedDate: CivilDateOut.nullable(),
    reviewer: z.string().nullable(),
    outcome: WordOut(OUTCOMES).nullable(),
    corrections: z.int(),
    openCorrections: z.int(),
    days: z.int().describe('From submission to return, or to today.'),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'ReviewCycle' });
export type ReviewCycle = z.infer<typeof ReviewCycle>;
export const ReviewCyclePage = PageOf(ReviewCycle).meta({ id: 'ReviewCyclePage' });
export const ReviewCycleQuery = ListQuery.extend({
  sort: SortIn(['createdAt'], '-createdAt'),
  permitId: Id.optional(),
  projectId: Id.optional(),
});
export type ReviewCycleQuery = z.output<typeof ReviewCycleQuery>;
export const ReviewCyclePatch = z.strictObject({ reviewer: Reviewer.nullable() });

const Clock = {
  cityDays: z.int().describe('Days with the city so far.'),
  usDays: z.int().describe('Days with us so far.'),
  clock: WordOut(['city', 'us', 'stopped']),
  clockSince: CivilDateOut.nullable().describe('When it last changed hands.'),
};

/** A row of the list. */
export const PermitRow = z
  .object({
    id: Id,
    projectId: Id,
    projectNumber: z.string().nullable(),
    projectAddress: z.string().meta({ examples: ['600 4th Ave'] }),
    type: WordOut(PERMIT_TYPES),
    description: z.string().nullable(),
    jurisdiction: z.string().meta({ examples: ['Seattle SDCI'] }),
    state: WordOut(permitStates.states),
    stateSince: CivilDateOut,
    applicationNumber: z.string().nullable(),
    permitNumber: z.string().nullable(),
    reviewer: z.string().nullable(),
    submittedDate: CivilDateOut.nullable(),
    approvedDate: CivilDateOut.nullable(),
    issuedDate: CivilDateOut.nullable(),
    expiresDate: CivilDateOut.nullable(),
    finaledDate: CivilDateOut.nullable(),
    targetDate: CivilDateOut.nullable(),
    cycles: z.int(),
    openCorrections: z.int(),
    ...Clock,
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'PermitRow' });
export type PermitRow = z.infer<typeof PermitRow>;
export const PermitPage = PageOf(PermitRow).meta({ id: 'PermitPage' });

const PermitChange = z
  .object({
    state: WordOut(permitStates.states),
    from: WordOut(permitStates.states).nullable(),
    action: z.string(),
    reason: z.string().nullable(),
    effectiveDate: CivilDateOut,
    at: Moment,
    actorName: z.string(),
  })
  .meta({ id: 'PermitChange' });

export const Permit = PermitRow.extend({
  reviewCycles: z.array(ReviewCycle),
  history: z.array(PermitChange),
  moves: z.array(Move),
}).meta({ id: 'Permit' });
export type Permit = z.infer<typeof Permit>;
