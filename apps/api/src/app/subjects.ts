import { requireContact, requireEntity } from '../modules/contacts/index.ts';
import { registerSubject } from '../modules/documents/index.ts';
import { authorise } from '../modules/identity/index.ts';
import { requireProject } from '../modules/projects/index.ts';

/** What documents and messages can be about: which permission reads them, and who may add a document there. */
export function registerSubjects(): void {
  // Invitations and resets concern those who manage users.
  registerSubject('user', { read: 'manage:users' });
  registerSubject('contact', {
    read: 'read:contacts',
    attach: async (db, actor, id) => {
      await requireContact(db, authorise(actor, 'read:contacts'), id);
      return { projectId: null, loanId: null };
    },
  });
  registerSubject('entity', {
    read: 'read:contacts',
    attach: async (db, actor, id) => {
      await requireEntity(db, authorise(actor, 'read:contacts'), id);
      return { projectId: null, loanId: null };
    },
  });
  registerSubject('project', {
    read: 'read:projects',
    access: 'project',
    attach: async (db, actor, id) => {
      await requireProject(db, authorise(actor, 'read:projects'), id);
      return { projectId: id, loanId: null };
    },
  });
}
