import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { bookDate } from '../../../platform/book-time.ts';
import * as given from '../test/given.ts';

let server: TestApp;
let cast: given.Cast;

beforeAll(async () => {
  server = await startApp();
  cast = await given.givenCast(server);
});
afterAll(() => server.close());

const projectOf = async (id: string) => (await cast.acquisitions.get(`/v1/projects/${id}`)).json();

test('a loan goes from its project to the recorded release of its lien, and the project follows', async () => {
  const projectId = await given.givenDeal(cast);
  const created = await cast.acquisitions.post('/v1/loans', { projectId, guarantorIds: [cast.guarantorId] });
  expect(created.statusCode).toBe(201);
  const loan = created.json();
  expect(loan).toMatchObject({
    number: 'L-0001',
    state: 'draft',
    product: 'construction',
    projectId,
    address: '600 4th Ave',
    borrowerName: 'Sample Builder LLC',
    rate: '0.09',
    months: 14,
    dayCount: 'actual/360',
    interestFrom: 'billed',
    retainageRate: '0.10',
    valueCents: 210_000_000,
    principalCents: null,
    maturityDate: null,
    bankLineId: null,
    parties: [
      { role: 'borrower', partyId: cast.entityId, signerName: 'Bo Builder', signerTitle: 'Manager' },
      { role: 'guarantor', partyId: cast.guarantorId, name: 'Gail Guarantor' },
    ],
  });
  expect(loan.budget.lines.map((line: { name: string; kind: string }) => [line.kind, line.name])).toEqual([
    ['land', 'Land'],
    ['hard', 'Framing'],
    ['soft', 'Permits'],
    ['contingency', 'Contingency'],
    ['fees', 'Origination fee'],
    ['interest_reserve', 'Interest reserve'],
  ]);
  expect(loan.budget.originalCents).toBe(loan.amountCents);
  expect(loan.budget.lines[0].equityCents).toBe(loan.budget.equityCents); // equity goes into the land first
  expect(loan.budget.lines.map((line: { retainageRate: string }) => line.retainageRate)).toEqual([
    '0',
    '0.10',
    '0',
    '0',
    '0',
    '0',
  ]);
  const { id } = loan;

  await given.makeAuditClear(cast, id);
  expect((await cast.servicing.get(`/v1/loans/${id}/audit`)).json()).toMatchObject({ loanId: id, open: 0 });
  expect((await given.move(cast.acquisitions, id, 'submit')).json().state).toBe('underwriting');
  expect((await given.move(cast.servicing, id, 'approve')).json().state).toBe('approved');
  const out = (
    await given.move(cast.servicing, id, 'send_documents', { data: { message: 'Thank you.' } })
  ).json();
  expect(
    out.documents.map((each: { kind: string; method: string; state: string }) => [
      each.kind,
      each.method,
      each.state,
    ]),
  ).toEqual([
    ['loan_agreement', 'envelope', 'open'],
    ['guaranty', 'envelope', 'open'],
    ['note', 'paper', 'open'],
    ['deed_of_trust', 'paper', 'open'],
  ]);
  for (const { documentId } of out.documents) {
    const pdf = await cast.builder.get(`/v1/documents/${documentId}/content`);
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  }

  expect((await given.paperNote(cast, id)).statusCode).toBe(201);
  expect((await given.paperDeed(cast, id)).statusCode).toBe(201);
  await given.signEnvelope(cast, id);
  const signed = await given.loanOf(cast.servicing, id);
  expect(signed.state).toBe('signed'); // by the event: the papers were complete
  expect(signed.history.at(-1)).toMatchObject({ action: 'complete_signing', actorName: 'Automatic' });

  const fee = signed.originationFeeCents;
  const advance = signed.budget.lines[0].originalCents + fee;
  expect(signed.budget.initialAdvanceCents).toBe(advance);
  const today = bookDate(new Date());
  const funded = (await given.move(cast.servicing, id, 'fund', { data: given.fundData(signed) })).json();
  expect(funded).toMatchObject({
    state: 'funded',
    fundedOn: today,
    principalCents: advance,
    funding: { principalCents: advance, feeCents: fee, wireCents: advance - fee, wireReference: 'FED-1' },
  });
  expect(funded.budget.drawnCents).toBe(advance);
  expect(cast.ledger.funded.at(-1)).toMatchObject({
    loanId: id,
    projectId,
    effectiveDate: today,
    principalCents: BigInt(advance),
    wireCents: BigInt(advance - fee),
    lines: [{ kind: 'land' }, { kind: 'fees', amountCents: BigInt(fee) }],
  });
  expect((await projectOf(projectId)).stage).toBe('funded');

  const recorded = (await given.move(cast.servicing, id, 'record', { data: given.recordData() })).json();
  expect(recorded.recordings).toMatchObject([
    { kind: 'deed_of_trust', county: 'King', titlePolicyNumber: 'TP-1' },
  ]);
  expect((await given.move(cast.servicing, id, 'start_servicing')).json().state).toBe('servicing');
  expect((await projectOf(projectId)).stage).toBe('servicing');

  cast.ledger.payOff(id);
  expect((await given.move(cast.servicing, id, 'pay_off')).json().state).toBe('paid_off');
  const release = { county: 'King', recordingNumber: '20260904000321', recordedDate: today };
  const released = (await given.move(cast.servicing, id, 'release', { data: release })).json();
  expect(released).toMatchObject({
    state: 'released',
    moves: [],
    recordings: [{}, { kind: 'reconveyance' }],
  });
  expect((await projectOf(projectId)).stage).toBe('closed');
  expect(released.history.map((each: { to: string }) => each.to)).toEqual([
    'draft',
    'underwriting',
    'approved',
    'documents_out',
    'signed',
    'funded',
    'recorded',
    'servicing',
    'paid_off',
    'released',
  ]);
  expect(await eventsOf('loan.released')).toMatchObject([{ project_id: projectId, subject_id: id }]);
});

test('a loan entered after the fact keeps its own dates, and nothing is dated before its last act', async () => {
  const { id } = await given.givenLoan(cast, { effectiveDate: '2026-02-20' });
  await given.makeAuditClear(cast, id);
  const at = (effectiveDate: string) => ({ data: { effectiveDate } });
  const early = await given.move(cast.acquisitions, id, 'submit', at('2026-02-19'));
  expect([early.statusCode, early.json().errors[0].pointer]).toEqual([422, '/data/effectiveDate']);
  await given.move(cast.acquisitions, id, 'submit', at('2026-02-21'));
  await given.move(cast.servicing, id, 'approve', at('2026-02-22'));
  await given.move(cast.servicing, id, 'send_documents', at('2026-02-23'));
  await given.paperNote(cast, id);
  await given.paperDeed(cast, id);
  await given.signEnvelope(cast, id);
  const signed = await given.loanOf(cast.servicing, id);
  expect(signed.history.at(-1)).toMatchObject({ to: 'signed', effectiveDate: '2026-02-23' });
  const future = await given.move(cast.servicing, id, 'fund', {
    data: given.fundData(signed, { effectiveDate: '2199-01-01' }),
  });
  expect(future.json().errors).toMatchObject([
    { pointer: '/data/effectiveDate', message: 'Not in the future.' },
  ]);
  const funded = await given.move(cast.servicing, id, 'fund', {
    data: given.fundData(signed, { effectiveDate: '2026-03-02' }),
  });
  expect(funded.json()).toMatchObject({
    fundedOn: '2026-03-02',
    maturityDate: '2027-05-02',
    lastActOn: '2026-03-02',
  });
  const before = await given.move(cast.servicing, id, 'record', {
    data: given.recordData({ recordedAt: '2026-03-01T20:00:00Z' }),
  });
  expect(before.json().errors[0].pointer).toBe('/data/recordedAt');
});
