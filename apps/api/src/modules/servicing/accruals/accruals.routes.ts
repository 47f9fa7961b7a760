import { operation } from '../../../platform/operation.ts';
import { AccrualRun, AccrualRunPage, AccrualRunQuery } from './accruals.schemas.ts';
import { pageOfAccruals, startAccruals } from './accrue-loans.ts';

const tag = 'Servicing';

export const accrualRoutes = [
  operation({
    method: 'GET',
    path: '/v1/accrual-runs',
    id: 'listAccrualRuns',
    tag,
    summary: 'The daily accruals, newest first',
    permission: 'read:postings',
    query: AccrualRunQuery,
    response: AccrualRunPage,
    handle: ({ actor, query }) => pageOfAccruals(actor, query),
  }),
  operation({
    method: 'POST',
    path: '/v1/accrual-runs',
    id: 'startAccruals',
    tag,
    summary: 'Accrue all loans through yesterday, or take up what was set aside',
    description: 'Runs by itself every morning. Doing it again accrues nothing twice.',
    permission: 'write:statements',
    money: true,
    status: 202,
    response: AccrualRun,
    handle: ({ actor }) => startAccruals(actor),
  }),
];
