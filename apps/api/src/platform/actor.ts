import type { Role } from '@connect/domain/permissions';

/** What a POST with an Idempotency-Key carries into the transaction that has its effect. */
export interface IdempotentCall {
  route: string;
  key: string;
  bodyHash: string;
}

/** Whoever acts: a signed-in user on one request, or the system in a job. Made by identity and by the job runner only. */
export interface Actor {
  readonly kind: 'user' | 'system';
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly role: Role | 'system';
  readonly name: string;
  readonly requestId: string;
  readonly ip: string | null;
  /** When the actor last proved a second factor or the password again; null when never in this session. */
  readonly steppedUpAt: Date | null;
  /** Overrides the clock; only the loader of sample data and tests set it. */
  readonly now?: Date;
  idempotency?: IdempotentCall;
}

/** The program itself, for jobs and event subscribers. */
export const systemActor = (requestId: string, name = 'Automatic', now?: Date): Actor => ({
  kind: 'system',
  userId: null,
  sessionId: null,
  role: 'system',
  name,
  requestId,
  ip: null,
  steppedUpAt: null,
  ...(now ? { now } : {}),
});
