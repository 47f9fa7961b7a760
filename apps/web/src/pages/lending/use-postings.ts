import { useEffect } from 'react';
import { type List, useList } from '../../state/use-list.ts';
import type { Posting } from './types.ts';
import type { AsOf } from './use-as-of.ts';

/* A year of a loan is about fifty postings beside its days; the chart wants them all, the table shows them as they come. */
const PAGE = 200;

/** The postings of a loan as of a day and as known on a day, latest effective date first; all pages are fetched. */
export function usePostings(loanId: string, at: AsOf): List<Posting> {
  const postings = useList('/v1/postings', {
    filters: {
      loanId,
      daily: 'false',
      ...(at.query.asOf ? { to: at.query.asOf } : {}),
      knownAt: at.query.knownAt,
    },
    sort: { key: 'effectiveDate', desc: true },
    limit: PAGE,
  });
  const { hasMore, loadingMore, more } = postings;
  useEffect(() => {
    if (hasMore && !loadingMore) more();
  }, [hasMore, loadingMore, more]);
  return postings;
}

/** The interest of each day, and what was taken back of it; only fetched when somebody looks. */
export const useDays = (loanId: string, at: AsOf, enabled: boolean): List<Posting> =>
  useList('/v1/postings', {
    filters: {
      loanId,
      kind: 'interest_accrued',
      ...(at.query.asOf ? { to: at.query.asOf } : {}),
      knownAt: at.query.knownAt,
    },
    sort: { key: 'effectiveDate', desc: true },
    limit: 31,
    enabled,
  });
