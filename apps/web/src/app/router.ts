import { createRouter } from '@tanstack/react-router';
import { Fault } from '../pages/system/fault.tsx';
import { NotFoundPage } from '../pages/system/not-found.tsx';
import { routeTree } from './routes.tsx';

/* Query values stay the text they are: `?zip=01234` must not become a number. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: Fault,
  defaultPendingMs: 300,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).filter(([, value]) => value !== undefined) as [string, string][],
    ).toString();
    return text ? `?${text}` : '';
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** The navbar shrinks to 56 px: pages that need the width. */
    rail?: boolean;
  }
}
