import { BrandMark } from '@connect/ui/brand';
import { IconChevronLeft } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { HerePanel } from '../pages/here/here-panel.tsx';
import { Route } from '../pages/route/route.tsx';
import { SignInAgain } from '../pages/sign-in/sign-in-again.tsx';
import { VisitPage } from '../pages/visit/visit-page.tsx';
import { DeviceBar } from './device-bar.tsx';
import { goTo, hrefOf, useVisitId } from './router.ts';
import { SavedStatus } from './saved-status.tsx';
import styles from './shell.module.css';
import { type User, useAppState } from './state.ts';
import { UserMenu } from './user-menu.tsx';

const zone = { timeZone: 'America/Los_Angeles' } as const;
const weekday = new Intl.DateTimeFormat('en-US', { ...zone, weekday: 'long' });
const monthDay = new Intl.DateTimeFormat('en-US', { ...zone, month: 'short', day: 'numeric' });

/** Header, what is only here, the route, and the visit that is open. On a phone the last two take turns. */
export function Shell({ user }: { user: User }) {
  const visitId = useVisitId();
  const known = useAppState((state) => (visitId ? state.visits.has(visitId) : false));
  const [panel, setPanel] = useState<'here' | 'sign-in' | null>(null);
  // Where no visit is open, the route is what the page is about.
  const Side = visitId ? 'nav' : 'main';
  const now = new Date();
  useEffect(() => {
    document.title = visitId ? 'Visit, Inspect' : 'Inspect';
  }, [visitId]);
  return (
    <div className={styles.shell} data-visit={visitId ? true : undefined}>
      <header className={styles.head}>
        {visitId ? (
          <a
            className={styles.back}
            href={hrefOf(null)}
            aria-label="Back to the route"
            onClick={(event) => {
              event.preventDefault();
              goTo(null);
            }}
          >
            <IconChevronLeft size={24} stroke={1.75} aria-hidden="true" />
          </a>
        ) : null}
        <span className={styles.mark}>
          <BrandMark />
        </span>
        <b className={styles.name}>Inspect</b>
        <span className={styles.day}>
          <span className={styles.weekday}>{weekday.format(now)}, </span>
          {monthDay.format(now)}
        </span>
        <span className={styles.right}>
          <SavedStatus />
          <UserMenu user={user} onHere={() => setPanel('here')} onSignIn={() => setPanel('sign-in')} />
        </span>
      </header>
      <div className={styles.bar}>
        <DeviceBar onShow={() => setPanel('here')} onSignIn={() => setPanel('sign-in')} />
      </div>
      <Side className={styles.side} aria-label="Route">
        <Route openId={visitId} />
      </Side>
      {visitId ? (
        <VisitPage key={visitId} visitId={visitId} known={known} />
      ) : (
        <div className={styles.none}>
          <p>Choose a stop of the route to record its visit.</p>
        </div>
      )}
      <HerePanel opened={panel === 'here'} onClose={() => setPanel(null)} />
      <SignInAgain opened={panel === 'sign-in'} user={user} onClose={() => setPanel(null)} />
    </div>
  );
}
