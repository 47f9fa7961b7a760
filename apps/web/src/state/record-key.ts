import type { PathParams, Query } from '@connect/api-client';

/** The key under which a record is cached; for `queryClient.setQueryData` after an act. */
export const recordKey = (path: string, params: PathParams = {}, query: Query = {}) =>
  ['record', path, params, query] as const;
