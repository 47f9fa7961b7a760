import { INTERNAL_ROLES } from '@connect/domain/permissions';
import { taskStates } from '@connect/domain/task-states';
import { z } from 'zod';
import {
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
  TransitionBody,
  Version,
} from '../../platform/schemas.ts';
import { SUBJECT_TYPES } from '../documents/index.ts';

const State = z.enum(taskStates.states as unknown as [string, ...string[]]).meta({ examples: ['pending'] });
const AssigneeRole = z.enum(INTERNAL_ROLES).meta({ examples: ['servicing'] });
const SubjectType = z.enum(SUBJECT_TYPES).meta({ examples: ['project'] });

const title = Text(200).meta({ examples: ['Call the title company'] });
const note = LongText(5000).meta({ examples: ['They wait for the payoff letter.'] });
const assignee = {
  assigneeId: Id.nullable().optional().describe('A member of staff.'),
  assigneeRole: AssigneeRole.nullable().optional().describe('Whoever of this role takes it.'),
  partyId: Id.nullable().optional().describe('An outside party, which sees the task.'),
};

export const NewTask = z.strictObject({
  title,
  note: note.optional(),
  dueDate: CivilDateIn.optional(),
  ...assignee,
  subject: z.strictObject({ type: SubjectType, id: Id }).optional().describe('What the task is about.'),
});
export type NewTask = z.output<typeof NewTask>;

export const TaskPatch = z.strictObject({
  title: title.optional(),
  note: note.nullable().optional(),
  dueDate: CivilDateIn.nullable().optional(),
  ...assignee,
});
export type TaskPatch = z.output<typeof TaskPatch>;

export const TaskQuery = ListQuery.extend({
  sort: SortIn(['due', 'createdAt'], 'due').describe(
    '`due`: the most urgent first, those without a day last.',
  ),
  mine: FlagIn.optional().describe('Given to me, to my role with nobody named, or to my party.'),
  state: z
    .enum([...(taskStates.states as unknown as [string, ...string[]]), 'open'])
    .optional()
    .describe('`open`: pending or in progress.'),
  assigneeId: Id.optional(),
  assigneeRole: AssigneeRole.optional(),
  dueBefore: CivilDateIn.optional().describe('Due before this day.'),
  subjectType: SubjectType.optional(),
  subjectId: Id.optional(),
  projectId: Id.optional(),
  loanId: Id.optional(),
});
export type TaskQuery = z.output<typeof TaskQuery>;

export const Task = z
  .object({
    id: Id,
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
    title: z.string().meta({ examples: ['Call the title company'] }),
    note: z.string().nullable(),
    state: State,
    assigneeId: Id.nullable(),
    assigneeName: z
      .string()
      .nullable()
      .meta({ examples: ['Sam Servicing'] }),
    assigneeRole: AssigneeRole.nullable(),
    partyId: Id.nullable(),
    partyName: z
      .string()
      .nullable()
      .meta({ examples: ['Sample Builder LLC'] }),
    dueDate: CivilDateOut.nullable(),
    overdue: z.boolean().describe("Still open after its day, in the book's zone."),
    subjectType: SubjectType.nullable(),
    subjectId: Id.nullable(),
    projectId: Id.nullable(),
    loanId: Id.nullable(),
    closedAt: Moment.nullable(),
    closedByName: z.string().nullable(),
    closedReason: z.string().nullable(),
    createdByName: z.string(),
    moves: z.array(Move),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof Task>;
export const TaskPage = PageOf(Task).meta({ id: 'TaskPage' });
export const TaskTransition = TransitionBody(taskStates.actions as unknown as [string, ...string[]]);
