import { personRoutes } from './contacts.routes.ts';
import { entityRoutes } from './entities.routes.ts';

export const contactRoutes = [...personRoutes, ...entityRoutes];
export { grantAccess, revokeAccess, type SubjectType, visible } from './access.repo.ts';
export { whenUserCreated } from './contact-for-user.ts';
export { createContact, linkUser, requireContact } from './contacts.service.ts';
export { addMember, type BankDetails, bankDetails, createEntity, requireEntity } from './entities.service.ts';
export {
  contactOfUser,
  membersOf,
  type Party,
  partiesById,
  partyNames,
  principalsOf,
  userOfContact,
} from './parties.repo.ts';
