/** One message to one address. `id` stays the same over retries, so that a provider can drop a repetition. */
export interface EmailMessage {
  id: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
}

/** `sent`: a provider has it. `stopped`: no provider is set, the message ends on the outbox page. */
export interface Dispatch {
  outcome: 'sent' | 'stopped';
  vendorId?: string;
}

/** Throws when the provider refuses or cannot be reached; the outbox then tries again. */
export interface Mailer {
  send(message: EmailMessage): Promise<Dispatch>;
}

let current: Mailer | undefined;

/** Called once by the composition root. */
export function useMailer(mailer: Mailer): void {
  current = mailer;
}
export function mailer(): Mailer {
  if (!current) throw new Error('no mailer is wired');
  return current;
}
