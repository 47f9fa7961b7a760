/** Answers of the API that the pages of the books use, as the contract names them. */
import type { AnswerOf } from '@connect/api-client';

export type AccountingPeriod = AnswerOf<'/v1/accounting-periods/{period}'>;
export type Reconciliation = AnswerOf<'/v1/accounting-periods/{period}/reconciliations'>['items'][number];
export type TrialBalance = AnswerOf<'/v1/trial-balance'>;
export type TrialBalanceLine = TrialBalance['accounts'][number];
export type LedgerAccount = AnswerOf<'/v1/accounts'>['items'][number];
