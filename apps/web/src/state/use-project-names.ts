import type { AnswerOf } from '@connect/api-client';
import { useQueries } from '@tanstack/react-query';
import { api } from './api.ts';
import { recordKey } from './record-key.ts';

type Project = AnswerOf<'/v1/projects/{id}'>;

/** Addresses of the projects that rows only name by id; an address hardly ever changes, so each is asked once in a while. */
export function useProjectNames(ids: readonly (string | null | undefined)[]): Map<string, string> {
  const wanted = [...new Set(ids.filter((id): id is string => Boolean(id)))];
  const answers = useQueries({
    queries: wanted.map((id) => ({
      queryKey: recordKey('/v1/projects/{id}', { id }),
      queryFn: () => api.get('/v1/projects/{id}', { path: { id } }) as Promise<Project>,
      staleTime: 5 * 60_000,
      retry: false,
    })),
  });
  return new Map(
    wanted.flatMap((id, at) => {
      const project = answers[at]?.data;
      return project ? [[id, project.address] as const] : [];
    }),
  );
}
