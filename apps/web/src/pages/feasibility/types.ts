/** Answers of the API that several pages of feasibility use, as the contract names them. */
import type { AnswerOf, ItemOf } from '@connect/api-client';

export type OrderRow = ItemOf<'/v1/consultant-orders'>;
export type Order = AnswerOf<'/v1/consultant-orders/{id}'>;
export type OrderType = AnswerOf<'/v1/consultant-order-types'>['items'][number];
export type ProformaRow = ItemOf<'/v1/proformas'>;
export type Proforma = AnswerOf<'/v1/proformas/{id}'>;
export type ProformaVersion = AnswerOf<'/v1/proformas/{id}/versions/{number}'>;
export type StoredInput = Proforma['input'];
export type Project = AnswerOf<'/v1/projects/{id}'>;
