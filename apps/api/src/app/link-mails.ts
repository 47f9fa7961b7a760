import { sendMessage } from '../modules/documents/index.ts';
import type { LinkMessage, SendLink } from '../modules/identity/index.ts';

const MAILS: Record<LinkMessage['purpose'], { subject: string; opening: string }> = {
  invitation: {
    subject: 'Your access to Connect',
    opening: 'You have been invited to Connect. Open this link to choose a password:',
  },
  reset: {
    subject: 'Set a new password for Connect',
    opening:
      'Somebody, we hope you, asked to set a new password for your account. If it was not you, ignore this message; otherwise open this link:',
  },
};

/** Identity's links go out through the outbox, which keeps the link itself sealed. */
export const sendLinkMail: SendLink = async (tx, { purpose, email, displayName, url, expiresAt }) => {
  const { subject, opening } = MAILS[purpose];
  const until = `${expiresAt.slice(0, 16).replace('T', ' ')} UTC`;
  await sendMessage(tx, {
    channel: 'email',
    to: { name: displayName, address: email },
    subject,
    text: `Dear ${displayName},\n\n${opening}\n\n{{link}}\n\nIt opens once, until ${until}.\n`,
    links: { link: url },
  });
};
