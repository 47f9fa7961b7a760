/** One text message. `id` stays the same over retries, so that a provider can drop a repetition. */
export interface TextMessage {
  id: string;
  to: string;
  text: string;
}

/** `sent`: a provider has it. `stopped`: no provider is set, the message ends on the outbox page. */
export interface TextDispatch {
  outcome: 'sent' | 'stopped';
  vendorId?: string;
}

/** Throws when the provider refuses or cannot be reached; the outbox then tries again. */
export interface Texter {
  send(message: TextMessage): Promise<TextDispatch>;
}

let current: Texter | undefined;

/** Called once by the composition root. */
export function useTexter(texter: Texter): void {
  current = texter;
}
export function texter(): Texter {
  if (!current) throw new Error('no texter is wired');
  return current;
}
