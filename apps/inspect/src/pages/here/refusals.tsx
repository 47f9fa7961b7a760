import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Entry } from '../../outbox/entries.ts';
import { putAside, removePhoto, reopenVisit } from '../../outbox/keep.ts';
import { adviceFor, type Way } from '../../outbox/outcome.ts';
import { sendNow } from '../../sync/sync.ts';
import type { Visit } from '../../visits/model.ts';
import { BothVersions } from './both-versions.tsx';
import styles from './here.module.css';

const WORDS: Record<Way, string> = {
  again: 'Send again',
  compare: 'Compare both',
  remove_photo: 'Take this photo out',
  reopen: 'Open and correct',
  aside: 'Put aside',
};

/** What the server refused of a visit, why, and what can be done about it. */
export function Refusals({ visit, entries }: { visit: Visit; entries: readonly Entry[] }) {
  const [comparing, setComparing] = useState(false);
  const refused = entries.filter((entry) => entry.refusal);
  if (refused.length === 0) return null;
  const act = (way: Way, entry: Entry) => {
    if (way === 'again') void sendNow(visit.id);
    if (way === 'compare') setComparing(true);
    if (way === 'remove_photo' && entry.photoId) void removePhoto(entry.photoId);
    if (way === 'reopen') void reopenVisit(visit.id);
    if (way === 'aside') void putAside(visit.id);
  };
  return (
    <>
      {refused.map((entry) => {
        const advice = adviceFor(entry);
        return (
          <div key={entry.id} className={styles.refusal} role="alert">
            <IconAlertTriangle size={22} stroke={1.75} aria-hidden="true" />
            <div>
              <b>{advice.title}</b>
              <p>{advice.text}</p>
              {entry.refusal?.requestId ? (
                <p className={styles.request}>Request {entry.refusal.requestId}</p>
              ) : null}
              <div className={styles.ways}>
                {advice.ways.map((way, at) => (
                  <Button key={way} variant={at === 0 ? 'filled' : 'default'} onClick={() => act(way, entry)}>
                    {WORDS[way]}
                  </Button>
                ))}
              </div>
            </div>
          </div>
        );
      })}
      <BothVersions opened={comparing} visit={visit} onClose={() => setComparing(false)} />
    </>
  );
}
