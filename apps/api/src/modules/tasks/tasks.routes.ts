import { reader } from '../../platform/db.ts';
import { operation } from '../../platform/operation.ts';
import { IdParams } from '../../platform/schemas.ts';
import { sortedPage } from '../../platform/sorts.ts';
import { authorise } from '../identity/index.ts';
import { countTasks, listTasks, SORTS } from './tasks.repo.ts';
import * as s from './tasks.schemas.ts';
import { changeTask, createTask, getTask, moveTask, present } from './tasks.service.ts';

const tag = 'Tasks';

export const taskRoutes = [
  operation({
    method: 'GET',
    path: '/v1/tasks',
    id: 'listTasks',
    tag,
    summary: 'Tasks, the most urgent first unless sorted otherwise',
    description: 'Inspectors and partners see those given to them.',
    permission: 'read:tasks',
    query: s.TaskQuery,
    response: s.TaskPage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:tasks');
      const rows = await listTasks(reader(), scope, query);
      const total = query.withTotal ? await countTasks(reader(), scope, query) : undefined;
      const page = sortedPage(rows, query, SORTS, total);
      return { ...page, items: page.items.map((row) => present(row, actor)) };
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/tasks',
    id: 'createTask',
    tag,
    summary: 'Open a task',
    description: 'Inspectors and partners open tasks for themselves.',
    permission: 'write:tasks',
    body: s.NewTask,
    status: 201,
    response: s.Task,
    handle: ({ actor, body }) => createTask(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/tasks/{id}',
    id: 'getTask',
    tag,
    summary: 'One task with the moves that are open',
    permission: 'read:tasks',
    params: IdParams,
    response: s.Task,
    handle: ({ actor, params }) => getTask(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/tasks/{id}',
    id: 'changeTask',
    tag,
    summary: 'Change an open task',
    description: 'Inspectors and partners change the note.',
    permission: 'write:tasks',
    params: IdParams,
    body: s.TaskPatch,
    response: s.Task,
    handle: ({ actor, params, version, body }) => changeTask(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/tasks/{id}/transitions',
    id: 'moveTask',
    tag,
    summary: 'Start, complete, cancel or reopen a task',
    permission: 'write:tasks',
    params: IdParams,
    body: s.TaskTransition,
    response: s.Task,
    handle: ({ actor, params, version, body }) => moveTask(actor, { id: params.id, version, ...body }),
  }),
];
