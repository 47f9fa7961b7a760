/** Answers of the API that several pages of the records use, as the contract names them. */
import type { AnswerOf, ItemOf } from '@connect/api-client';

export type Contact = AnswerOf<'/v1/contacts/{id}'>;
export type Entity = AnswerOf<'/v1/entities/{id}'>;
export type DocumentRow = ItemOf<'/v1/documents'>;
export type DocumentRecord = AnswerOf<'/v1/documents/{id}'>;
export type MessageRow = ItemOf<'/v1/outbox'>;
export type Message = AnswerOf<'/v1/outbox/{id}'>;
export type Task = ItemOf<'/v1/tasks'>;
export type Project = AnswerOf<'/v1/projects/{id}'>;
