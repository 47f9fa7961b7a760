import type { Subscriptions } from '../events/deliver.ts';
import { openEntitlement } from '../modules/entitlement/index.ts';

/** Who reacts to what: the one table by which a module to the right hears of one to the left, or the reverse. */
export const subscriptions: Subscriptions = {
  'project.go': { open_entitlement: openEntitlement },
};
