import { namesFor, titleOf } from '../../events/catalog.ts';
import { publish } from '../../events/publish.ts';
import { reader } from '../../platform/db.ts';
import { pageOf } from '../../platform/keyset.ts';
import { operation } from '../../platform/operation.ts';
import { IdParams } from '../../platform/schemas.ts';
import { sortedPage } from '../../platform/sorts.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { authorise } from '../identity/index.ts';
import { listProjectPage } from './list-projects.ts';
import { moveProject } from './move-project.ts';
import { countNotes, insertNote, listNotes, SORTS as NOTE_SORTS } from './notes.repo.ts';
import * as s from './projects.schemas.ts';
import { changeProject, getProject, requireProject } from './projects.service.ts';
import { submitLead } from './submit-lead.ts';
import { countTimeline, listTimeline } from './timeline.repo.ts';

const tag = 'Projects';

export const projectRoutes = [
  operation({
    method: 'POST',
    path: '/v1/leads',
    id: 'submitLead',
    tag,
    summary: 'Submit a lead',
    description: 'Creates a project in stage lead and acknowledges it to the agent.',
    permission: 'submit:leads',
    body: s.NewLead,
    status: 201,
    response: s.Project,
    handle: ({ actor, body }) => submitLead(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/projects',
    id: 'listProjects',
    tag,
    summary: 'List projects, newest first unless sorted otherwise',
    permission: 'read:projects',
    query: s.ProjectQuery,
    response: s.ProjectPage,
    handle: ({ actor, query }) => listProjectPage(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/projects/{id}',
    id: 'getProject',
    tag,
    summary: 'One project with its stages and the moves that are open',
    permission: 'read:projects',
    params: IdParams,
    response: s.Project,
    handle: ({ actor, params }) => getProject(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/projects/{id}',
    id: 'changeProject',
    tag,
    summary: 'Change facts of a project',
    permission: 'write:projects',
    params: IdParams,
    body: s.ProjectPatch,
    response: s.Project,
    handle: ({ actor, params, version, body }) =>
      changeProject(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/projects/{id}/transitions',
    id: 'moveProject',
    tag,
    summary: 'Move a project along its life cycle',
    description: 'GO needs a proforma and gives the permanent project number.',
    permission: 'write:projects',
    params: IdParams,
    body: s.ProjectTransition,
    response: s.Project,
    handle: ({ actor, params, version, body }) =>
      moveProject(actor, {
        id: params.id,
        version,
        action: body.action,
        reason: body.reason,
        effectiveDate: body.data?.effectiveDate,
      }),
  }),
  operation({
    method: 'GET',
    path: '/v1/projects/{id}/timeline',
    id: 'listTimeline',
    tag,
    summary: 'What happened on the deal, newest first',
    description: 'Partners see what concerns them; staff see everything but the bare audit trail.',
    permission: 'read:projects',
    params: IdParams,
    query: s.TimelineQuery,
    response: s.TimelinePage,
    handle: async ({ actor, params, query }) => {
      const scope = authorise(actor, 'read:projects');
      await requireProject(reader(), scope, params.id);
      const names = actor.role === 'system' ? [] : namesFor(actor.role);
      const [rows, total] = await Promise.all([
        listTimeline(reader(), scope, params.id, names, query),
        query.withTotal ? countTimeline(reader(), scope, params.id, names) : undefined,
      ]);
      const page = pageOf(rows, query, (row) => [String(row.id)], total);
      return {
        ...page,
        items: page.items.map(({ payload, id, ...row }) => ({
          ...row,
          id: String(id),
          title: titleOf(row.name, payload),
        })),
      };
    },
  }),
  operation({
    method: 'GET',
    path: '/v1/projects/{id}/notes',
    id: 'listNotes',
    tag,
    summary: 'Internal notes of a project',
    permission: 'read:notes',
    params: IdParams,
    query: s.NoteQuery,
    response: s.NotePage,
    handle: async ({ actor, params, query }) => {
      await requireProject(reader(), authorise(actor, 'read:projects'), params.id);
      const scope = authorise(actor, 'read:notes');
      const [rows, total] = await Promise.all([
        listNotes(reader(), scope, params.id, query),
        query.withTotal ? countNotes(reader(), scope, params.id) : undefined,
      ]);
      return sortedPage(rows, query, NOTE_SORTS, total);
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/projects/{id}/notes',
    id: 'addNote',
    tag,
    summary: 'Add an internal note',
    permission: 'write:notes',
    params: IdParams,
    body: s.NewNote,
    status: 201,
    response: s.Note,
    handle: ({ actor, params, body }) => {
      authorise(actor, 'write:notes');
      return inTransaction(actor, async (tx) => {
        await requireProject(tx, authorise(actor, 'read:projects'), params.id);
        const note = await insertNote(tx, params.id, body.body);
        await publish(
          tx,
          'project.noted',
          { type: 'project', id: params.id, projectId: params.id },
          { text: body.body.slice(0, 200) },
        );
        return { ...note, authorName: actor.name };
      });
    },
  }),
];
