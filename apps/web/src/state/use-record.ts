import type { AnswerOf, ApiProblem, PathParams, Query } from '@connect/api-client';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { recordKey } from './record-key.ts';

/** What every record of the API carries. */
export type ApiRecord = { id: string; version: number; state?: string; createdAt?: string };

/** One record (or report): `useRecord('/v1/loans/{id}', { id })`. */
export function useRecord<T = never, P extends string = string>(
  path: P,
  params: PathParams = {},
  options: { query?: Query; enabled?: boolean; refetchInterval?: number | false } = {},
): UseQueryResult<[T] extends [never] ? AnswerOf<P> : T, ApiProblem> {
  type Answer = [T] extends [never] ? AnswerOf<P> : T;
  return useQuery<Answer, ApiProblem>({
    queryKey: recordKey(path, params, options.query),
    queryFn: ({ signal }) =>
      api.get<unknown>(path as string, { path: params, query: options.query, signal }) as Promise<Answer>,
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchInterval,
  });
}
