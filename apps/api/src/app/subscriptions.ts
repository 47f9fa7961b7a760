import type { Subscriptions } from '../events/deliver.ts';

/** Who reacts to what: the one table by which a module to the right hears of one to the left, or the reverse. */
export const subscriptions: Subscriptions = {};
