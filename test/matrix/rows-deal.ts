import { at, moving, type Row } from './row.ts';

const ofProject = (side: { projectId: string }) => side.projectId;
const proforma = {
  startDate: '2026-12-01',
  lines: [{ category: 'land', key: 'land', label: 'Land', amountCents: 64_000_000 }],
  loan: { rate: '0.09', loanToCost: '0.80', originationFeeRate: '0.015', months: 14 },
  salesPriceCents: 210_000_000,
  sellingCostRate: '0.06',
  saleMonth: 12,
  discountRate: '0.10',
};
const PLAN = {
  number: 'S-1',
  name: 'Sample',
  stories: 2,
  bedrooms: 3,
  bathrooms: 2,
  heatedSquareFeet: 2000,
  widthFeet: 20,
  depthFeet: 40,
};

/** Contacts to entitlement: what comes before there is a loan. */
export const dealRows: Record<string, Row> = {
  listContacts: {
    permission: 'read:contacts',
    shows: (own, role) => (role === 'builder' ? own.contactId : null),
  },
  createContact: { permission: 'write:contacts', asks: { body: {} } },
  getOwnContact: { permission: 'read:contacts' },
  getContact: {
    permission: 'read:contacts',
    names: (side, role) => ({ params: { id: side.contacts[role as 'builder'] ?? side.contactId } }),
  },
  changeContact: { permission: 'write:contacts', names: at('contactId', { body: { company: 'Sample' } }) },
  revealContactField: {
    permission: 'reveal:sensitive',
    names: at('memberId', { body: { field: 'taxId', reason: '1098 form for the year end' } }),
  },
  listEntities: {
    permission: 'read:contacts',
    shows: (own, role) => (role === 'builder' ? own.entityId : null),
  },
  createEntity: { permission: 'write:contacts', asks: { body: {} } },
  getEntity: {
    permission: 'read:contacts',
    names: at('entityId'),
    narrower: {
      agent: { rule: 'does not belong to the entity', status: 404 },
      consultant: { rule: 'does not belong to the entity', status: 404 },
    },
  },
  changeEntity: { permission: 'write:contacts', names: at('entityId', { body: { state: 'OR' } }) },
  changeBankAccount: {
    permission: 'reveal:sensitive',
    names: at('entityId', {
      body: { bankName: 'Sample Bank', routingNumber: '125000024', accountNumber: '000123456789' },
    }),
  },
  addEntityMember: {
    permission: 'write:contacts',
    names: at('entityId', (side) => ({ body: { contactId: side.memberId, title: 'Member' } })),
  },
  removeEntityMember: {
    permission: 'write:contacts',
    names: (side) => ({ params: { id: side.entityId, contactId: side.memberId } }),
    fresh: async (side, { staff }) => {
      const body = { contactId: side.memberId, title: 'Member' };
      await staff.acquisitions.post(`/v1/entities/${side.entityId}/members`, body);
      return { params: { id: side.entityId, contactId: side.memberId } };
    },
  },
  revealEntityField: {
    permission: 'reveal:sensitive',
    names: at('entityId', { body: { field: 'taxId', reason: '1098 form for the year end' } }),
  },
  listDocuments: {
    permission: 'read:documents',
    shows: (own, role) => own.documents[role as 'builder'] ?? own.loanDocumentId,
  },
  uploadDocument: {
    permission: 'write:documents',
    names: (side, role) => ({
      form: {
        ...({
          inspector: { subjectType: 'inspection', subjectId: side.inspectionId },
          builder: { subjectType: 'draw', subjectId: side.drawId },
          consultant: { subjectType: 'consultant_order', subjectId: side.orderId },
        }[role as 'builder'] ?? { subjectType: 'project', subjectId: side.projectId }),
        kind: 'other',
        title: 'Sample',
      },
    }),
  },
  getDocument: {
    permission: 'read:documents',
    names: (side, role) => ({ params: { id: side.documents[role as 'builder'] ?? side.documents.agent } }),
  },
  uploadDocumentVersion: {
    permission: 'write:documents',
    names: (side, role) => ({
      params: { id: side.documents[role as 'builder'] ?? side.documents.agent },
      form: { title: 'Sample' },
    }),
  },
  downloadDocument: {
    permission: 'read:documents',
    names: (side, role) => ({ params: { id: side.documents[role as 'builder'] ?? side.documents.agent } }),
  },
  getThumbnail: {
    permission: 'read:documents',
    names: (side, role) => ({
      params: { id: side.documents[role as 'builder'] ?? side.documents.inspector },
    }),
    narrower: Object.fromEntries(
      (['builder', 'agent', 'consultant', 'design', 'entitlement'] as const).map((role) => [
        role,
        { rule: 'a PDF has no thumbnail, and the photo is of an inspection', status: 404 as const },
      ]),
    ),
  },
  listEnvelopes: { permission: 'read:envelopes', shows: (own) => own.envelopeId },
  getEnvelope: { permission: 'read:envelopes', names: at('envelopeId') },
  moveEnvelope: {
    permission: 'write:envelopes',
    names: moving('envelopeId', { action: 'void', reason: 'Sample' }),
  },
  resendEnvelope: {
    permission: 'write:envelopes',
    names: at('envelopeId', (side) => ({ body: { recipientId: side.recipientId } })),
  },
  listMessages: { permission: 'read:outbox', shows: (own) => own.messageId },
  getMessage: { permission: 'read:outbox', names: at('messageId') },
  resendMessage: { permission: 'write:outbox', names: at('messageId') },
  listTasks: {
    permission: 'read:tasks',
    shows: (own, role) => own.tasks[role as 'builder'] ?? own.tasks.agent,
  },
  createTask: {
    permission: 'write:tasks',
    names: (side) => ({ body: { title: 'Sample', subject: { type: 'project', id: side.projectId } } }),
  },
  getTask: {
    permission: 'read:tasks',
    names: (side, role) => ({ params: { id: side.tasks[role as 'builder'] ?? side.tasks.agent } }),
  },
  changeTask: {
    permission: 'write:tasks',
    names: (side, role) => ({
      params: { id: side.tasks[role as 'builder'] ?? side.tasks.agent },
      body: { title: 'Sample' },
    }),
  },
  moveTask: {
    permission: 'write:tasks',
    names: (side, role) => ({
      params: { id: side.tasks[role as 'builder'] ?? side.tasks.agent },
      body: { action: 'start' },
    }),
  },
  submitLead: { permission: 'submit:leads', asks: { body: {} } },
  listProjects: { permission: 'read:projects', shows: ofProject },
  getProject: { permission: 'read:projects', names: at('projectId') },
  changeProject: { permission: 'write:projects', names: moving('projectId', { summary: 'Sample' }) },
  moveProject: {
    permission: 'write:projects',
    names: moving('projectId', { action: 'withdraw', reason: 'Sample' }),
  },
  listTimeline: { permission: 'read:projects', names: at('projectId') },
  listNotes: { permission: 'read:notes', names: at('projectId') },
  addNote: { permission: 'write:notes', names: at('projectId', { body: { body: 'A note' } }) },
  listConsultantOrderTypes: { permission: 'read:consultant-orders' },
  listConsultantOrders: { permission: 'read:consultant-orders', shows: (own) => own.orderId },
  placeConsultantOrder: {
    permission: 'write:consultant-orders',
    names: (side) => ({
      body: { projectId: side.projectId, type: 'survey', consultantId: side.contacts.consultant },
    }),
  },
  getConsultantOrder: { permission: 'read:consultant-orders', names: at('orderId') },
  changeConsultantOrder: {
    permission: 'write:consultant-orders',
    names: moving('orderId', { instructions: 'Sample' }),
  },
  moveConsultantOrder: {
    permission: 'deliver:consultant-orders',
    names: moving('orderId', { action: 'start' }),
  },
  listProformas: { permission: 'read:proformas', shows: (own) => own.proformaId },
  createProforma: {
    permission: 'write:proformas',
    names: (side) => ({
      body: { projectId: side.projectId, name: `Sample ${crypto.randomUUID()}`, input: proforma },
    }),
  },
  previewProforma: { permission: 'read:proformas', asks: { body: { input: proforma } } },
  getProforma: { permission: 'read:proformas', names: at('proformaId') },
  changeProforma: { permission: 'write:proformas', names: moving('proformaId', { note: 'Sample' }) },
  listProformaVersions: { permission: 'read:proformas', names: at('proformaId') },
  getProformaVersion: {
    permission: 'read:proformas',
    names: (side) => ({ params: { id: side.proformaId, number: '1' } }),
  },
  listPlans: { permission: 'read:plans' },
  createPlan: { permission: 'write:plans', asks: { body: {} } },
  getPlan: {
    permission: 'read:plans',
    names: (_, __, world) => ({ params: { id: world.planId } }),
    shared: true,
  },
  changePlan: {
    permission: 'write:plans',
    names: (_, __, world) => ({ params: { id: world.planId }, body: PLAN }),
    shared: true,
  },
  listPlanSelections: { permission: 'read:plans', names: at('projectId') },
  choosePlan: {
    permission: 'write:plans',
    names: (side, _, world) => ({ params: { id: side.projectId }, body: { planId: world.planId } }),
  },
  dropPlan: {
    permission: 'write:plans',
    names: (side) => ({ params: { id: side.projectId, selectionId: side.planSelectionId } }),
    fresh: async (side, { staff, planId }) => {
      const path = `/v1/projects/${side.projectId}/plan-selections`;
      await staff.design.post(path, { planId });
      const { items } = (await staff.design.get(path)).json();
      const standing = items.find((each: { removedAt: string | null }) => each.removedAt === null);
      return { params: { id: side.projectId, selectionId: standing.id } };
    },
  },
  listPermits: { permission: 'read:permits', shows: (own) => own.permitId },
  createPermit: {
    permission: 'write:permits',
    names: (side) => ({ body: { projectId: side.projectId, type: 'demolition' } }),
  },
  getPermit: { permission: 'read:permits', names: at('permitId') },
  changePermit: { permission: 'write:permits', names: moving('permitId', { reviewer: 'Sample' }) },
  movePermit: {
    permission: 'write:permits',
    names: moving('permitId', { action: 'withdraw', reason: 'Sample' }),
  },
  listReviewCycles: { permission: 'read:permits', shows: (own) => own.cycleId },
  getReviewCycle: { permission: 'read:permits', names: at('cycleId') },
  changeReviewCycle: { permission: 'write:permits', names: moving('cycleId', { reviewer: 'Sample' }) },
  listCorrections: { permission: 'read:permits', shows: (own) => own.correctionId },
  createCorrection: {
    permission: 'write:permits',
    names: (side) => ({
      body: {
        permitId: side.permitId,
        discipline: 'zoning',
        text: 'Show the setback',
        rootCause: 'drawing_error',
      },
    }),
  },
  getCorrection: { permission: 'read:permits', names: at('correctionId') },
  changeCorrection: { permission: 'write:permits', names: moving('correctionId', { sheetReference: 'A1' }) },
  moveCorrection: {
    permission: 'write:permits',
    names: moving('correctionId', { action: 'reopen', reason: 'Sample' }),
  },
};
