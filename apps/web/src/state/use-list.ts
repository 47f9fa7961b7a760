import type { ApiProblem, ItemOf, PathParams } from '@connect/api-client';
import type { Filters } from '@connect/ui/filter-bar';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from './api.ts';

export type Page<T> = { items: T[]; nextCursor: string | null; total?: number };
export type SortState = { key: string; desc: boolean };
export type ListOptions = {
  filters?: Filters;
  sort?: SortState | null;
  path?: PathParams;
  limit?: number;
  /** Counts all matching rows; slower, so ask only where the number is shown. */
  withTotal?: boolean;
  enabled?: boolean;
};
export type List<T> = {
  items: T[];
  total: number | null;
  loading: boolean;
  /** Rows of an earlier question are shown while the new ones come. */
  stale: boolean;
  problem: ApiProblem | null;
  hasMore: boolean;
  more: () => void;
  loadingMore: boolean;
  retry: () => void;
};

/** `{ key: 'createdAt', desc: true }` is `-createdAt` in the API. */
export const sortParam = (sort: SortState | null | undefined) =>
  sort ? `${sort.desc ? '-' : ''}${sort.key}` : undefined;

/** A list of the API, page after page by cursor. `useList('/v1/loans', …)` is typed by the schema; `useList<Row>(…)` by hand. */
export function useList<T = never, P extends string = string>(
  path: P,
  options: ListOptions = {},
): List<[T] extends [never] ? ItemOf<P> : T> {
  type Item = [T] extends [never] ? ItemOf<P> : T;
  const { filters = {}, sort, path: params, limit = 50, withTotal, enabled = true } = options;
  const query = { ...filters, sort: sortParam(sort), limit, withTotal: withTotal || undefined };
  const result = useInfiniteQuery<
    Page<Item>,
    ApiProblem,
    { pages: Page<Item>[] },
    readonly unknown[],
    string | null
  >({
    queryKey: ['list', path, params ?? null, query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Item>>(path, { path: params, query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    enabled,
  });
  const pages = result.data?.pages ?? [];
  return {
    items: pages.flatMap((page) => page.items),
    total: pages[0]?.total ?? null,
    loading: result.isPending && enabled,
    stale: result.isPlaceholderData,
    problem: result.data ? null : result.error,
    hasMore: result.hasNextPage,
    more: () => void result.fetchNextPage(),
    loadingMore: result.isFetchingNextPage,
    retry: () => void result.refetch(),
  };
}
