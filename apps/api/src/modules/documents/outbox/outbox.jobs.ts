import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import { type Dispatch, mailer } from '../../../integrations/email/port.ts';
import { texter } from '../../../integrations/sms/port.ts';
import { systemActor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { toldOn } from '../subjects.ts';
import { findUnsent, updateMessage } from './messages.repo.ts';
import { fillIn, openLinks } from './send-message.ts';

const Payload = z.object({ messageId: z.string() });
/** As often as the worker tries a job. */
const ATTEMPTS = 8;

type Unsent = NonNullable<Awaited<ReturnType<typeof findUnsent>>>;

/** Job: hands one message to its provider, outside of any transaction. A failure is noted and tried again, eight times in all. */
export async function deliverMessage(payload: unknown): Promise<void> {
  const { messageId } = Payload.parse(payload);
  const message = await findUnsent(reader(), messageId);
  if (!message) return;
  const actor = systemActor(randomUUID());
  try {
    const { outcome, vendorId = null } = await dispatch(message);
    await inTransaction(actor, (tx) =>
      updateMessage(tx, messageId, {
        state: outcome,
        vendor_id: vendorId,
        last_error: null,
        ...(outcome === 'sent' ? { sent_at: tx.now } : {}),
      }),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 500) : 'unknown';
    const last = message.attempts + 1 >= ATTEMPTS;
    await inTransaction(actor, async (tx) => {
      await updateMessage(tx, messageId, { state: last ? 'failed' : 'retrying', last_error: reason });
      if (!last) return;
      const about = {
        type: 'message' as const,
        id: messageId,
        projectId: toldOn(message.about_type, message.project_id),
      };
      await publish(tx, 'message.failed', about, { subject: message.subject, to: message.to_name, reason });
    });
    if (!last) throw error;
  }
}

function dispatch(message: Unsent): Promise<Dispatch> {
  const links = openLinks(message.id, message.links_sealed);
  const text = fillIn(message.body, (name) => links[name] ?? '');
  const { id, subject, to_name: name, to_address: address } = message;
  return message.channel === 'sms'
    ? texter().send({ id, to: address, text })
    : mailer().send({ id, to: { name, address }, subject, text });
}
