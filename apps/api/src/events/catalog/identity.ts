import { audit, type Changed, fields } from './kind.ts';

export const identityEvents = {
  'access.refused': audit<{ operation: string; because: string }>((p) => `Refused: ${p.operation}`),
  'sign-in.succeeded': audit<{ sessionId: string; secondFactor: boolean }>(() => 'Signed in'),
  'sign-in.failed': audit<{ reason: string }>((p) => `Sign-in failed: ${p.reason}`),
  'refresh.failed': audit<{ reason: string }>((p) => `Refresh failed: ${p.reason}`),
  'session.revoked': audit<{ sessionId: string; reason: string }>((p) => `Session ended: ${p.reason}`),
  'session.stepped-up': audit<{ sessionId: string; by: 'authenticator' | 'password' }>(
    (p) => `Confirmed by ${p.by}`,
  ),
  'step-up.failed': audit<{ sessionId: string; by: 'authenticator' | 'password' }>((p) => `Wrong ${p.by}`),
  'link.issued': audit<{ purpose: string }>((p) => `Link for ${p.purpose} issued`),
  'link.used': audit<{ purpose: string }>((p) => `Link for ${p.purpose} used`),
  'link.refused': audit<{ reason: string }>((p) => `Link refused: ${p.reason}`),
  'password.changed': audit<{ by: 'user' | 'reset' | 'invitation' | 'setup' }>(
    (p) => `Password set by ${p.by}`,
  ),
  'user.created': audit<{ name: string; role: string; status: string }>(
    (p) => `User ${p.name} added as ${p.role}`,
  ),
  'user.changed': audit<Changed>((p) => `User: changed ${fields(p.after)}`),
  'user.moved': audit<{ action: string; from: string; to: string; reason?: string }>(
    (p) => `User: ${p.action}`,
  ),
  'second-factor.begun': audit<Record<never, never>>(() => 'Authenticator app: secret shown'),
  'second-factor.enrolled': audit<Record<never, never>>(() => 'Authenticator app enrolled'),
  'second-factor.removed': audit<{ reason: string }>((p) => `Authenticator app removed: ${p.reason}`),
} as const;
