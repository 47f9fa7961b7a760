import { EmptyState } from '@connect/ui/empty-state';
import { bookDate } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { IconHome } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { Suspense } from 'react';
import { navFor, ROLE_NAMES } from '../../app/nav.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useUser } from '../../state/session.ts';
import styles from './home.module.css';
import { type HomePanel, PANELS } from './panels.ts';

/** The role's first page of the day: the date, then the panels that this role works from. */
export function HomePage() {
  usePageTitle('Home');
  const user = useUser();
  const router = useRouter();
  const panels = PANELS.filter(
    (panel) =>
      (!panel.roles || panel.roles.includes(user.role)) &&
      (!panel.needs || user.permissions.includes(panel.needs)),
  );
  const places = navFor(user, (to) => to in router.routesByPath)
    .flatMap((group) => group.items)
    .filter((item) => item.to !== '/');
  return (
    <>
      <PageHeader title={today()} facts={[`${user.displayName}, ${ROLE_NAMES[user.role]}`]} />
      {panels.length ? (
        <>
          <Group panels={panels.filter(({ wide }) => wide)} />
          <div className={styles.grid}>
            <Group panels={panels.filter(({ wide, beside }) => !wide && !beside)} />
            <Group panels={panels.filter(({ wide, beside }) => !wide && beside)} />
          </div>
        </>
      ) : (
        <Panel flush>
          <EmptyState
            icon={IconHome}
            title="Nothing waits for you"
            actions={places.slice(0, 2).map((item, at) => (
              <Button key={item.to} component="a" href={item.to} variant={at ? 'default' : 'filled'}>
                {item.label}
              </Button>
            ))}
          >
            What needs you appears here: tasks that are due, and records that wait for your move.
          </EmptyState>
        </Panel>
      )}
    </>
  );
}

/* Each panel comes by itself: one that is slow does not hold the others up. */
function Group({ panels }: { panels: readonly HomePanel[] }) {
  return panels.length ? (
    <div className={styles.column}>
      {panels.map(({ key, Component }) => (
        <Suspense key={key} fallback={null}>
          <Component />
        </Suspense>
      ))}
    </div>
  ) : null;
}

/* The book's day, not the device's: deadlines count there. */
function today(): string {
  const [year = 0, month = 1, day = 1] = bookDate(new Date()).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).toLocaleDateString('en-US', {
    timeZone: 'UTC',
    weekday: 'long',
    month: 'short',
    day: 'numeric',
  });
}
