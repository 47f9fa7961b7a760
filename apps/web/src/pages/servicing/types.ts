/** Answers of the API that several pages of servicing use, as the contract names them. */
import type { AnswerOf, ItemOf } from '@connect/api-client';

export type DrawRow = ItemOf<'/v1/draws'>;
export type Draw = AnswerOf<'/v1/draws/{id}'>;
export type DrawLine = Draw['lines'][number];
export type DrawPaper = Draw['papers'][number];
export type DrawCondition = Draw['conditions'][number];
export type InspectionRow = ItemOf<'/v1/inspections'>;
export type Inspection = AnswerOf<'/v1/inspections/{id}'>;
export type Payment = ItemOf<'/v1/payments'>;
export type MonthEnd = AnswerOf<'/v1/month-ends/{period}'>;
export type Statement = ItemOf<'/v1/statements'>;
export type PayoffQuote = ItemOf<'/v1/payoff-quotes'>;
export type LoanRow = ItemOf<'/v1/loans'>;
export type Waiver = AnswerOf<'/v1/lien-waivers/{id}'>;
export type DrawSetRow = ItemOf<'/v1/draw-sets'>;
export type DrawSet = AnswerOf<'/v1/draw-sets/{id}'>;
export type Disbursement = ItemOf<'/v1/disbursements'>;
export type PaymentFile = ItemOf<'/v1/payment-files'>;
export type Payee = AnswerOf<'/v1/loans/{id}/payees'>['items'][number];
export type Evidence = AnswerOf<'/v1/loans/{id}/evidence'>;
