import { requireContact, requireEntity } from '../modules/contacts/index.ts';
import { registerSubject } from '../modules/documents/index.ts';
import {
  placeOfCorrection,
  placeOfPermit,
  placeOfPlan,
  placeOfReviewCycle,
} from '../modules/entitlement/index.ts';
import { placeOfOrder, placeOfProforma } from '../modules/feasibility/index.ts';
import { authorise } from '../modules/identity/index.ts';
import { placeOfLoan } from '../modules/lending/index.ts';
import { requireProject } from '../modules/projects/index.ts';
import { placeOfDraw, placeOfInspection } from '../modules/servicing/index.ts';
import { placeOfTask } from '../modules/tasks/index.ts';

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
  registerSubject('task', { read: 'read:tasks', access: 'task', attach: placeOfTask });
  registerSubject('project', {
    read: 'read:projects',
    access: 'project',
    attach: async (db, actor, id) => {
      await requireProject(db, authorise(actor, 'read:projects'), id);
      return { projectId: id, loanId: null };
    },
  });
  registerSubject('consultant_order', { read: 'read:consultant-orders', attach: placeOfOrder });
  registerSubject('proforma', { read: 'read:proformas', attach: placeOfProforma });
  registerSubject('plan', { read: 'read:plans', attach: placeOfPlan });
  registerSubject('permit', { read: 'read:permits', attach: placeOfPermit });
  registerSubject('review_cycle', { read: 'read:permits', attach: placeOfReviewCycle });
  registerSubject('loan', { read: 'read:loans', access: 'loan', attach: placeOfLoan });
  registerSubject('bank_line', { read: 'read:bank-line' });
  // Invoices tell what is asked for: an inspector sees the inspection's documents, not the draw's.
  registerSubject('draw', { read: 'read:draws', attach: placeOfDraw });
  registerSubject('inspection', {
    read: 'read:inspections',
    access: 'inspection',
    attach: placeOfInspection,
  });
  registerSubject('payoff_quote', { read: 'read:payments' });
  registerSubject('statement', { read: 'read:statements' });
  registerSubject('correction', { read: 'read:permits', attach: placeOfCorrection });
}
