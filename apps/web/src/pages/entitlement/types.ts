/** Answers of the API that several pages of entitlement use, as the contract names them. */
import type { AnswerOf, ItemOf } from '@connect/api-client';

export type PermitRow = ItemOf<'/v1/permits'>;
export type Permit = AnswerOf<'/v1/permits/{id}'>;
export type CorrectionRow = ItemOf<'/v1/corrections'>;
export type Correction = AnswerOf<'/v1/corrections/{id}'>;
export type Plan = AnswerOf<'/v1/plans/{id}'>;
export type PlanSelection = AnswerOf<'/v1/projects/{id}/plan-selections'>['items'][number];
export type Project = AnswerOf<'/v1/projects/{id}'>;
