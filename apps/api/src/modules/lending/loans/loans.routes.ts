import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { LoanAudit, NewWaiver } from './audit.schemas.ts';
import { changeTerms, recordInsurance, saveBudget } from './change-loan.ts';
import { createLoan } from './create-loan.ts';
import { getAudit, waiveFinding } from './judge-loan.ts';
import * as s from './loans.schemas.ts';
import { getLoan, listLoans } from './loans.service.ts';
import { moveLoan } from './move-loan.ts';
import { SignedPaper } from './papers.schemas.ts';
import { recordPaper } from './record-paper.ts';
import { setParties } from './set-parties.ts';
import { LoanTransition } from './transition.schemas.ts';

const tag = 'Lending';

export const loanRoutes = [
  operation({
    method: 'GET',
    path: '/v1/loans',
    id: 'listLoans',
    tag,
    summary: 'List loans, newest first unless sorted otherwise',
    permission: 'read:loans',
    query: s.LoanQuery,
    response: s.LoanPage,
    handle: ({ actor, query }) => listLoans(actor, query),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans',
    id: 'createLoan',
    tag,
    summary: 'Make a loan out of a project',
    description:
      'Collateral, parties, budget and terms come from the project and its base proforma; what is given overrides them.',
    permission: 'write:loans',
    body: s.NewLoan,
    status: 201,
    response: s.Loan,
    handle: ({ actor, body }) => createLoan(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/loans/{id}',
    id: 'getLoan',
    tag,
    summary: 'One loan with its parties, budget, documents, history and the moves that are open',
    permission: 'read:loans',
    params: IdParams,
    response: s.Loan,
    handle: ({ actor, params }) => getLoan(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/loans/{id}',
    id: 'changeLoan',
    tag,
    summary: 'Change terms while in draft or underwriting',
    permission: 'write:loans',
    params: IdParams,
    body: s.LoanPatch,
    response: s.Loan,
    handle: ({ actor, params, version, body }) => changeTerms(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'PUT',
    path: '/v1/loans/{id}/parties',
    id: 'setLoanParties',
    tag,
    summary: 'Name borrower and guarantors while in draft or underwriting',
    permission: 'write:loans',
    params: IdParams,
    body: s.LoanPartiesIn,
    response: s.Loan,
    handle: ({ actor, params, version, body }) => setParties(actor, { id: params.id, version, ...body }),
  }),
  operation({
    method: 'PUT',
    path: '/v1/loans/{id}/budget',
    id: 'saveLoanBudget',
    tag,
    summary: 'Write the budget of a draft, all lines in their order',
    description: 'Saved whatever the lines sum to; the audit holds the approval until they sum to the loan.',
    permission: 'write:loans',
    params: IdParams,
    body: s.BudgetIn,
    response: s.Loan,
    handle: ({ actor, params, version, body }) =>
      saveBudget(actor, { id: params.id, version, lines: body.lines }),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans/{id}/insurance',
    id: 'recordInsurance',
    tag,
    summary: 'Note an insurance policy of the property',
    permission: 'write:loans',
    params: IdParams,
    body: s.InsuranceIn,
    status: 201,
    response: s.Loan,
    handle: ({ actor, params, body }) => recordInsurance(actor, { id: params.id, policy: body }),
  }),
  operation({
    method: 'GET',
    path: '/v1/loans/{id}/audit',
    id: 'getLoanAudit',
    tag,
    summary: 'What the audit rules find, each with its sentence',
    permission: 'read:postings', // the internal readers of loans; partners do not see what we look at
    params: IdParams,
    response: LoanAudit,
    handle: ({ actor, params }) => getAudit(actor, params.id),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans/{id}/audit/waivers',
    id: 'waiveFinding',
    tag,
    summary: 'Waive a check of the audit with a reason',
    description:
      'What holds cannot be waived. A waiver counts as long as the finding stays word by word the same.',
    permission: 'approve:loans',
    stepUp: true,
    params: IdParams,
    body: NewWaiver,
    status: 201,
    response: LoanAudit,
    handle: ({ actor, params, body }) => waiveFinding(actor, { loanId: params.id, ...body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans/{id}/loan-documents',
    id: 'recordPaper',
    tag,
    summary: 'Keep the note or the deed of trust as signed on paper',
    description:
      'A note needs its wet-ink original’s custodian, a deed of trust the notary’s name, commission and date; both a scan.',
    permission: 'write:loans',
    params: IdParams,
    body: SignedPaper,
    status: 201,
    response: s.Loan,
    handle: ({ actor, params, body }) => recordPaper(actor, { id: params.id, paper: body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans/{id}/transitions',
    id: 'moveLoan',
    tag,
    summary: 'Move a loan along its life cycle',
    description:
      'Funding moves money: it asks for an Idempotency-Key and a step-up, and for the initial advance said once more.',
    permission: 'write:loans',
    params: IdParams,
    body: LoanTransition,
    response: s.Loan,
    handle: ({ actor, params, version, body }) => moveLoan(actor, { id: params.id, version, move: body }),
  }),
];
