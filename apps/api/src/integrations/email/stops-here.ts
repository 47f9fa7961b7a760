import type { Mailer } from './port.ts';

/** The embedded default: nothing leaves the machine, the outbox page shows what would have been sent. */
export const stopsHere: Mailer = { send: async () => ({ outcome: 'stopped' }) };
