import { loanStates } from '@connect/domain/loan-states';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import * as given from '../test/given.ts';

let server: TestApp;
let cast: given.Cast;

beforeAll(async () => {
  server = await startApp();
  cast = await given.givenCast(server);
});
afterAll(() => server.close());

const codeOf = (answer: { statusCode: number; json(): { code: string } }) => [
  answer.statusCode,
  answer.json().code,
];
const pointersOf = (answer: { json(): { errors?: { pointer: string }[] } }) =>
  answer.json().errors?.map((each) => each.pointer);
const statusOf = async (id: string, rule: string) =>
  (await cast.servicing.get(`/v1/loans/${id}/audit`))
    .json()
    .lines.find((each: { rule: string }) => each.rule === rule);

test('the states that the database takes are those of the machine', async () => {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  const { rows } = await client.query(
    "select pg_get_constraintdef(oid) as def from pg_constraint where conname = 'loans_state_check'",
  );
  await client.end();
  const states = [...String(rows[0].def).matchAll(/'(\w+)'::text/g)].map((match) => match[1]);
  expect(states.sort()).toEqual([...loanStates.states].sort());
});

describe('creation', () => {
  test('waits for GO, and names what is missing', async () => {
    const lead = await given.givenLead(cast);
    expect(codeOf(await cast.acquisitions.post('/v1/loans', { projectId: lead }))).toEqual([
      409,
      'project_not_go',
    ]);
    const nobody = await given.givenDeal(cast, { builder: false });
    expect(pointersOf(await cast.acquisitions.post('/v1/loans', { projectId: nobody }))).toEqual([
      '/borrowerId',
    ]);
    expect(pointersOf(await cast.acquisitions.post('/v1/loans', { projectId: crypto.randomUUID() }))).toEqual(
      ['/projectId'],
    );
  });

  test('takes overrides, and the borrower brings what the loan does not pay', async () => {
    const loan = await given.givenLoan(cast, { amountCents: 100_000_000, rate: '0.095', months: 12 });
    expect(loan).toMatchObject({ amountCents: 100_000_000, rate: '0.095', months: 12 });
    expect(loan.budget.originalCents).toBe(100_000_000);
  });

  test('a land loan carries the land alone', async () => {
    const loan = await given.givenLoan(cast, { product: 'land' });
    expect(loan.budget.lines).toMatchObject([
      { kind: 'land', originalCents: 41_600_000, equityCents: 22_400_000 },
    ]);
    expect(loan).toMatchObject({ amountCents: 41_600_000, valueCents: 64_000_000, retainageRate: '0' });
  });

  test('numbers have no gaps, however many are made at once and whatever fails', async () => {
    const projects = [await given.givenDeal(cast), await given.givenDeal(cast)];
    const bad = cast.acquisitions.post('/v1/loans', {
      projectId: projects[0],
      guarantorIds: [crypto.randomUUID()],
    });
    const made = await Promise.all([
      bad,
      ...projects.map((projectId) => given.givenLoan(cast, { projectId })),
    ]);
    expect(made[0]?.statusCode).toBe(422);
    const { items } = (await cast.servicing.get('/v1/loans?sort=number&limit=200')).json();
    const numbers = items.map((each: { number: string }) => each.number);
    expect(numbers).toEqual(numbers.map((_: string, i: number) => `L-${String(i + 1).padStart(4, '0')}`));
  });
});

describe('the audit', () => {
  test('holds the approval with a sentence for each finding, and clears as facts come in', async () => {
    const projectId = await given.givenDeal(cast, { reports: false });
    const { id } = await given.givenLoan(cast, { projectId });
    await given.move(cast.acquisitions, id, 'submit');
    const held = await given.move(cast.servicing, id, 'approve');
    expect(codeOf(held)).toEqual([409, 'audit_not_clear']);
    expect(held.json().detail).toContain('No title report is accepted yet.');
    const greyed = (await given.loanOf(cast.servicing, id)).moves.find(
      (each: { action: string }) => each.action === 'approve',
    );
    expect(greyed).toMatchObject({ allowed: false, reason: held.json().detail });
    await given.givenDiligence(cast, projectId);
    await given.makeAuditClear(cast, id);
    expect((await given.move(cast.servicing, id, 'approve')).json().state).toBe('approved');
  });

  test('a check is waived with a reason, for exactly what was found; what holds is not', async () => {
    const projectId = await given.givenDeal(cast, { reports: false });
    const { id } = await given.givenLoan(cast, { projectId, months: 30 });
    const waive = (rule: string, who: SignedIn = cast.servicing) =>
      who.post(`/v1/loans/${id}/audit/waivers`, { rule, reason: 'Agreed by the committee.' });
    expect(codeOf(await waive('title_report'))).toEqual([409, 'not_waivable']);
    expect(codeOf(await waive('borrower'))).toEqual([409, 'nothing_to_waive']);
    expect(pointersOf(await waive('nonsense'))).toEqual(['/rule']);
    expect((await waive('maturity')).statusCode).toBe(201);
    expect(await statusOf(id, 'maturity')).toMatchObject({
      status: 'waived',
      waiver: { reason: 'Agreed by the committee.', byName: 'Sam Servicing' },
    });
    const { version } = await given.loanOf(cast.servicing, id);
    await cast.servicing.patch(`/v1/loans/${id}`, version, { months: 36 });
    expect(await statusOf(id, 'maturity')).toMatchObject({ status: 'check', waiver: null });
  });

  test('needs the second factor for a waiver', async () => {
    const { id } = await given.givenLoan(cast);
    const cold = await signIn(server, 'servicing', { steppedUp: false });
    const answer = await cold.post(`/v1/loans/${id}/audit/waivers`, {
      rule: 'insurance',
      reason: 'Bound at closing.',
    });
    expect(codeOf(answer)).toEqual([403, 'step_up_required']);
  });

  test('sees a budget that does not sum, a person as borrower, nobody as guarantor, an old proforma', async () => {
    const projectId = await given.givenDeal(cast);
    const { id, version, budget } = await given.givenLoan(cast, { projectId });
    const lines = budget.lines.map(
      (line: { id: string; kind: string; name: string; originalCents: number }) => ({
        id: line.id,
        kind: line.kind,
        name: line.name,
        originalCents: line.originalCents + (line.kind === 'hard' ? 100 : 0),
      }),
    );
    const saved = await cast.servicing.call('PUT', `/v1/loans/${id}/budget`, { version, body: { lines } });
    expect(saved.statusCode).toBe(200); // saved always
    expect(saved.json().budget.lines.map((line: { id: string }) => line.id)).toEqual(
      budget.lines.map((line: { id: string }) => line.id),
    );
    expect((await statusOf(id, 'budget_sum')).status).toBe('holds');
    await cast.servicing.call('PUT', `/v1/loans/${id}/parties`, {
      version: saved.json().version,
      body: { borrower: { partyId: cast.builder.contactId }, guarantors: [] },
    });
    expect((await statusOf(id, 'borrower')).sentence).toBe(
      'Bo Builder is a person; the borrower has to be a legal entity.',
    );
    expect((await statusOf(id, 'guarantor')).status).toBe('holds');
    const { items } = (await cast.acquisitions.get(`/v1/proformas?projectId=${projectId}`)).json();
    const version2 = await cast.acquisitions.patch(`/v1/proformas/${items[0].id}`, items[0].version, {
      input: given.proformaInput({ salesPriceCents: 200_000_000 }),
    });
    expect(version2.statusCode).toBe(200);
    expect((await statusOf(id, 'proforma')).sentence).toBe(
      'The budget was made of version 1 of the proforma; version 2 is current.',
    );
  });
});

describe('approval', () => {
  test('is given by somebody else than the submitter', async () => {
    const { id } = await given.givenSubmitted(cast);
    const own = await given.move(cast.acquisitions, id, 'approve');
    expect(codeOf(own)).toEqual([409, 'own_submission']);
    expect(own.json().detail).toBe('You submitted this loan. Somebody else has to approve it.');
    expect((await given.move(cast.servicing, id, 'approve')).statusCode).toBe(200);
  });

  test('of two people at once, one approves and the other learns that the loan changed', async () => {
    const { id, version } = await given.givenSubmitted(cast);
    const answers = await Promise.all(
      [cast.servicing, cast.admin].map((who) => who.move(`/v1/loans/${id}`, version, { action: 'approve' })),
    );
    expect(answers.map((each) => each.statusCode).sort()).toEqual([200, 412]);
    expect(
      (await given.loanOf(cast.servicing, id)).history.filter(
        (each: { action: string }) => each.action === 'approve',
      ),
    ).toHaveLength(1);
  });

  test('terms are fixed from then on', async () => {
    const { id } = await given.givenSubmitted(cast);
    await given.move(cast.servicing, id, 'approve');
    const { version } = await given.loanOf(cast.servicing, id);
    expect(codeOf(await cast.servicing.patch(`/v1/loans/${id}`, version, { rate: '0.08' }))).toEqual([
      409,
      'terms_fixed',
    ]);
    await given.move(cast.servicing, id, 'return', { reason: 'Rate was wrong.' });
    const again = await given.loanOf(cast.servicing, id);
    expect(again.state).toBe('underwriting');
    expect((await cast.servicing.patch(`/v1/loans/${id}`, again.version, { rate: '0.08' })).json().rate).toBe(
      '0.08',
    );
    expect(pointersOf(await given.move(cast.servicing, id, 'decline'))).toEqual(['/reason']);
  });

  test('an illegal move names the legal ones', async () => {
    const { id } = await given.givenLoan(cast);
    const answer = await given.move(cast.servicing, id, 'approve');
    expect(codeOf(answer)).toEqual([409, 'illegal_move']);
    expect(answer.json().legalMoves).toEqual(['submit', 'cancel']);
  });
});

describe('signing', () => {
  test('is complete only with every signature and every paper', async () => {
    const { id } = await given.givenDocumentsOut(cast);
    const open = await given.move(cast.servicing, id, 'complete_signing');
    expect(codeOf(open)).toEqual([409, 'documents_incomplete']);
    expect(open.json().detail).toContain('Loan agreement, Guaranty, Promissory note, Deed of trust');
    await given.signEnvelope(cast, id);
    expect((await given.loanOf(cast.servicing, id)).state).toBe('documents_out');
    await given.paperNote(cast, id);
    const left = await given.move(cast.servicing, id, 'complete_signing');
    expect(left.json().detail).toContain('Not complete: Deed of trust.');
    await given.paperDeed(cast, id);
    expect((await given.move(cast.servicing, id, 'complete_signing')).json().state).toBe('signed');
  });

  test('no click completes a paper: every fact is asked for', async () => {
    const { id } = await given.givenDocumentsOut(cast);
    const post = (body: object) => cast.servicing.post(`/v1/loans/${id}/loan-documents`, body);
    expect(pointersOf(await post({ kind: 'note' }))).toEqual(['/signedOn', '/custodian', '/scanDocumentId']);
    expect(pointersOf(await post({ kind: 'deed_of_trust' }))).toEqual([
      '/signedOn',
      '/notaryName',
      '/notaryCommission',
      '/notarizedOn',
      '/scanDocumentId',
    ]);
    expect(pointersOf(await given.paperNote(cast, id, { scanDocumentId: crypto.randomUUID() }))).toEqual([
      '/scanDocumentId',
    ]);
    const other = await given.givenLoan(cast);
    const strangers = await given.givenScan(cast, other.id);
    expect(pointersOf(await given.paperNote(cast, id, { scanDocumentId: strangers }))).toEqual([
      '/scanDocumentId',
    ]);
    expect(pointersOf(await given.paperDeed(cast, id, { notarizedOn: '2026-03-01' }))).toEqual([
      '/notarizedOn',
    ]);
    expect(pointersOf(await given.paperDeed(cast, id, { signedOn: '2199-01-01' }))).toContain('/signedOn');
    const early = await given.paperNote(cast, id, { signedOn: '2026-03-02' });
    expect(pointersOf(early)).toEqual(['/signedOn']); // before the documents went out
    expect(codeOf(await given.paperNote(cast, other.id))).toEqual([409, 'documents_not_out']);
  });

  test('documents are recalled: the envelope ends, and a new sending starts from nothing', async () => {
    const { id } = await given.givenDocumentsOut(cast);
    await given.paperNote(cast, id);
    const [first] = (await given.loanOf(cast.servicing, id)).documents;
    const recalled = await given.move(cast.servicing, id, 'recall_documents', { reason: 'Wrong maturity.' });
    expect(recalled.json()).toMatchObject({ state: 'approved', documents: [] });
    expect((await cast.servicing.get(`/v1/envelopes/${first.envelopeId}`)).json().state).toBe('voided');
    const again = (await given.move(cast.servicing, id, 'send_documents')).json();
    expect(again.documents.map((each: { state: string }) => each.state)).toEqual([
      'open',
      'open',
      'open',
      'open',
    ]);
  });
});
