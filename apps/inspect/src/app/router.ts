import { useSyncExternalStore } from 'react';

const BASE = import.meta.env.BASE_URL;
const MOVED = 'inspect:moved';

const placeOf = (pathname: string): string | null => /\/visits\/([\w-]+)\/?$/.exec(pathname)?.[1] ?? null;

export const hrefOf = (visitId: string | null): string => (visitId ? `${BASE}visits/${visitId}` : BASE);

/** Goes to a visit, or back to the route. */
export function goTo(visitId: string | null, replace = false): void {
  if (location.pathname === hrefOf(visitId)) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', hrefOf(visitId));
  window.dispatchEvent(new Event(MOVED));
}

/** The visit that the address names. */
export const useVisitId = (): string | null =>
  useSyncExternalStore(
    (listener) => {
      window.addEventListener('popstate', listener);
      window.addEventListener(MOVED, listener);
      return () => {
        window.removeEventListener('popstate', listener);
        window.removeEventListener(MOVED, listener);
      };
    },
    () => placeOf(location.pathname),
  );
