import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { conflict, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { type DocumentSubject, viewOf } from '../subjects.ts';
import { type FoundMessage, findMessage } from './messages.repo.ts';
import type { Message } from './outbox.schemas.ts';
import { fillIn, openLinks, sendMessage } from './send-message.ts';

/** A message as the caller may see it: an administrator sees its single-use links, on the record. Throws 404. */
export async function getMessage(actor: Actor, id: string): Promise<Message> {
  const view = viewOf(actor, 'read:outbox');
  const found = await findMessage(reader(), view, id);
  if (!found) throw notFound();
  if (!found.hasLinks || actor.role !== 'admin') return present(found, false);
  await inTransaction(actor, (tx) =>
    publish(tx, 'message.link_shown', whereOf(found), { subject: found.subject, to: found.toName }),
  );
  return present(found, true);
}

/** Sends the same message to the same address once more, as a message of its own. Throws 404, and 409 while it is still on its way. */
export async function resendMessage(actor: Actor, id: string): Promise<Message> {
  const view = viewOf(actor, 'write:outbox');
  return inTransaction(actor, async (tx) => {
    const found = await findMessage(tx, view, id);
    if (!found) throw notFound();
    if (found.state === 'queued' || found.state === 'retrying')
      throw conflict('on_its_way', 'This message is still on its way.');
    return presentNew(tx, view, await again(tx, found));
  });
}

const again = (tx: Tx, found: FoundMessage): Promise<string> =>
  sendMessage(tx, {
    channel: found.channel as 'email' | 'sms',
    to: { partyId: found.toPartyId, name: found.toName, address: found.toAddress },
    subject: found.subject,
    text: found.body,
    links: openLinks(found.id, found.linksSealed),
    resendOf: found.id,
    ...(found.aboutType && found.aboutId
      ? {
          about: {
            type: found.aboutType as DocumentSubject,
            id: found.aboutId,
            projectId: found.projectId,
          },
        }
      : {}),
  });

async function presentNew(db: Reader, view: Parameters<typeof findMessage>[1], id: string): Promise<Message> {
  const found = await findMessage(db, view, id);
  if (!found) throw notFound();
  return present(found, false);
}

const whereOf = (found: FoundMessage) => ({
  type: 'message' as const,
  id: found.id,
  projectId: found.projectId,
});

function present(found: FoundMessage, withLinks: boolean): Message {
  const { body, linksSealed, ...row } = found;
  const links = withLinks ? openLinks(found.id, linksSealed) : {};
  return {
    ...row,
    text: fillIn(body, (name) => links[name] ?? '[link hidden]'),
    links: withLinks ? Object.entries(links).map(([name, url]) => ({ name, url })) : null,
  } as Message;
}
