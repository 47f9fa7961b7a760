/** Answers of the API that the pages of lending use, as the contract names them. */
import type { AnswerOf, ItemOf } from '@connect/api-client';

export type LoanRow = ItemOf<'/v1/loans'>;
export type Loan = AnswerOf<'/v1/loans/{id}'>;
export type LoanDocument = Loan['documents'][number];
export type LoanParty = Loan['parties'][number];
export type BudgetLine = Loan['budget']['lines'][number];
export type AuditLine = AnswerOf<'/v1/loans/{id}/audit'>['lines'][number];
export type Balances = AnswerOf<'/v1/loans/{id}/balances'>;
export type Accrual = AnswerOf<'/v1/loans/{id}/accrual'>;
export type AccrualSegment = Accrual['segments'][number];
export type Posting = ItemOf<'/v1/postings'>;
export type Statement = ItemOf<'/v1/statements'>;
export type InterestBill = ItemOf<'/v1/interest-bills'>;
export type PayoffQuote = ItemOf<'/v1/payoff-quotes'>;
export type DrawRow = ItemOf<'/v1/draws'>;
export type BankLineRow = ItemOf<'/v1/bank-lines'>;
export type BankLine = AnswerOf<'/v1/bank-lines/{id}'>;
export type Base = BankLine['base'];
export type BaseLoan = Base['loans'][number];
export type WhatIf = AnswerOf<'/v1/bank-lines/{id}/what-ifs', 'post'>;
export type Pledge = ItemOf<'/v1/pledges'>;
export type Proforma = AnswerOf<'/v1/proformas/{id}'>;
export type Project = AnswerOf<'/v1/projects/{id}'>;

/** States in which principal may be outstanding; before them there are no balances. */
export const isFunded = (loan: { fundedOn: string | null }): boolean => loan.fundedOn !== null;
/** Terms, parties and audit may still change. */
export const isOpen = (loan: { state: string }): boolean =>
  loan.state === 'draft' || loan.state === 'underwriting';
/** Money may come in. */
export const isRunning = (loan: { state: string }): boolean =>
  ['funded', 'recorded', 'servicing', 'default'].includes(loan.state);

export const PRODUCTS = [
  { value: 'construction', label: 'Construction' },
  { value: 'land', label: 'Land' },
] as const;
export const productName = (product: string): string =>
  PRODUCTS.find(({ value }) => value === product)?.label ?? product;
