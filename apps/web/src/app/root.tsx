import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Plain `<a href="/…">` of every component becomes client-side navigation; other addresses and modified clicks do not. */
export function Root() {
  const router = useRouter();
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (
        event.defaultPrevented ||
        event.button !== 0 ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey ||
        event.altKey
      )
        return;
      const link = (event.target as Element | null)?.closest?.('a[href]');
      if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return;
      const to = new URL(link.href);
      if (
        to.origin !== location.origin ||
        SERVED.some((path) => to.pathname === path || to.pathname.startsWith(`${path}/`))
      )
        return;
      if (to.pathname === location.pathname && to.hash) return;
      event.preventDefault();
      void router.navigate({ href: to.pathname + to.search + to.hash });
    };
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }, [router]);
  return <Outlet />;
}

/* Addresses under which the server has pages of its own. */
const SERVED = ['/v1', '/auth', '/docs', '/health', '/inspect', '/.well-known'];
