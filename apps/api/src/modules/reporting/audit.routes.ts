import { z } from 'zod';
import { EVENT_NAMES, titleOf } from '../../events/catalog.ts';
import { publish } from '../../events/publish.ts';
import { EVENT_SUBJECTS } from '../../events/subject-types.ts';
import { reader } from '../../platform/db.ts';
import { pageOf } from '../../platform/keyset.ts';
import { operation } from '../../platform/operation.ts';
import {
  CivilDateIn,
  CivilDateOut,
  EntryName,
  Id,
  ListQuery,
  LongText,
  Moment,
  PageOf,
  SortIn,
} from '../../platform/schemas.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { authorise } from '../identity/index.ts';
import { countEvents, listEvents } from './audit.repo.ts';

const AuditEvent = z
  .object({
    id: z.string().meta({ examples: ['1042'] }),
    at: Moment,
    name: z.string().meta({ examples: ['project.moved'] }),
    title: z.string().meta({ examples: ['Moved to feasibility'] }),
    subjectType: z.string().nullable(),
    subjectId: Id.nullable(),
    projectId: Id.nullable(),
    actorId: Id.nullable(),
    actorName: z.string(),
    actorRole: z.string(),
    requestId: z.string(),
    ip: z.string().nullable(),
    effectiveDate: CivilDateOut.nullable(),
    payload: z
      .record(z.string(), z.unknown())
      .describe('What changed, before and after; sensitive fields masked.'),
  })
  .meta({ id: 'AuditEvent' });

const AuditQuery = ListQuery.extend({
  sort: SortIn(['recorded'], '-recorded'),
  name: z.enum(EVENT_NAMES, 'There is no such event.').optional(),
  actorId: Id.optional(),
  subjectType: z.enum(EVENT_SUBJECTS).optional(),
  subjectId: Id.optional(),
  projectId: Id.optional(),
  from: CivilDateIn.optional(),
  to: CivilDateIn.optional(),
});

/** The lists of the pages, each named once. */
const LISTS = [
  'audit-trail',
  'bank-lines',
  'consultant-orders',
  'disbursements',
  'documents',
  'draw-sets',
  'draws',
  'entities',
  'inspections',
  'leads',
  'ledger',
  'loans',
  'my-draws',
  'my-leads',
  'my-loans',
  'my-orders',
  'my-waivers',
  'outbox',
  'payment-files',
  'payments',
  'payoff-quotes',
  'people',
  'permits',
  'pipeline',
  'plans',
  'proformas',
  'projects',
  'signatures',
  'statements',
  'tasks',
  'unapplied',
  'users',
  'waivers',
] as const;
const MOST_FILTERS = 30;

const NewExport = z.strictObject({
  list: z.enum(LISTS, 'There is no such list.').meta({ examples: ['projects'] }),
  filter: z
    .record(EntryName, LongText(1000))
    .refine((filter) => Object.keys(filter).length <= MOST_FILTERS, `At most ${MOST_FILTERS} filters.`)
    .default({}),
  rows: z.int().min(0).max(1_000_000),
});

export const auditRoutes = [
  operation({
    method: 'GET',
    path: '/v1/audit-events',
    id: 'listAuditEvents',
    tag: 'Reporting',
    summary: 'The audit trail, newest first',
    permission: 'read:audit',
    query: AuditQuery,
    response: PageOf(AuditEvent).meta({ id: 'AuditEventPage' }),
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:audit');
      const [rows, total] = await Promise.all([
        listEvents(reader(), scope, query),
        query.withTotal ? countEvents(reader(), scope, query) : undefined,
      ]);
      const page = pageOf(rows, query, ({ id }) => [String(id)], total);
      const items = page.items.map((row) => {
        const payload = row.payload as Record<string, unknown>;
        return { ...row, id: String(row.id), payload, title: titleOf(row.name, payload) };
      });
      return { ...page, items };
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/exports',
    id: 'recordExport',
    tag: 'Reporting',
    summary: 'Put an export of a list on record',
    description:
      'A client that writes a list to a file says so first: who took which rows is part of the audit trail.',
    permission: 'signed-in',
    body: NewExport,
    status: 201,
    response: z.object({ rows: z.int() }),
    handle: ({ actor, body }) =>
      inTransaction(actor, async (tx) => {
        const { q, ...filter } = body.filter;
        await publish(
          tx,
          'list.exported',
          { type: 'user', id: actor.userId! },
          // What was looked for is as a rule somebody's name.
          { ...body, filter: q === undefined ? filter : { ...filter, q: '•••' } },
        );
        return { rows: body.rows };
      }),
  }),
];
