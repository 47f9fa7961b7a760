import { OfflineBar } from '@connect/ui/offline-bar';
import { ActionIcon, Burger } from '@mantine/core';
import { useDisclosure, useHotkeys, useMediaQuery, useNetwork } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Outlet, useMatches, useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useSession } from '../state/session.ts';
import { navFor } from './nav.ts';
import { Navbar } from './navbar.tsx';
import { usePageTitleText } from './page-title.ts';
import styles from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

// Floating parts come when they are first opened.
const NavDrawer = lazy(() => import('./nav-drawer.tsx').then((m) => ({ default: m.NavDrawer })));
const Search = lazy(() => import('./search.tsx').then((m) => ({ default: m.Search })));

/** The frame of every signed-in page: navbar of 216 (56 on review pages), under 900 px a header with a drawer. */
export function Shell() {
  const user = useSession((session) => session.user);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const rail = useMatches({ select: (matches) => matches.some((match) => match.staticData.rail) });
  const router = useRouter();
  const narrow = useMediaQuery('(max-width: 899px)', undefined, { getInitialValueInEffect: false });
  const [drawer, { open: openDrawer, close: closeDrawer }] = useDisclosure();
  const [searching, { open: openSearch, close: closeSearch }] = useDisclosure();
  const title = usePageTitleText();
  useHotkeys([['mod+K', openSearch]], []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving on another page closes the drawer
  useEffect(closeDrawer, [path]);
  if (!user) return null;

  const exists = (to: string) => to in router.routesByPath;
  const groups = navFor(user, exists);
  return (
    <div className={styles.shell} data-rail={rail || undefined}>
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      {narrow ? (
        <header className={styles.header}>
          <Burger
            opened={drawer}
            onClick={openDrawer}
            size={18}
            lineSize={1.75}
            aria-label="Open navigation"
          />
          <span className={styles.headerTitle}>{title}</span>
          <ActionIcon variant="transparent" color="gray" size={44} aria-label="Search" onClick={openSearch}>
            <IconSearch size={20} stroke={1.75} />
          </ActionIcon>
          <UserMenu user={user} compact />
        </header>
      ) : (
        <div className={styles.side}>
          <Navbar user={user} groups={groups} path={path} onSearch={openSearch} rail={rail} />
        </div>
      )}
      <main className={styles.main} id="main" tabIndex={-1}>
        <Offline />
        <div className={styles.page}>
          <Outlet />
        </div>
      </main>
      <Suspense>
        {searching ? <Search onClose={closeSearch} /> : null}
        {drawer ? (
          <NavDrawer user={user} groups={groups} path={path} onSearch={openSearch} onClose={closeDrawer} />
        ) : null}
      </Suspense>
    </div>
  );
}

function Offline() {
  const { online } = useNetwork();
  if (online) return null;
  return (
    <OfflineBar
      title="No connection."
      note="What you type is kept on this device and goes out by itself when you are back online."
    />
  );
}
