import type { Filters } from '@connect/ui/filter-bar';
import { useQueries } from '@tanstack/react-query';
import { api } from './api.ts';

/** How many rows of a list fit each view's filters, by the view's id. A count that cannot be had is left out. */
export function useCounts(
  path: string,
  views: readonly { id: string; state: { filters: Filters } }[],
  always: Filters = {},
): Map<string, number> {
  const answers = useQueries({
    queries: views.map(({ state }) => ({
      queryKey: ['list', path, 'count', always, state.filters],
      queryFn: () =>
        api.get<{ total?: number }>(path, {
          query: { ...always, ...state.filters, limit: 1, withTotal: true },
        }),
      staleTime: 20_000,
      retry: false,
    })),
  });
  return new Map(
    views.flatMap(({ id }, at) => {
      const total = answers[at]?.data?.total;
      return total === undefined ? [] : [[id, total] as const];
    }),
  );
}
