import type { Jobs } from '../../platform/jobs.ts';
import type { Operation } from '../../platform/operation.ts';
import { certifyEnvelope, expireEnvelopes } from './envelopes/envelope.jobs.ts';
import { envelopeRoutes } from './envelopes/envelopes.routes.ts';
import { signingRoutes } from './envelopes/signing.routes.ts';
import { fileRoutes } from './files/files.routes.ts';
import { rescanDocuments, scanDocument } from './files/scan.jobs.ts';
import { deliverMessage } from './outbox/outbox.jobs.ts';
import { outboxRoutes } from './outbox/outbox.routes.ts';

/** Files, envelopes for signature, the outbox. */
export const documentRoutes: Operation[] = [
  ...fileRoutes,
  ...envelopeRoutes,
  ...signingRoutes,
  ...outboxRoutes,
];

export const documentJobs: Jobs = {
  scan_document: scanDocument,
  rescan_documents: rescanDocuments,
  send_message: deliverMessage,
  certify_envelope: certifyEnvelope,
  expire_envelopes: expireEnvelopes,
};
/** Lines of the worker's crontab, UTC. */
export const documentSchedule = ['7 * * * * expire_envelopes', '27 * * * * rescan_documents'];

export { createEnvelope, type NewEnvelope } from './envelopes/create-envelope.ts';
export { envelopesById, type FoundEnvelope } from './envelopes/envelopes.repo.ts';
export { sendEnvelope, voidEnvelope } from './envelopes/send-envelope.ts';
export { useSigning } from './envelopes/signing-settings.ts';
export { documentsAbout, documentsById, type FoundDocument } from './files/documents.repo.ts';
export { documentOn } from './files/documents.service.ts';
export {
  type Content,
  type Generated,
  readContent,
  type StoredDocument,
  shareDocument,
  storeGenerated,
  storeGeneratedVersion,
} from './files/store.ts';
export { type NewMessage, sendMessage } from './outbox/send-message.ts';
export {
  type DocumentSubject,
  type Place,
  placeFor,
  registerSubject,
  SUBJECT_TYPES,
  type SubjectRule,
} from './subjects.ts';
