import { useEffect } from 'react';
import { type List, useList } from '../../state/use-list.ts';
import type { Posting } from './types.ts';
import type { AsOf } from './use-as-of.ts';

/* A year of a loan is about fifty postings; the chart wants them all, the table shows them as they come. */
const PAGE = 200;

/** The postings of a loan as of a day and as known on a day, latest effective date first; all pages are fetched. */
export function usePostings(loanId: string, at: AsOf): List<Posting> {
  const postings = useList('/v1/postings', {
    filters: { loanId, ...(at.query.asOf ? { to: at.query.asOf } : {}), knownAt: at.query.knownAt },
    sort: { key: 'effectiveDate', desc: true },
    limit: PAGE,
  });
  const { hasMore, loadingMore, more } = postings;
  useEffect(() => {
    if (hasMore && !loadingMore) more();
  }, [hasMore, loadingMore, more]);
  return postings;
}
