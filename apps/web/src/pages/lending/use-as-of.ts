import { useNavigate, useRouterState } from '@tanstack/react-router';
import { today } from './act-date.tsx';
import { endOfBookDay } from './book-moment.ts';

export type AsOf = {
  /** Effective on or before this civil date. */
  asOf: string;
  /** The last day whose recordings are known; null is now. */
  knownOn: string | null;
  /** As the API takes them; today and now are left out, so that a page left open stays current. */
  query: { asOf?: string; knownAt?: string };
  past: boolean;
  set: (change: { asOf?: string | null; knownOn?: string | null }) => void;
};

/** The two dates of the books, in the address: effective as of, as known on. A link shows the same figures to everybody. */
export function useAsOf(): AsOf {
  const search = useRouterState({
    select: (state) => state.location.search as { asOf?: string; knownOn?: string },
  });
  const navigate = useNavigate();
  const asOf = civil(search.asOf) ?? today();
  const knownOn = civil(search.knownOn);
  return {
    asOf,
    knownOn,
    query: {
      ...(asOf === today() ? {} : { asOf }),
      ...(knownOn ? { knownAt: endOfBookDay(knownOn) } : {}),
    },
    past: asOf !== today() || knownOn !== null,
    set: (change) => {
      const next = { asOf: search.asOf, knownOn: search.knownOn, ...change };
      const kept = Object.entries(next).filter(([, value]) => value && value !== today());
      void navigate({ to: '.', search: Object.fromEntries(kept) as never, replace: true });
    },
  };
}

const civil = (text: unknown): string | null =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
