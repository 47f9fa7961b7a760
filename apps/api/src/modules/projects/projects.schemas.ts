import { projectStates } from '@connect/domain/project-states';
import { z } from 'zod';
import {
  CentsIn,
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  DecimalOut,
  EffectiveDate,
  FreeForm,
  Id,
  ListQuery,
  LongText,
  Moment,
  Move,
  PageOf,
  SortIn,
  Text,
  TransitionBody,
  Version,
  WordOut,
  WordsIn,
} from '../../platform/schemas.ts';
import { LotOutline, LotOutlineIn } from './lot.schemas.ts';

export const Stage = WordOut(projectStates.states);
export const Market = z.enum(['seattle', 'phoenix']);
export const Source = z.enum(['agent', 'web_form', 'phone', 'referral', 'legacy_intake']);

const Zip = z
  .string()
  .regex(/^\d{5}(-\d{4})?$/, 'A ZIP code such as "98112".')
  .meta({ examples: ['98112'] });
const StateCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'A state such as "WA".')
  .meta({ examples: ['WA'] });

/** What anybody who submits a lead can tell. */
export const NewLead = z.strictObject({
  address: Text(200).meta({ examples: ['600 4th Ave'] }),
  unit: Text(40).optional(),
  city: Text(100).meta({ examples: ['Seattle'] }),
  state: StateCode,
  zip: Zip,
  market: Market.default('seattle'),
  neighborhood: Text(100).optional(),
  parcelNumber: Text(40).optional(),
  lotSquareFeet: z.int().min(1, 'Must be more than zero.').max(100_000_000, 'Too large.').optional(),
  zoning: Text(40).optional(),
  askCents: CentsIn.optional(),
  summary: Text(200)
    .optional()
    .meta({ examples: ['Two houses, 4,180 sq ft'] }),
  note: LongText(5000).optional(),
  source: Source.optional().describe(
    'Staff say where the lead came from; an agent’s own lead is always from the agent.',
  ),
  agentId: Id.optional().describe('Staff name the agent; an agent’s own lead is always their own.'),
  effectiveDate: EffectiveDate.describe(
    "The day the lead came in, where staff enters it later. Default: today in the book's time zone, as an agent's own lead always is.",
  ),
});

export const ProjectPatch = z.strictObject({
  address: Text(200).optional(),
  unit: Text(40).nullable().optional(),
  city: Text(100).optional(),
  state: StateCode.optional(),
  zip: Zip.optional(),
  market: Market.optional(),
  neighborhood: Text(100).nullable().optional(),
  parcelNumber: Text(40).nullable().optional(),
  lotSquareFeet: z.int().min(1).max(100_000_000).nullable().optional(),
  lotOutline: LotOutlineIn.nullable().optional().describe('The lot as surveyed; null takes it back.'),
  zoning: Text(40).nullable().optional(),
  summary: Text(200).nullable().optional(),
  askCents: CentsIn.nullable().optional(),
  ownerId: Id.nullable()
    .optional()
    .describe('The member of staff who has the deal; naming one answers the lead.'),
  builderId: Id.nullable().optional().describe('A contact or entity; it sees the project from then on.'),
  decisionDue: CivilDateIn.nullable().optional(),
  expectedClose: CivilDateIn.nullable().optional(),
});

export const ProjectQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'stageSince', 'address', 'urgency'], '-createdAt'),
  stage: WordsIn(projectStates.states).optional().describe('One or more stages, separated by commas.'),
  market: Market.optional(),
  ownerId: z.union([Id, z.literal('none')]).optional(),
  source: Source.optional(),
  q: z.string().max(200).optional().describe('Part of the address or the project number.'),
});

const Named = z.object({ id: Id, name: z.string().meta({ examples: ['Sample Builder LLC'] }) });

/** A row of the list. */
export const ProjectRow = z
  .object({
    id: Id,
    number: z
      .string()
      .nullable()
      .meta({ examples: ['SEA-2026-0147'] }),
    stage: Stage,
    stageSince: Moment,
    market: WordOut(Market.options),
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    unit: z.string().nullable(),
    city: z.string().meta({ examples: ['Seattle'] }),
    state: z.string().meta({ examples: ['WA'] }),
    zip: z.string().meta({ examples: ['98104'] }),
    neighborhood: z.string().nullable(),
    summary: z.string().nullable(),
    source: z.string(),
    askCents: CentsOut.nullable(),
    returnOnCost: DecimalOut.nullable(),
    viabilityScore: z.int().nullable(),
    ownerId: Id.nullable(),
    ownerName: z.string().nullable(),
    agentName: z.string().nullable(),
    builderName: z.string().nullable(),
    answeredAt: Moment.nullable(),
    decisionDue: CivilDateOut.nullable(),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'ProjectRow' });
export const ProjectPage = PageOf(ProjectRow).meta({ id: 'ProjectPage' });

export const StageChange = z
  .object({
    stage: Stage,
    from: Stage.nullable(),
    action: z.string(),
    reason: z.string().nullable(),
    at: Moment,
    effectiveDate: CivilDateOut,
  })
  .meta({ id: 'StageChange' });

export const Project = ProjectRow.extend({
  parcelNumber: z.string().nullable(),
  lotSquareFeet: z.int().nullable(),
  zoning: z.string().nullable(),
  lotOutline: LotOutline.nullable(),
  leadNote: z.string().nullable(),
  agent: Named.nullable(),
  builder: Named.nullable(),
  expectedClose: CivilDateOut.nullable(),
  stages: z.array(StageChange),
  moves: z.array(Move),
}).meta({ id: 'Project' });
export type ProjectRow = z.infer<typeof ProjectRow>;
export type Project = z.infer<typeof Project>;

export const ProjectTransition = TransitionBody(
  projectStates.actions as unknown as [string, ...string[]],
).extend({
  data: z.strictObject({ effectiveDate: EffectiveDate }).optional(),
});

export const Note = z
  .object({ id: Id, body: z.string(), authorName: z.string().nullable(), createdAt: Moment })
  .meta({ id: 'ProjectNote' });
export const NotePage = PageOf(Note).meta({ id: 'ProjectNotePage' });
export const NewNote = z.strictObject({ body: Text(5000) });

export const TimelineEntry = z
  .object({
    id: z.string().meta({ examples: ['1042'] }),
    at: Moment,
    effectiveDate: CivilDateOut.nullable(),
    name: z.string().meta({ examples: ['project.moved'] }),
    title: z.string().meta({ examples: ['Moved to feasibility'] }),
    actorName: z.string(),
    subjectType: z.string().nullable(),
    subjectId: Id.nullable(),
  })
  .meta({ id: 'TimelineEntry' });
export const TimelinePage = PageOf(TimelineEntry).meta({ id: 'TimelinePage' });
export const TimelineQuery = ListQuery.extend({ sort: SortIn(['recorded'], '-recorded') });
export const NoteQuery = ListQuery.extend({ sort: SortIn(['createdAt'], '-createdAt') });

export const SavedView = z
  .object({
    id: Id,
    page: z.string(),
    name: z.string(),
    settings: z.record(z.string(), z.unknown()),
    version: Version,
  })
  .meta({ id: 'SavedView' });
export const SavedViewPage = PageOf(SavedView).meta({ id: 'SavedViewPage' });
export const SavedViewQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'name'], 'createdAt'),
  page: Text(60).meta({ examples: ['pipeline'] }),
});
export const NewSavedView = z.strictObject({
  page: Text(60).meta({ examples: ['pipeline'] }),
  name: Text(60).meta({ examples: ['Seattle, undecided'] }),
  settings: FreeForm(8000),
});
