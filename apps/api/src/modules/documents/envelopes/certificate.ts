import { makePdf } from '../../../platform/pdf.ts';
import type { enclosedIn, LockedEnvelope } from './envelopes.repo.ts';
import type { FoundRecipient } from './recipients.repo.ts';
import { CONSENT_TEXT } from './signing.ts';

type Enclosed = Awaited<ReturnType<typeof enclosedIn>>[number];

/** What a court would ask: which bytes were signed, by whom, when, from where, and what they had agreed to. */
export function certificatePdf(
  envelope: LockedEnvelope,
  enclosed: readonly Enclosed[],
  recipients: readonly FoundRecipient[],
  now: Date,
): Promise<Buffer> {
  const info = { title: `Certificate of signing: ${envelope.title}`, footer: `Envelope ${envelope.id}`, now };
  return makePdf(info, (pen) => {
    pen.title('Certificate of signing', envelope.title);
    pen.facts([
      ['Envelope', envelope.id],
      ['Sent', moment(envelope.sent_at)],
      ['Completed', moment(envelope.completed_at)],
      ['Sent by', envelope.created_by_name],
    ]);
    pen.heading('Documents');
    for (const { title, number, sha256 } of enclosed)
      pen.facts([
        ['Title', title],
        ['Version', String(number)],
        ['SHA-256 of the file', `${sha256.slice(0, 32)} ${sha256.slice(32)}`],
      ]);
    pen.heading('Signatures');
    for (const each of recipients) pen.facts(signatureFacts(each));
    pen.heading('What each signer agreed to');
    pen.paragraph(CONSENT_TEXT);
    pen.paragraph(
      'Each signer was sent a link of their own by e-mail that opens once, and signed by typing their name in the browser that opened it.',
    );
  });
}

const signatureFacts = (each: FoundRecipient): (readonly [string, string])[] => [
  ['Signer', `${each.name}, ${each.role}`],
  ['E-mail', each.email],
  ['Link sent', moment(each.link_sent_at)],
  ['Opened', moment(each.delivered_at)],
  ['Agreed to sign electronically', moment(each.consented_at)],
  ['Signed', moment(each.signed_at)],
  ['Typed name', each.signed_name ?? ''],
  ['Address', each.signed_ip ?? 'unknown'],
  ['Browser', each.signed_with ?? 'unknown'],
];

const moment = (text: string | null): string => (text ? `${text.slice(0, 19).replace('T', ' ')} UTC` : '');
