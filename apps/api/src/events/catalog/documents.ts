import { audit, partiesWith, staff, staffWith } from './kind.ts';

export const documentsEvents = {
  'document.added': staff<{ title: string; kind: string }>((p) => `Document “${p.title}” added`),
  'document.versioned': staff<{ title: string; number: number }>(
    (p) => `Version ${p.number} of “${p.title}” added`,
  ),
  'document.quarantined': staff<{ title: string; reason: string }>(
    (p) => `Document “${p.title}” quarantined: ${p.reason}`,
  ),
  'document.downloaded': audit<{ title: string; number: number }>((p) => `Downloaded “${p.title}”`),
  'message.written': audit<{ channel: string; subject: string; to: string }>(
    (p) => `Wrote “${p.subject}” to ${p.to}`,
  ),
  'message.resent': audit<{ subject: string; to: string }>((p) => `Sent “${p.subject}” to ${p.to} again`),
  'message.failed': staff<{ subject: string; to: string; reason: string }>(
    (p) => `“${p.subject}” did not reach ${p.to}`,
  ),
  'message.link_shown': audit<{ subject: string; to: string }>((p) => `Saw the link written to ${p.to}`),
  // An agent follows the project, design works on it, and neither reads its loan.
  'envelope.created': audit<{ title: string }>((p) => `Envelope “${p.title}” prepared`),
  'envelope.sent': partiesWith<{ title: string; signers: string[] }>(
    'read:envelopes',
    (p) => `“${p.title}” sent for signature to ${p.signers.join(' and ')}`,
  ),
  'envelope.resent': staffWith<{ title: string; signers: string[] }>(
    'read:envelopes',
    (p) => `New link for “${p.title}” sent to ${p.signers.join(' and ')}`,
  ),
  'envelope.opened': staffWith<{ title: string; signer: string }>(
    'read:envelopes',
    (p) => `${p.signer} opened “${p.title}”`,
  ),
  'envelope.consented': staffWith<{ title: string; signer: string }>(
    'read:envelopes',
    (p) => `${p.signer} agreed to sign “${p.title}” electronically`,
  ),
  'envelope.signed': partiesWith<{ title: string; signer: string }>(
    'read:envelopes',
    (p) => `${p.signer} signed “${p.title}”`,
  ),
  'envelope.completed': partiesWith<{ title: string; documentIds: string[] }>(
    'read:envelopes',
    (p) => `“${p.title}” signed by everybody`,
  ),
  'envelope.declined': staffWith<{ title: string; signer: string; reason: string }>(
    'read:envelopes',
    (p) => `${p.signer} declined to sign “${p.title}”: “${p.reason}”`,
  ),
  'envelope.voided': staffWith<{ title: string; reason: string }>(
    'read:envelopes',
    (p) => `“${p.title}” voided: “${p.reason}”`,
  ),
  'envelope.expired': staffWith<{ title: string }>('read:envelopes', (p) => `“${p.title}” expired unsigned`),
} as const;
