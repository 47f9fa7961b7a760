import { fileRoutes } from './files/files.routes.ts';
import { outboxRoutes } from './outbox/outbox.routes.ts';

export const documentRoutes = [...fileRoutes, ...outboxRoutes];
export { documentsAbout, documentsById, type FoundDocument } from './files/documents.repo.ts';
export { DOCUMENT_KINDS, type DocumentKind } from './files/kinds.ts';
export { scanDocument } from './files/scan.jobs.ts';
export {
  type Content,
  type Generated,
  readContent,
  type StoredDocument,
  shareDocument,
  storeGenerated,
  storeGeneratedVersion,
} from './files/store.ts';
export { deliverMessage } from './outbox/outbox.jobs.ts';
export { type NewMessage, sendMessage } from './outbox/send-message.ts';
export { type DocumentSubject, type Place, registerSubject, type SubjectRule } from './subjects.ts';
