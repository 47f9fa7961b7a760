import { moment } from '@connect/ui/format';
import { Button } from '@mantine/core';
import { IconCircleMinus, IconCloudCheck, IconDeviceIpad } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ONLY_HERE } from '../../app/device.ts';
import type { Entry } from '../../outbox/entries.ts';
import { mayReopen } from '../../outbox/entries.ts';
import { reopenVisit } from '../../outbox/keep.ts';
import type { Visit, VisitRecord } from '../../visits/model.ts';
import type { Standing } from '../../visits/standing.ts';
import { Refusals } from '../here/refusals.tsx';
import { Judged } from './judged.tsx';
import styles from './visit.module.css';

type Props = { visit: Visit; record: VisitRecord; standing: Standing; entries: Entry[] };

/** A visit that takes no more touches: signed, sent, put aside or cancelled. */
export function SignedVisit({ visit, record, standing, entries }: Props) {
  const recorded = record.signedAt !== null || Object.keys(record.lines).length > 0;
  return (
    <div className={styles.signed}>
      <Banner visit={visit} record={record} standing={standing} />
      <Refusals visit={visit} entries={entries} />
      {record.signedAt && !record.sentAt && mayReopen(entries) ? (
        <Button variant="default" onClick={() => void reopenVisit(visit.id)}>
          Change something
        </Button>
      ) : null}
      {recorded ? <Judged visit={visit} record={record} /> : null}
      {record.note ? (
        <p>
          <b>Note on the whole visit.</b> {record.note}
        </p>
      ) : null}
    </div>
  );
}

function Banner({ visit, record, standing }: Omit<Props, 'entries'>): ReactNode {
  const signature = record.signedAt ? `Signed by ${record.signedName}, ${inSentence(record.signedAt)}.` : '';
  if (standing.kind === 'sent')
    return (
      <p className={styles.banner} data-tone="ok">
        <IconCloudCheck size={24} stroke={1.5} aria-hidden="true" />
        <span>
          <b>{standing.at ? `Sent ${inSentence(standing.at)}.` : 'Sent.'}</b> {signature} The office has it.
        </span>
      </p>
    );
  if (standing.kind === 'cancelled')
    return (
      <p className={styles.banner}>
        <IconCircleMinus size={24} stroke={1.5} aria-hidden="true" />
        <span>
          <b>The office cancelled this visit.</b> {visit.reason} There is nothing to do here.
        </span>
      </p>
    );
  if (standing.kind === 'aside')
    return (
      <p className={styles.banner}>
        <IconCircleMinus size={24} stroke={1.5} aria-hidden="true" />
        <span>
          <b>Put aside: the office’s version counts.</b> What you recorded is kept below and is not sent.
        </span>
      </p>
    );
  return (
    <p className={styles.banner} data-tone="look">
      <IconDeviceIpad size={24} stroke={1.5} aria-hidden="true" />
      <span>
        <b>{ONLY_HERE}.</b> {signature} It goes out by itself when you are online.
      </span>
    </p>
  );
}

const inSentence = (at: string): string => moment(at).replace(/^Today/, 'today');
