import { operation } from '../../platform/operation.ts';
import { IdParams } from '../../platform/schemas.ts';
import { Dashboard, ServicingDesk } from './dashboard.schemas.ts';
import { dashboard, servicingDesk } from './dashboard.ts';
import { LoanOverview, loanOverview } from './loan-overview.ts';
import { ProjectOverview } from './overview.schemas.ts';
import { projectOverview } from './overview.ts';

const tag = 'Reporting';

export const overviewRoutes = [
  operation({
    method: 'GET',
    path: '/v1/reports/projects/{id}',
    id: 'getProjectOverview',
    tag,
    summary: 'One deal on one page: next step, loan, draw, progress, permits',
    permission: 'read:reports',
    params: IdParams,
    response: ProjectOverview,
    handle: ({ actor, params }) => projectOverview(actor, params.id, new Date()),
  }),
  operation({
    method: 'GET',
    path: '/v1/reports/loans/{id}',
    id: 'getLoanOverview',
    tag,
    summary: 'One loan with its newest draws',
    description: 'The row that the list of loans shows, and those of its draws, in one request.',
    permission: 'read:loans',
    params: IdParams,
    response: LoanOverview,
    handle: ({ actor, params }) => loanOverview(actor, params.id),
  }),
  operation({
    method: 'GET',
    path: '/v1/reports/dashboard',
    id: 'getDashboard',
    tag,
    summary: 'What stands where and what waits, counted',
    description: 'Figures of loans and draws only for roles that read loans.',
    permission: 'read:reports',
    response: Dashboard,
    handle: ({ actor }) => dashboard(actor, new Date()),
  }),
  operation({
    method: 'GET',
    path: '/v1/reports/servicing',
    id: 'getServicingDesk',
    tag,
    summary: 'Draws that wait for us, late payments, the month end',
    permission: 'read:postings',
    response: ServicingDesk,
    handle: ({ actor }) => servicingDesk(actor, new Date()),
  }),
];
