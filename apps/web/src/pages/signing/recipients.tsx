import { bookDate, date, moment, words } from '@connect/ui/format';
import { Person } from '@connect/ui/person';
import type { Tone } from '@connect/ui/status';
import { Mark } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { IconCircleCheck, IconCircleX, IconClock, IconEyeCheck, IconSend } from '@tabler/icons-react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './signing.module.css';
import type { Envelope, Recipient } from './types.ts';

const STATES: Record<string, { icon: Icon; tone: Tone; word: string }> = {
  waiting: { icon: IconClock, tone: 'wait', word: 'Not their turn yet' },
  sent: { icon: IconSend, tone: 'move', word: 'Link sent' },
  delivered: { icon: IconEyeCheck, tone: 'move', word: 'Opened' },
  signed: { icon: IconCircleCheck, tone: 'ok', word: 'Signed' },
  declined: { icon: IconCircleX, tone: 'hold', word: 'Declined' },
};
const OUT = ['sent', 'delivered'];

/** Who signs, how far each is, and a new link for those whose turn it is. */
export function Recipients({ envelope }: { envelope: Envelope }) {
  const can = useCan();
  const resend = useSubmit((recipient: Recipient, { idempotencyKey }) =>
    api.post('/v1/envelopes/{id}/resends', {
      path: { id: envelope.id },
      idempotencyKey,
      body: { recipientId: recipient.id },
    }),
  );
  const again = async (recipient: Recipient) => {
    if (!(await resend.submit(recipient))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `A new link is on its way to ${recipient.name}` });
  };
  const open = OUT.includes(envelope.state) && can('write:envelopes');
  return (
    <>
      <ul className={styles.people}>
        {envelope.recipients.map((recipient) => {
          const state = STATES[recipient.state] ?? STATES.waiting!;
          return (
            <li key={recipient.id}>
              <Person name={recipient.name} size={32} hidden />
              <div className={styles.who}>
                <b>{recipient.name}</b>
                <p className="label">
                  {words(recipient.role)}, {recipient.email}
                </p>
              </div>
              <div className={styles.how}>
                <Mark icon={state.icon} tone={state.tone}>
                  {state.word}
                </Mark>
                <p className="label">{whenOf(recipient)}</p>
              </div>
              {open && OUT.includes(recipient.state) ? (
                <Button
                  size="xs"
                  variant="default"
                  loading={resend.busy}
                  onClick={() => void again(recipient)}
                >
                  Send again<span className={styles.srOnly}> to {recipient.name}</span>
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      <ProblemNote problem={resend.problem} />
    </>
  );
}

function whenOf(recipient: Recipient): string {
  if (recipient.declineReason) return recipient.declineReason;
  if (recipient.signedAt) return moment(recipient.signedAt);
  if (recipient.deliveredAt) return moment(recipient.deliveredAt);
  if (recipient.linkExpiresAt) return `Link ends ${date(bookDate(recipient.linkExpiresAt))}`;
  return '';
}
