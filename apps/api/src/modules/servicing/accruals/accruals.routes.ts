import { operation } from '../../../platform/operation.ts';
import { AccrualRun, AccrualRuns } from './accruals.schemas.ts';
import { listAccruals, startAccruals } from './accrue-loans.ts';

const tag = 'Servicing';

export const accrualRoutes = [
  operation({
    method: 'GET',
    path: '/v1/accrual-runs',
    id: 'listAccrualRuns',
    tag,
    summary: 'The daily accruals of the last month, newest first',
    permission: 'read:postings',
    response: AccrualRuns,
    handle: ({ actor }) => listAccruals(actor),
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
