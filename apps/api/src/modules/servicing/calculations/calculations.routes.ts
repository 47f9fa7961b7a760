import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { calculateLoan } from './calculate-loan.ts';
import { CalculatedLoan, LoanCalculation } from './calculations.schemas.ts';
import { Supposed, Suppositions } from './what-if.schemas.ts';
import { supposeOfLoan } from './what-if.ts';

export const calculationRoutes = [
  operation({
    method: 'POST',
    path: '/v1/loan-calculations',
    id: 'calculateLoan',
    tag: 'Servicing',
    summary: 'Work a loan out from terms and history',
    description:
      'Every posting, bill and balance, with the reason for each cent. Stateless: no record is read or changed. The order of the events is of no consequence. A history that breaks a rule of the ledger is 422 at the event, with the name of the rule.',
    permission: 'calculate:loans',
    body: LoanCalculation,
    bodyLimit: 2_000_000,
    response: CalculatedLoan,
    handle: async ({ actor, body }) => calculateLoan(actor, body),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans/{id}/what-ifs',
    id: 'supposeOfLoan',
    tag: 'Servicing',
    summary: 'How a loan would go on with another draw, payment or rate',
    description: 'From the loan’s own history to its maturity, with a bill each month. Never saves.',
    permission: 'read:postings',
    params: IdParams,
    body: Suppositions,
    response: Supposed,
    handle: ({ actor, params, body }) => supposeOfLoan(actor, params.id, body),
  }),
];
