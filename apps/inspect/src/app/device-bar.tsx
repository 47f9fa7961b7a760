import { count, time } from '@connect/ui/format';
import { OfflineBar } from '@connect/ui/offline-bar';
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { type OnlyHere, onlyHere } from '../outbox/only-here.ts';
import { sendNow } from '../sync/sync.ts';
import { DEVICE, ONLY_HERE } from './device.ts';
import styles from './device-bar.module.css';
import { useAppState } from './state.ts';

/** What is only on this device, counted; nothing where there is a signal and all is sent. */
export function useOnlyHere(): OnlyHere {
  const records = useAppState((state) => state.records);
  const photos = useAppState((state) => state.photos);
  const entries = useAppState((state) => state.entries);
  const visits = useAppState((state) => state.visits);
  return useMemo(
    () => onlyHere(records.values(), visits, photos.values(), entries),
    [records, visits, photos, entries],
  );
}

/** `1 visit, 5 lines, 9 photos`. */
export const inWords = ({ visits, lines, photos }: OnlyHere): string =>
  [count(visits, 'visit'), count(lines, 'line'), ...(photos ? [count(photos, 'photo')] : [])].join(', ');

type Props = { onShow: () => void; onSignIn: () => void };

/** The amber bar, one size smaller on a phone: no signal, a sign-in that is needed, or something the server refused. */
export function DeviceBar(props: Props) {
  return (
    <div className={styles.device}>
      <Bar {...props} />
    </div>
  );
}

function Bar({ onShow, onSignIn }: Props) {
  const here = useOnlyHere();
  const offlineSince = useAppState((state) => state.offlineSince);
  const signInNeeded = useAppState((state) => state.signInNeeded);
  const refused = useAppState((state) => state.entries.filter((entry) => entry.refusal).length);
  const fault = useAppState((state) => state.pullFault);
  const something = here.visits + here.photos > 0;
  const showButton = (
    <Button variant="default" onClick={onShow}>
      Show<span className={styles.rest}>&nbsp;what is here</span>
    </Button>
  );
  if (offlineSince)
    return (
      <OfflineBar
        title={
          something
            ? `No signal since ${time(offlineSince)}. ${ONLY_HERE}: ${inWords(here)}.`
            : `No signal since ${time(offlineSince)}.`
        }
        note={
          something
            ? 'All saved here. It goes out by itself when you are back online.'
            : `Go on as usual. The visits below are on this ${DEVICE}.`
        }
        action={something ? showButton : null}
      />
    );
  if (signInNeeded)
    return (
      <OfflineBar
        title={
          something
            ? `Sign in again to send. ${ONLY_HERE}: ${inWords(here)}.`
            : 'Sign in again to get new visits.'
        }
        note="All saved here. You can go on recording without it."
        action={
          <Button variant="default" onClick={onSignIn}>
            Sign in
          </Button>
        }
      />
    );
  if (refused > 0)
    return (
      <OfflineBar
        title={`The server did not take ${count(refused, 'thing')}. ${ONLY_HERE}: ${inWords(here)}.`}
        note="All saved here. See what to do about it."
        action={showButton}
      />
    );
  if (fault)
    return (
      <OfflineBar
        title="New visits could not be downloaded."
        note={fault}
        action={
          <Button variant="default" onClick={() => void sendNow()}>
            Try again
          </Button>
        }
      />
    );
  return null;
}
