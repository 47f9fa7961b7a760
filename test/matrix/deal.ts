import { addDays, civilDate } from '@connect/domain/calendar';
import { rectangle } from '@connect/domain/lot';
import type { Hand, Json } from '../../demo/client.ts';
import * as acquire from '../../demo/steps/acquire.ts';
import * as entitle from '../../demo/steps/entitle.ts';
import { samplePdf, samplePhoto } from '../../demo/steps/files.ts';
import * as lend from '../../demo/steps/lend.ts';
import * as service from '../../demo/steps/service.ts';
import type { World } from '../../demo/world.ts';
import { type DrawIds, drawsOf } from './deal-draws.ts';
import type { DealPlan, Hands } from './deal-plan.ts';
import type { Limited } from './limited.ts';

/** The records of one deal that a row of the matrix may name. */
export interface DealIds extends DrawIds {
  word: string;
  entityId: string;
  /** Belongs to the entity, and to nothing else. */
  memberId: string;
  contactId: string;
  contacts: Record<Limited, string>;
  projectId: string;
  noteId: string;
  orderId: string;
  proformaId: string;
  planSelectionId: string;
  permitId: string;
  cycleId: string;
  correctionId: string;
  loanId: string;
  budgetLineId: string;
  envelopeId: string;
  recipientId: string;
  loanDocumentId: string;
  pledgeId: string;
  postingId: string;
  paymentId: string;
  statementId: string;
  quoteId: string;
  messageId: string;
  tasks: Record<Limited, string>;
  documents: Record<Limited, string>;
}

/** One deal from the lead to a draw in review, with a record of every kind. */
export async function buildDeal(world: World, plan: DealPlan): Promise<DealIds> {
  const staff = (key: string): Hand => world.hand(key, plan.calendar);
  const partner = (role: Limited): Hand => world.hand(`${plan.word} ${role}`, plan.calendar);
  const on = (n: number): string => {
    plan.calendar.goTo(plan.day(n));
    return plan.day(n);
  };
  const parties = await contactsOf(staff('acquisitions'), plan);
  const project = await feasibility(world, plan, { staff, partner, on });
  await world.settle();
  const entitlement = await permit(plan, project.projectId, parties.entityId, { staff, on });
  await world.settle();
  const loan = await loanOf(world, plan, project.projectId, parties, { staff, on });
  const draw = await drawsOf(
    world,
    plan,
    { ...loan, payeePartyId: parties.entityId },
    { staff, partner, on },
  );
  const money = await moneyOf(plan, loan.loanId, { staff, on });
  const tasks = await tasksOf(staff('admin'), plan);
  const documents = await documentsOf(plan, { project, draw }, partner);
  await world.settle();
  const { items: mails } = await staff('admin').get(`/v1/outbox?limit=200&projectId=${project.projectId}`);
  const contacts = Object.fromEntries(
    Object.entries(plan.people).map(([role, { contactId }]) => [role, contactId]),
  ) as DealIds['contacts'];
  return {
    word: plan.word,
    contacts,
    ...parties,
    ...project,
    ...entitlement,
    ...loan,
    ...draw,
    ...money,
    tasks,
    documents,
    messageId: mails.find((each: Json) => each.aboutType === 'consultant_order').id,
  };
}

async function contactsOf(acquisitions: Hand, plan: DealPlan) {
  const entity = await acquisitions.post('/v1/entities', {
    name: `${plan.word} Sample Builder LLC`,
    entityType: 'llc',
    state: 'WA',
    taxId: '12-3456789',
  });
  const path = `/v1/entities/${entity.id}`;
  await acquisitions.patch(`${path}/bank-account`, {
    bankName: 'Sample Bank',
    routingNumber: '125000024',
    accountNumber: '000123456789',
  });
  const member = await acquisitions.post('/v1/contacts', {
    firstName: plan.word,
    lastName: 'Guarantor',
    email: `${plan.word}.guarantor@example.com`,
    taxId: '987-65-4321',
    dateOfBirth: '1980-05-17',
  });
  await acquisitions.post(`${path}/members`, { contactId: plan.people.builder.contactId, title: 'Manager' });
  await acquisitions.post(`${path}/members`, { contactId: member.id, title: 'Member' });
  return { entityId: entity.id, memberId: member.id, contactId: plan.people.builder.contactId };
}

async function feasibility(world: World, plan: DealPlan, { staff, partner, on }: Hands) {
  const place = {
    address: `600 ${plan.word} Ave`,
    city: 'Seattle',
    state: 'WA',
    zip: '98104',
    market: 'seattle' as const,
  };
  const acquisitions = staff('acquisitions');
  const lead = await acquire.submitLead(
    partner('agent'),
    { ...place, neighborhood: plan.word, lot: { parcel: rectangle(50, 100), footprint: null } },
    64_000_000,
    `Two houses, ${plan.word}`,
  );
  await acquire.takeLead(acquisitions, lead.id, world.people.get('acquisitions')!.userId);
  await acquire.startFeasibility(acquisitions, lead.id, on(1));
  const orders: Json[] = [];
  for (const type of ['survey', 'title', 'arborist'])
    orders.push(
      await acquire.orderReport(acquisitions, lead.id, type, plan.people.consultant.contactId, on(1)),
    );
  for (const order of orders.slice(0, 2)) {
    await acquire.deliverReport(partner('consultant'), order, on(8));
    await acquire.acceptReport(acquisitions, order.id);
  }
  const note = await acquisitions.post(`/v1/projects/${lead.id}/notes`, {
    body: `A note about ${plan.word}`,
  });
  const proforma = await acquire.saveProforma(acquisitions, lead.id, 64_000_000, on(10));
  await acquire.decideGo(acquisitions, lead.id, on(18), 'Clean title, good return at ask.');
  return { projectId: lead.id, orderId: orders[2].id, noteId: note.id, proformaId: proforma.id };
}

async function permit(
  plan: DealPlan,
  projectId: string,
  builderId: string,
  { staff, on }: Pick<Hands, 'staff' | 'on'>,
) {
  await acquire.nameBuilder(staff('acquisitions'), projectId, builderId);
  const chosen = await entitle.choosePlan(staff('design'), projectId, plan.planId);
  const entitlement = staff('entitlement');
  const found = await entitle.buildingPermit(entitlement, projectId);
  const number = plan.word === 'Harbor' ? '6010001-CN' : '6010002-CN';
  await entitle.submitPermit(entitlement, found.id, on(20), number);
  await entitle.startReview(entitlement, found.id, on(22));
  await entitle.returnPermit(entitlement, found.id, on(30));
  await entitle.answerAndResubmit(entitlement, found.id, on(32));
  await entitle.startReview(entitlement, found.id, on(33));
  const days = { approved: on(40), issued: on(42), expires: addDays(civilDate(on(42)), 730) };
  await entitle.approvePermit(entitlement, found.id, days, number);
  const { items: corrections } = await entitlement.get(`/v1/corrections?projectId=${projectId}`);
  return {
    planSelectionId: chosen.id,
    permitId: found.id,
    cycleId: corrections[0].reviewCycleId,
    correctionId: corrections[0].id,
  };
}

async function loanOf(
  world: World,
  plan: DealPlan,
  projectId: string,
  parties: { entityId: string; memberId: string },
  { staff, on }: Pick<Hands, 'staff' | 'on'>,
) {
  const [acquisitions, servicing] = [staff('acquisitions'), staff('servicing')];
  const { id } = await lend.createLoan(acquisitions, projectId, parties.entityId, parties.memberId, on(50));
  await lend.approveLoan(acquisitions, servicing, id, on(52));
  await lend.sendDocuments(servicing, id, on(54));
  await world.settle();
  await lend.keepPapers(servicing, id, on(56));
  await lend.signAll(staff('admin'), world.transport(plan.calendar), id);
  await world.settle();
  await lend.completeSigning(servicing, id, on(56));
  await lend.fundLoan(servicing, id, on(58));
  await lend.recordLoan(servicing, id, on(60), plan.word === 'Harbor' ? 1 : 2, 'seattle');
  const pledge = await lend.pledgeLoan(servicing, id, plan.bankLineId, on(60));
  await lend.startServicing(servicing, id, on(61));
  const loan = await servicing.get(`/v1/loans/${id}`);
  const envelopeId = loan.documents.find((each: Json) => each.envelopeId).envelopeId;
  const envelope = await servicing.get(`/v1/envelopes/${envelopeId}`);
  const line = loan.budget.lines.find((each: Json) => each.kind === 'hard');
  const { items: files } = await servicing.get(`/v1/documents?subjectType=loan&subjectId=${id}`);
  return {
    loanId: id as string,
    budgetLineId: line.id as string,
    envelopeId,
    recipientId: envelope.recipients[0].id,
    loanDocumentId: files[0].id,
    pledgeId: pledge.id,
  };
}

async function moneyOf(plan: DealPlan, loanId: string, { staff, on }: Pick<Hands, 'staff' | 'on'>) {
  const servicing = staff('servicing');
  const period = plan.day(62).slice(0, 7);
  const next = on(110);
  await service.billInterest(servicing, loanId, period, next);
  const statement = await service.issueStatement(servicing, loanId, period);
  const payment = await servicing.post('/v1/payments', {
    loanId,
    amountCents: 10_000,
    method: 'wire',
    reference: `WIRE ${plan.word}`,
    effectiveDate: next,
  });
  on(140);
  await servicing.post(`/v1/loans/${loanId}/fees`, {
    kind: 'draw',
    amountCents: 15_000,
    memo: `Draw fee ${plan.word}`,
    effectiveDate: plan.day(140),
  });
  const quote = await servicing.post('/v1/payoff-quotes', { loanId, payoffDate: plan.day(145) });
  const { items: postings } = await servicing.get(`/v1/postings?loanId=${loanId}`);
  return {
    postingId: postings[0].id as string,
    paymentId: payment.id as string,
    statementId: statement.id as string,
    quoteId: quote.id as string,
  };
}

async function tasksOf(admin: Hand, plan: DealPlan): Promise<DealIds['tasks']> {
  const task = async (to: object): Promise<string> =>
    (await admin.post('/v1/tasks', { title: `Call about ${plan.word}`, ...to })).id;
  const { people } = plan;
  return {
    inspector: await task({ assigneeId: people.inspector.userId }),
    builder: await task({ partyId: people.builder.contactId }),
    agent: await task({ partyId: people.agent.contactId }),
    consultant: await task({ partyId: people.consultant.contactId }),
  };
}

/** A document that each of them added where they may. */
async function documentsOf(
  plan: DealPlan,
  {
    project,
    draw,
  }: { project: { projectId: string; orderId: string }; draw: { drawId: string; inspectionId: string } },
  partner: (role: Limited) => Hand,
): Promise<DealIds['documents']> {
  const add = async (
    role: Limited,
    subjectType: string,
    subjectId: string,
    kind: string,
  ): Promise<string> => {
    const title = `${plan.word} paper of the ${role}`;
    const file = kind === 'photo' ? samplePhoto(title, role.length) : samplePdf(title, [plan.word]);
    return (await partner(role).upload({ subjectType, subjectId, kind, title }, file)).id;
  };
  return {
    inspector: await add('inspector', 'inspection', draw.inspectionId, 'photo'),
    builder: await add('builder', 'draw', draw.drawId, 'invoice'),
    agent: await add('agent', 'project', project.projectId, 'other'),
    consultant: await add('consultant', 'consultant_order', project.orderId, 'arborist_report'),
  };
}
