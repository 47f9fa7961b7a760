/** The account operations that need no session, or only one's own. */
import { api } from './api.ts';

export type DemoSignIns = { items: { email: string; displayName: string; role: string }[]; password: string };

/** The sample users, or null where the server does not run on sample data. */
export const demoSignIns = (): Promise<DemoSignIns | null> =>
  api.get<DemoSignIns>('/auth/demo-sign-ins').catch(() => null);

/** Sends a link if there is such an account; the answer is the same if there is none. */
export const askPasswordReset = (email: string): Promise<unknown> =>
  api.post<unknown>('/auth/password/reset-requests', { body: { email } });

/** Sets a password with the single-use token of an invitation or a reset. */
export const setPasswordByLink = (
  token: string,
  password: string,
  idempotencyKey: string,
): Promise<unknown> =>
  api.post<unknown>('/auth/password/resets', { body: { token, password }, idempotencyKey });

/** Makes the first administrator of an empty system, with the one-time token that the server printed. */
export const setUpAdministrator = (
  input: { token: string; email: string; displayName: string; password: string },
  idempotencyKey: string,
): Promise<unknown> => api.post<unknown>('/auth/setup', { body: input, idempotencyKey });

/** Changes one's own password; every other session ends. */
export const changePassword = (
  currentPassword: string,
  newPassword: string,
  idempotencyKey: string,
): Promise<unknown> =>
  api.post<unknown>('/auth/password', { body: { currentPassword, newPassword }, idempotencyKey });

export type TotpEnrolment = { secret: string; uri: string };

/** Begins enrolling an authenticator; it counts once a code has confirmed it. */
export const enrolTotp = (): Promise<TotpEnrolment> => api.post<TotpEnrolment>('/auth/totp');
export const confirmTotp = (code: string): Promise<unknown> =>
  api.post<unknown>('/auth/totp/confirmations', { body: { code } });
