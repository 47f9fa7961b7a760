/** What the tests of lending stand on: a deal after GO, made over HTTP, and a ledger that only remembers. */
import type { Response } from 'light-my-request';
import { type SignedIn, signIn } from '../../../../../../test/actors.ts';
import type { TestApp } from '../../../../../../test/app.ts';
import { signAs } from '../../../../../../test/signing.ts';
import { samplePdf, upload } from '../../../../../../test/upload.ts';
import { systemActor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { type LoanFunding, useLoanLedger } from '../ledger-port.ts';

export interface Cast {
  server: TestApp;
  admin: SignedIn;
  acquisitions: SignedIn;
  servicing: SignedIn;
  /** Belongs to the builder entity of every deal. */
  builder: SignedIn;
  stranger: SignedIn;
  entityId: string;
  guarantorId: string;
  ledger: ReturnType<typeof rememberingLedger>;
}

/** Books of the tests: what was funded, less what `pay` took off. */
export function rememberingLedger() {
  const funded: LoanFunding[] = [];
  const paid = new Map<string, bigint>();
  const principal = (loanId: string): bigint =>
    funded.filter((each) => each.loanId === loanId).reduce((sum, each) => sum + each.principalCents, 0n) -
    (paid.get(loanId) ?? 0n);
  useLoanLedger({
    async postFunding(_tx, funding) {
      funded.push(funding);
    },
    outstandingCents: async (_db, loanId) => principal(loanId),
    standing: async (_db, { id }, owedOn) => ({
      principalCents: principal(id),
      outstandingCents: owedOn === null ? null : principal(id),
    }),
    principalsCents: async (_db, ids) => new Map(ids.map((id) => [id, principal(id)])),
    noteDefault: async () => {},
    notePledge: async () => {},
    lastPostedOn: async (_db, loanId) => funded.find((each) => each.loanId === loanId)?.effectiveDate ?? null,
  });
  return { funded, payOff: (loanId: string) => paid.set(loanId, principal(loanId)) };
}

export async function givenCast(server: TestApp): Promise<Cast> {
  const ledger = rememberingLedger();
  const [admin, acquisitions, servicing, builder, stranger, guarantor] = await Promise.all([
    signIn(server, 'admin'),
    signIn(server, 'acquisitions', { displayName: 'Ada Acquisitions' }),
    signIn(server, 'servicing', { displayName: 'Sam Servicing' }),
    signIn(server, 'builder', { displayName: 'Bo Builder' }),
    signIn(server, 'builder'),
    signIn(server, 'builder', { displayName: 'Gail Guarantor' }),
  ]);
  const entity = await acquisitions.post('/v1/entities', {
    name: 'Sample Builder LLC',
    entityType: 'llc',
    state: 'WA',
  });
  const entityId = entity.json().id;
  await acquisitions.post(`/v1/entities/${entityId}/members`, {
    contactId: builder.contactId,
    title: 'Manager',
  });
  const guarantorId = guarantor.contactId;
  return { server, admin, acquisitions, servicing, builder, stranger, entityId, guarantorId, ledger };
}

export const proformaInput = (more: object = {}) => ({
  startDate: '2026-12-01',
  lines: [
    { category: 'land', key: 'land', label: 'Land', amountCents: 64_000_000 },
    { category: 'hard', key: 'framing', label: 'Framing', amountCents: 70_000_000, startMonth: 2, months: 8 },
    { category: 'soft', key: 'permits', label: 'Permits', amountCents: 6_000_000, months: 3 },
    {
      category: 'contingency',
      key: 'contingency',
      label: 'Contingency',
      amountCents: 5_000_000,
      startMonth: 2,
      months: 8,
    },
  ],
  loan: { rate: '0.09', loanToCost: '0.80', originationFeeRate: '0.015', months: 14 },
  salesPriceCents: 210_000_000,
  sellingCostRate: '0.06',
  saleMonth: 12,
  discountRate: '0.10',
  ...more,
});

/** A project in feasibility; `go` decides it. */
export async function givenLead(cast: Cast): Promise<string> {
  const { acquisitions } = cast;
  const lead = await acquisitions.post('/v1/leads', {
    address: '600 4th Ave',
    city: 'Seattle',
    state: 'WA',
    zip: '98104',
  });
  const { id, version } = lead.json();
  await acquisitions.move(`/v1/projects/${id}`, version, { action: 'start_feasibility' });
  return id;
}

/** A project after GO, with a proforma, accepted title report and survey, and an approved building permit. */
export async function givenDeal(
  cast: Cast,
  options: { reports?: boolean; builder?: boolean } = {},
): Promise<string> {
  const { acquisitions } = cast;
  const id = await givenLead(cast);
  await acquisitions.post('/v1/proformas', { projectId: id, name: 'At ask', input: proformaInput() });
  const versionOf = async () => (await acquisitions.get(`/v1/projects/${id}`)).json().version;
  if (options.builder !== false)
    await acquisitions.patch(`/v1/projects/${id}`, await versionOf(), { builderId: cast.entityId });
  await acquisitions.move(`/v1/projects/${id}`, await versionOf(), { action: 'go', reason: 'Good lot.' });
  if (options.reports !== false) await givenDiligence(cast, id);
  return id;
}

/** Reports and permit by SQL: how they come about is the business of the modules to the left. */
export const givenDiligence = (cast: Cast, projectId: string): Promise<void> =>
  inTransaction(systemActor('test'), async (tx) => {
    for (const type of ['title', 'survey'])
      await tx
        .insertInto('feasibility.consultant_orders')
        .values({
          project_id: projectId,
          type,
          state: 'accepted',
          consultant_id: cast.guarantorId,
          ordered_date: '2026-01-05',
          due_date: '2026-01-12',
          delivered_date: '2026-01-09',
          accepted_date: '2026-01-10',
          round_since: tx.now,
          created_at: tx.now,
          updated_at: tx.now,
        })
        .execute();
    await tx
      .insertInto('entitlement.permits')
      .values({
        project_id: projectId,
        type: 'building',
        jurisdiction: 'City of Seattle',
        state: 'approved',
        state_since: '2026-02-01',
        submitted_date: '2026-01-15',
        approved_date: '2026-02-01',
        created_at: tx.now,
        updated_at: tx.now,
      })
      .execute();
  });

/** A fresh Idempotency-Key. */
export const key = (): string => crypto.randomUUID();

export interface LoanAnswer {
  id: string;
  version: number;
  state: string;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked into freely by tests
  [field: string]: any;
}

export async function givenLoan(cast: Cast, body: object = {}): Promise<LoanAnswer> {
  const projectId = 'projectId' in body ? (body.projectId as string) : await givenDeal(cast);
  const answer = await cast.acquisitions.post('/v1/loans', {
    projectId,
    guarantorIds: [cast.guarantorId],
    ...body,
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json();
}

export const loanOf = async (who: SignedIn, id: string): Promise<LoanAnswer> =>
  (await who.get(`/v1/loans/${id}`)).json();

/** Moves the loan in its present version. */
export async function move(who: SignedIn, id: string, action: string, more: object = {}): Promise<Response> {
  const { version } = await loanOf(who, id);
  return who.move(`/v1/loans/${id}`, version, { action, ...more }, { key: key() });
}

async function moved(who: SignedIn, id: string, action: string, more: object = {}): Promise<LoanAnswer> {
  const answer = await move(who, id, action, more);
  if (answer.statusCode !== 200) throw new Error(`${action}: ${answer.body}`);
  return answer.json();
}

/** Everything that the audit asks for. */
export async function makeAuditClear(cast: Cast, id: string): Promise<void> {
  const { acquisitions: who } = cast;
  const facts = { legalDescription: 'Lot 7, Block 12, Sample Addition.' };
  const { version } = (await who.patch(`/v1/loans/${id}`, (await loanOf(who, id)).version, facts)).json();
  await who.call('PUT', `/v1/loans/${id}/parties`, {
    version,
    body: {
      borrower: { partyId: cast.entityId, goodStandingOn: new Date().toISOString().slice(0, 10) },
      guarantors: [{ partyId: cast.guarantorId }],
    },
  });
  await who.post(`/v1/loans/${id}/insurance`, insurance());
}

export const insurance = (more: object = {}) => ({
  kind: 'builders_risk',
  insurer: 'Sample Mutual',
  policyNumber: 'BR-1',
  coverageCents: 150_000_000,
  effectiveOn: '2026-01-01',
  expiresOn: '2099-01-01',
  ...more,
});

/** A document of the loan, uploaded. */
export async function givenScan(cast: Cast, loanId: string, kind = 'note'): Promise<string> {
  const fields = { subjectType: 'loan', subjectId: loanId, kind, title: 'Scan' };
  const answer = await upload(cast.servicing, '/v1/documents', fields, samplePdf(key()));
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json().id;
}

/** The loan in underwriting, submitted by acquisitions, with a clear audit. */
export async function givenSubmitted(cast: Cast, body: object = {}): Promise<LoanAnswer> {
  const { id } = await givenLoan(cast, body);
  await makeAuditClear(cast, id);
  return moved(cast.acquisitions, id, 'submit');
}
export async function givenDocumentsOut(cast: Cast, body: object = {}): Promise<LoanAnswer> {
  const { id } = await givenSubmitted(cast, body);
  await moved(cast.servicing, id, 'approve');
  return moved(cast.servicing, id, 'send_documents');
}

/** Note and deed as they came back on paper, signed today. */
export async function paperNote(cast: Cast, id: string, more: object = {}) {
  return cast.servicing.post(`/v1/loans/${id}/loan-documents`, {
    kind: 'note',
    signedOn: bookDate(new Date()),
    custodian: 'Sample Custody Services',
    scanDocumentId: await givenScan(cast, id),
    ...more,
  });
}
export async function paperDeed(cast: Cast, id: string, more: object = {}) {
  return cast.servicing.post(`/v1/loans/${id}/loan-documents`, {
    kind: 'deed_of_trust',
    signedOn: bookDate(new Date()),
    notaryName: 'Nora Sample',
    notaryCommission: 'WA-204417',
    notarizedOn: bookDate(new Date()),
    scanDocumentId: await givenScan(cast, id, 'deed_of_trust'),
    ...more,
  });
}

/** Everybody signs the newest envelope of the loan on the signing page. */
export async function signEnvelope(cast: Cast, id: string): Promise<void> {
  const [envelopeId] = (await loanOf(cast.servicing, id)).documents.flatMap(
    (each: { envelopeId: string | null }) => each.envelopeId ?? [],
  );
  const { recipients } = (await cast.servicing.get(`/v1/envelopes/${envelopeId}`)).json();
  for (const { name, email } of recipients as { name: string; email: string }[]) {
    const answer = await signAs(cast.server, cast.admin, name, email);
    if (answer.statusCode >= 300) throw new Error(`${name} could not sign: ${answer.body}`);
  }
  await cast.server.settle();
}

export async function givenSigned(cast: Cast, body: object = {}): Promise<LoanAnswer> {
  const { id } = await givenDocumentsOut(cast, body);
  await paperNote(cast, id);
  await paperDeed(cast, id);
  await signEnvelope(cast, id);
  return loanOf(cast.servicing, id);
}

export const fundData = (loan: LoanAnswer, more: object = {}) => ({
  amountCents: loan.budget.initialAdvanceCents,
  wireReference: 'FED-1',
  escrowAgent: 'Sample Escrow Co',
  escrowInstructionsReference: 'Letter of March 1',
  ...more,
});
export const recordData = (more: object = {}) => ({
  county: 'King',
  recordingNumber: '20260303000123',
  recordedAt: new Date(Date.now() - 1000).toISOString(),
  titlePolicyNumber: 'TP-1',
  ...more,
});
export async function givenFunded(cast: Cast, body: object = {}): Promise<LoanAnswer> {
  const loan = await givenSigned(cast, body);
  return moved(cast.servicing, loan.id, 'fund', { data: fundData(loan) });
}
export async function givenRecorded(cast: Cast, body: object = {}): Promise<LoanAnswer> {
  const { id } = await givenFunded(cast, body);
  return moved(cast.servicing, id, 'record', { data: recordData() });
}
