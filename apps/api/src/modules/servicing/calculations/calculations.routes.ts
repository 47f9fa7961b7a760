import { operation } from '../../../platform/operation.ts';
import { calculateLoan } from './calculate-loan.ts';
import { CalculatedLoan, LoanCalculation } from './calculations.schemas.ts';

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
];
