import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { issueStatement } from './issue-statement.ts';
import * as s from './statements.schemas.ts';
import { getStatement, pageOfStatements } from './statements.service.ts';

const tag = 'Servicing';

export const statementRoutes = [
  operation({
    method: 'POST',
    path: '/v1/statements',
    id: 'issueStatement',
    tag,
    summary: 'Issue the statement of a loan and month',
    description:
      'Once; the PDF is kept and the borrower sees it. What is posted later stands on the next statement.',
    permission: 'write:statements',
    body: s.NewStatement,
    status: 201,
    response: s.Statement,
    handle: ({ actor, body }) => issueStatement(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/statements',
    id: 'listStatements',
    tag,
    summary: 'List statements, latest month first',
    description: 'A borrower sees their own.',
    permission: 'read:statements',
    query: s.StatementQuery,
    response: s.StatementPage,
    handle: ({ actor, query }) => pageOfStatements(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/statements/{id}',
    id: 'getStatement',
    tag,
    summary: 'One statement with its figures',
    permission: 'read:statements',
    params: IdParams,
    response: s.Statement,
    handle: ({ actor, params }) => getStatement(actor, params.id),
  }),
];
