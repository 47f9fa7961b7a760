import { time } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { statusOf } from '@connect/ui/status';
import { Timeline, type TimelineEvent } from '@connect/ui/timeline';
import { ActionIcon } from '@mantine/core';
import { IconPencil, IconRefresh, IconSend, IconX } from '@tabler/icons-react';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './outbox.module.css';
import type { Message, MessageRow } from './types.ts';
import { subjectHref, subjectName } from './words.ts';

/** One message as it was written, what became of it, and a way to send it again. */
export function MessagePane({ message, onClose }: { message: MessageRow; onClose?: () => void }) {
  const full = useRecord('/v1/outbox/{id}', { id: message.id });
  const body = (
    <>
      <p className={styles.addresses}>
        To {message.toName}, {message.toAddress}
      </p>
      <Loaded query={full} failed="This message could not be loaded" waiting={<LinesSkeleton />}>
        {(record) => <Written message={record} />}
      </Loaded>
    </>
  );
  if (!onClose) return body;
  return (
    <Panel>
      <header className={styles.paneHead}>
        <h2>{message.subject}</h2>
        <ActionIcon variant="transparent" color="gray" aria-label="Close the message" onClick={onClose}>
          <IconX size={18} stroke={1.75} />
        </ActionIcon>
      </header>
      {body}
    </Panel>
  );
}

function Written({ message }: { message: Message }) {
  const can = useCan();
  const { submit, busy, problem } = useSubmit((id: string, { idempotencyKey }) =>
    api.post<Message>('/v1/outbox/{id}/resends' as string, { path: { id }, idempotencyKey }),
  );
  const again = async () => {
    if (!(await submit(message.id))) return;
    await refreshAll();
    toast({
      tone: 'ok',
      title: 'Sent again',
      children: 'It is a message of its own at the top of the list.',
    });
  };
  const waits = message.state === 'queued' || message.state === 'retrying';
  const href = subjectHref({ type: message.aboutType, id: message.aboutId, projectId: message.projectId });
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.text} aria-label="Text of the message" tabIndex={0}>
        {message.text}
      </section>
      {message.links?.length ? (
        <ul className={styles.links} aria-label="Single-use links">
          {message.links.map((link) => (
            <li key={link.name}>
              <a href={link.url} target="_blank" rel="noreferrer">
                Open the {link.name}
              </a>
            </li>
          ))}
        </ul>
      ) : message.hasLinks ? (
        <p className="label">
          It holds a single-use link. Administrators see it, and each look is on record.
        </p>
      ) : null}
      <Timeline label="What became of it" events={eventsOf(message)} />
      {message.lastError ? <p className={styles.fault}>{message.lastError}</p> : null}
      <ProblemNote problem={problem} />
      <div className={styles.buttons}>
        {can('write:outbox') ? (
          <MoveButton
            variant="default"
            leftSection={<IconRefresh size={16} stroke={1.75} />}
            blocked={waits}
            reason="This message is still on its way."
            loading={busy}
            onClick={() => void again()}
          >
            Send again
          </MoveButton>
        ) : null}
        {href ? <a href={href}>Open {subjectName(message.aboutType).toLowerCase()}</a> : null}
      </div>
    </>
  );
}

function eventsOf(message: Message): TimelineEvent[] {
  const status = statusOf('message', message.state);
  const written: TimelineEvent = {
    id: 'written',
    at: message.createdAt,
    icon: IconPencil,
    text: message.resendOf ? 'Sent again' : 'Written',
    by: `${message.createdByName}, ${time(message.createdAt)}`,
  };
  const now: TimelineEvent = {
    id: 'now',
    at: message.sentAt ?? message.updatedAt,
    icon: message.state === 'sent' ? IconSend : status.icon,
    text: message.state === 'stopped' ? 'Stopped here: no provider is set' : status.word,
    by: time(message.sentAt ?? message.updatedAt),
  };
  return [now, written];
}
