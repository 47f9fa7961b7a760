/** Answers of the API that several pages of the deals use, as the contract names them. */
import type { AnswerOf, ItemOf } from '@connect/api-client';

export type Deal = ItemOf<'/v1/reports/deals'>;
export type ProjectRow = ItemOf<'/v1/projects'>;
export type Project = AnswerOf<'/v1/projects/{id}'>;
export type Dashboard = AnswerOf<'/v1/reports/dashboard'>;
export type Overview = AnswerOf<'/v1/reports/projects/{id}'>;
export type ServicingDesk = AnswerOf<'/v1/reports/servicing'>;
