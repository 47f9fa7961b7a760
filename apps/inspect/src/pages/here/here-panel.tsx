import { count, moment, time } from '@connect/ui/format';
import { Button, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCircleCheck, IconShieldCheck } from '@tabler/icons-react';
import { DEVICE } from '../../app/device.ts';
import { inWords, useOnlyHere } from '../../app/device-bar.tsx';
import { useKeptSafe } from '../../app/install.ts';
import { goTo } from '../../app/router.ts';
import { useAppState } from '../../app/state.ts';
import { type Entry, ofVisit } from '../../outbox/entries.ts';
import { sendNow } from '../../sync/sync.ts';
import type { Visit } from '../../visits/model.ts';
import styles from './here.module.css';
import { Refusals } from './refusals.tsx';

/** Everything that has not reached the server, by visit, with what it waits for. */
export function HerePanel({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const phone = useMediaQuery('(max-width: 743px)');
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={phone ? '100%' : 460}
      title={`What is on this ${DEVICE}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ title: styles.title, header: styles.header, body: styles.body, content: styles.content }}
    >
      <Contents onClose={onClose} />
    </Drawer>
  );
}

function Contents({ onClose }: { onClose: () => void }) {
  const here = useOnlyHere();
  const visits = useAppState((state) => state.visits);
  const records = useAppState((state) => state.records);
  const entries = useAppState((state) => state.entries);
  const offline = useAppState((state) => state.offlineSince !== null);
  const sending = useAppState((state) => state.sending);
  const keptSafe = useKeptSafe();
  const waiting = [...visits.values()].filter(
    (visit) =>
      entries.some((entry) => entry.visitId === visit.id) ||
      (records.get(visit.id)?.startedAt && !records.get(visit.id)?.sentAt && !records.get(visit.id)?.asideAt),
  );
  return (
    <div className={styles.here}>
      {waiting.length === 0 ? (
        <p className={styles.all}>
          <IconCircleCheck size={22} stroke={1.75} aria-hidden="true" />
          Everything you recorded has reached the office.
        </p>
      ) : (
        <>
          <p className={styles.lead}>
            {inWords(here)} not at the office yet. Nothing is deleted before it is.
          </p>
          <ul className={styles.visits}>
            {waiting.map((visit) => (
              <Waiting
                key={visit.id}
                visit={visit}
                entries={ofVisit(entries, visit.id)}
                sending={sending}
                onOpen={() => {
                  goTo(visit.id);
                  onClose();
                }}
              />
            ))}
          </ul>
          <Button onClick={() => void sendNow()} loading={sending !== null}>
            {offline ? 'Try to send now' : 'Send now'}
          </Button>
        </>
      )}
      {keptSafe === null ? null : (
        <p className={styles.safe}>
          <IconShieldCheck size={20} stroke={1.75} aria-hidden="true" />
          {keptSafe
            ? 'The browser keeps this data until it is sent, even when room runs short.'
            : 'The browser may clear this data when room runs short. Add Inspect to the home screen to prevent it.'}
        </p>
      )}
    </div>
  );
}

type WaitingProps = { visit: Visit; entries: Entry[]; sending: string | null; onOpen: () => void };

function Waiting({ visit, entries, sending, onOpen }: WaitingProps) {
  const record = useAppState((state) => state.records.get(visit.id));
  const photos = entries.filter((entry) => entry.kind === 'photo').length;
  const lines = Object.values(record?.lines ?? {}).filter((mark) => mark.percent !== null).length;
  const first = entries[0];
  return (
    <li>
      <button type="button" className={styles.visit} onClick={onOpen}>
        <b>{visit.address}</b>
        <span>
          {record?.signedAt
            ? `Signed ${moment(record.signedAt).replace(/^Today/, 'today')}`
            : 'Not signed yet'}
          . {count(lines, 'line')}, {count(photos, 'photo')} to send.
        </span>
        <span>{first ? whatNext(first, sending) : 'Goes out when you sign it.'}</span>
      </button>
      <Refusals visit={visit} entries={entries} />
    </li>
  );
}

const NAMES: Record<Entry['kind'], string> = { start: 'The start', photo: 'A photo', submit: 'The report' };

function whatNext(entry: Entry, sending: string | null): string {
  if (entry.id === sending) return `${NAMES[entry.kind]} is going out.`;
  if (entry.refusal) return `${NAMES[entry.kind]} was not taken.`;
  if (entry.notBefore) return `${NAMES[entry.kind]} goes out again at ${time(entry.notBefore)}, or sooner.`;
  return `${NAMES[entry.kind]} goes out first.`;
}
