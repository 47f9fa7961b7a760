import { Brand } from '@connect/ui/brand';
import { IconSearch } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { api } from '../state/api.ts';
import type { User } from '../state/session.ts';
import type { NavGroup, NavItem } from './nav.ts';
import styles from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

export type NavbarProps = {
  user: User;
  groups: readonly NavGroup[];
  /** The address shown now. */
  path: string;
  onSearch: () => void;
  /** Icons only. */
  rail?: boolean;
  /** Inside the drawer the head has the brand already. */
  bare?: boolean;
};

/** The navigation: brand, search, stages, and who is signed in. */
export function Navbar({ user, groups, path, onSearch, rail, bare }: NavbarProps) {
  const counts = useCounts(groups);
  return (
    <div className={styles.navbar} data-rail={rail || undefined}>
      {bare ? null : (
        <>
          <a href="/" className={styles.brand} aria-label="Connect, home">
            <Brand short={rail} />
          </a>
          <button
            type="button"
            className={styles.search}
            onClick={onSearch}
            aria-label={rail ? 'Search' : undefined}
          >
            <IconSearch size={16} stroke={1.75} aria-hidden="true" />
            {rail ? null : (
              <>
                <span>Search</span>
                <kbd>{isMac ? '⌘K' : 'Ctrl K'}</kbd>
              </>
            )}
          </button>
        </>
      )}
      <nav className={styles.nav} aria-label="Main">
        {groups.map((group) => (
          <div key={group.label ?? 'top'} className={styles.group}>
            {group.label && !rail ? <h2 className={styles.groupLabel}>{group.label}</h2> : null}
            <ul>
              {group.items.map((item) => (
                <li key={item.to}>
                  <a
                    href={item.to}
                    className={styles.item}
                    aria-current={isCurrent(item, path) ? 'page' : undefined}
                    title={rail ? item.label : undefined}
                    aria-label={rail ? item.label : undefined}
                  >
                    <item.icon size={17} stroke={1.75} aria-hidden="true" />
                    {rail ? null : (
                      <>
                        <span>{item.label}</span>
                        {counts.get(item.to) ? (
                          <span className={styles.count}>{counts.get(item.to)}</span>
                        ) : null}
                      </>
                    )}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <UserMenu user={user} rail={rail} />
    </div>
  );
}

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);
const isCurrent = (item: NavItem, path: string) =>
  item.to === '/' ? path === '/' : path === item.to || path.startsWith(`${item.to}/`);

/* A count that cannot be had is left out; the navigation never waits for one. */
function useCounts(groups: readonly NavGroup[]): Map<string, number> {
  const counted = groups.flatMap((group) => group.items).filter((item) => item.count);
  const answers = useQueries({
    queries: counted.map((item) => ({
      queryKey: ['list', item.count!.path, 'count', item.count!.query],
      queryFn: () =>
        api.get<{ total?: number }>(item.count!.path, {
          query: { ...item.count!.query, limit: 1, withTotal: true },
        }),
      staleTime: 30_000,
      retry: false,
    })),
  });
  return new Map(counted.map((item, at) => [item.to, answers[at]?.data?.total ?? 0]));
}
