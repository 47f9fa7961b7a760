import type { Subscriptions } from '../events/deliver.ts';
import { whenUserCreated } from '../modules/contacts/index.ts';
import { openEntitlement } from '../modules/entitlement/index.ts';
import { whenEnvelopeCompleted, whenProjectChanged } from '../modules/lending/index.ts';
import { inspectionArrived, inspectionJudged } from '../modules/servicing/index.ts';

/** Who reacts to what: the one table by which a module to the right hears of one to the left, or the reverse. */
export const subscriptions: Subscriptions = {
  'envelope.completed': { complete_signing: whenEnvelopeCompleted },
  'inspection.accepted': { propose_again: inspectionJudged },
  'inspection.returned': { propose_again: inspectionJudged },
  'inspection.submitted': { move_draw: inspectionArrived },
  'project.changed': { builder_sees_loans: whenProjectChanged },
  'user.created': { join_contact: whenUserCreated },
  'project.go': { open_entitlement: openEntitlement },
};
