import type { Texter } from './port.ts';

/** The embedded default: nothing leaves the machine, the outbox page shows what would have been sent. */
export const textsStopHere: Texter = { send: async () => ({ outcome: 'stopped' }) };
