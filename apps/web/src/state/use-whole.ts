import type { ApiProblem, ItemOf, PathParams } from '@connect/api-client';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { recordKey } from './record-key.ts';
import type { Page } from './use-list.ts';

const PAGE = 200;

/** Every row of a short list, page after page: for choices, which must not miss one. A table that grows takes `useList`. */
export function useWhole<T = never, P extends string = string>(
  path: P,
  params: PathParams = {},
  options: { enabled?: boolean; refetchInterval?: number | false } = {},
): UseQueryResult<{ items: ([T] extends [never] ? ItemOf<P> : T)[] }, ApiProblem> {
  type Item = [T] extends [never] ? ItemOf<P> : T;
  return useQuery<{ items: Item[] }, ApiProblem>({
    queryKey: recordKey(path, params),
    queryFn: () => wholeList<Item>(path, params),
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchInterval,
  });
}

/** The same for a query that is asked by hand. */
export async function wholeList<Item>(
  path: string,
  params: PathParams = {},
  filters: Record<string, string> = {},
): Promise<{ items: Item[] }> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<Item> = await api.get<Page<Item>>(path, {
      path: params,
      query: { ...filters, limit: PAGE, cursor: cursor ?? undefined },
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return { items };
}
