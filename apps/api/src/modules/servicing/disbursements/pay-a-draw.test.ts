import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { reader } from '../../../platform/db.ts';
import { key, trialBalance } from '../test/given.ts';
import { givenDraft, givenDrawLoan, today } from '../test/given-draw.ts';
import { conditionOf, givenStage, look, type Stage } from '../test/given-stage.ts';

let server: TestApp;
let stage: Stage;
let builder: Stage['builder'];
let stranger: Stage['stranger'];
let sam: Stage['sam'];
let accounting: Stage['accounting'];

beforeAll(async () => {
  server = await startApp();
  stage = await givenStage(server);
  ({ builder, stranger, sam, accounting } = stage);
  for (const name of ['Sample Framing Co.', 'Sample Roofing Inc.']) await stage.entity(name);
});
afterAll(() => server.close());

test('step 5 from review to money: cut, approved, one payment per payee, one file, principal from settlement', async () => {
  const { loan, id, version } = await stage.review();
  const draw = await look(sam, id);
  expect(draw.totals).toMatchObject({
    requestedCents: 5_320_000,
    grossCents: 4_800_000,
    cutCents: 520_000,
    retainageCents: 480_000,
    proposedCents: 4_320_000,
  });
  expect(draw.conditions.map((each: { status: string }) => each.status)).not.toContain('holds');
  expect(conditionOf(draw, 'inspection_supports')).toMatchObject({ status: 'check' });
  expect(draw.clocks.sinceComplete.at).not.toBeNull();
  expect(draw).toMatchObject({
    papersIn: 5,
    approvals: { secondApprovalCents: 5_000_000, twoPeopleNeeded: false },
  });

  const approved = await sam.move(`/v1/draws/${id}`, version, { action: 'approve' });
  expect(approved.json()).toMatchObject({ state: 'approved', proposedCents: 4_320_000 });
  const payments = (await accounting.get(`/v1/disbursements?drawId=${id}`)).json().items;
  expect(
    payments
      .map((each: { payeeName: string; amountCents: number; state: string }) => [
        each.payeeName,
        each.amountCents,
        each.state,
      ])
      .sort(),
  ).toEqual([
    ['Sample Framing Co.', 2_700_000, 'prepared'],
    ['Sample Roofing Inc.', 1_620_000, 'prepared'],
  ]);

  const made = await accounting.post(
    '/v1/payment-files',
    { drawIds: [id], effectiveDate: today() },
    { key: key() },
  );
  expect(made.statusCode).toBe(201);
  const file = made.json();
  expect(file).toMatchObject({ state: 'exported', entryCount: 2, controlTotalCents: 4_320_000 });
  const again = await accounting.post('/v1/payment-files', { drawIds: [id] }, { key: key() });
  expect(again.json()).toMatchObject({ status: 409, code: 'exported_already' });

  const stored = await reader()
    .selectFrom('servicing.payment_files')
    .selectAll()
    .where('id', '=', file.id)
    .executeTakeFirstOrThrow();
  expect(stored.content_sealed).not.toContain('123456789');
  const content = await accounting.get(`/v1/payment-files/${file.id}/content`);
  expect(content.headers['content-disposition']).toContain(file.fileName);
  const records = content.body.trimEnd().split('\r\n');
  expect(records.every((record) => record.length === 94)).toBe(true);
  expect(records.filter((record) => record.startsWith('6'))).toHaveLength(2);
  expect(records.find((record) => record.startsWith('9'))).toContain('000004320000');
  await accounting.get(`/v1/payment-files/${file.id}/content`);
  const downloads = (await eventsOf('payment_file.downloaded')).filter((each) => each.subject_id === file.id);
  expect(downloads.map((each) => each.actor_id)).toEqual([accounting.userId, accounting.userId]);

  const before = await trialBalance(loan.id);
  const future = await accounting.move(
    `/v1/payment-files/${file.id}`,
    file.version,
    { action: 'confirm', data: { settlementDate: '2199-01-01' } },
    { key: key() },
  );
  expect(future.json().errors[0].pointer).toBe('/data/settlementDate');
  expect(await trialBalance(loan.id)).toEqual(before);
  const settled = await accounting.move(
    `/v1/payment-files/${file.id}`,
    file.version,
    { action: 'confirm', data: { settlementDate: today() } },
    { key: key() },
  );
  expect(settled.json()).toMatchObject({ state: 'confirmed', settlementDate: today() });
  const after = await trialBalance(loan.id);
  expect(after.principal! - before.principal!).toBe(4_320_000);
  expect(after.retainage_withheld).toBe(-480_000);
  expect(after.cash! - before.cash!).toBe(-4_320_000);
  const twice = await accounting.move(
    `/v1/payment-files/${file.id}`,
    settled.json().version,
    { action: 'confirm', data: { settlementDate: today() } },
    { key: key() },
  );
  expect(twice.json()).toMatchObject({ status: 409, legalMoves: [] });

  const paid = await look(builder, id);
  expect(paid).toMatchObject({ state: 'paid', paidOn: today(), proposedCents: 4_320_000 });
  expect(paid.lines[1]).toMatchObject({
    decision: 'cut',
    grossCents: 1_800_000,
    inspectedPercent: 9,
    inspectorNote: null,
  });
  const lines = await reader()
    .selectFrom('lending.budget_lines')
    .selectAll()
    .where('id', '=', loan.lines.Framing)
    .execute();
  expect(lines[0]).toMatchObject({ drawn_cents: 3_000_000n, retained_cents: 300_000n });
  const told = (await sam.get(`/v1/projects/${loan.projectId}/timeline?limit=100`))
    .json()
    .items.map((each: { title: string }) => each.title);
  expect(told).toEqual(
    expect.arrayContaining([
      'Draw 1 requested: $53,200.00',
      'Draw 1 cut to $43,200.00 after inspection',
      'Draw 1 approved: $43,200.00',
      'Draw 1 paid to 2 payees, $43,200.00',
    ]),
  );
});

describe('money', () => {
  test('that comes back undoes principal, budget and retainage of that payee, and is paid again', async () => {
    const { loan, id } = await stage.approved();
    const before = await trialBalance(loan.id);
    const file = (
      await accounting.post('/v1/payment-files', { drawIds: [id], effectiveDate: today() }, { key: key() })
    ).json();
    await accounting.move(
      `/v1/payment-files/${file.id}`,
      file.version,
      { action: 'confirm', data: { settlementDate: today() } },
      { key: key() },
    );
    const roofing = (await accounting.get(`/v1/disbursements?drawId=${id}`))
      .json()
      .items.find((each: { payeeName: string }) => each.payeeName.includes('Roofing'));
    const back = await accounting.move(
      `/v1/disbursements/${roofing.id}`,
      roofing.version,
      { action: 'return', reason: 'R03 no account' },
      { key: key() },
    );
    expect(back.json()).toMatchObject({ state: 'returned', returnedOn: today() });
    const after = await trialBalance(loan.id);
    expect(after.principal! - before.principal!).toBe(2_700_000);
    expect(after.retainage_withheld).toBe(-300_000);
    const line = await reader()
      .selectFrom('lending.budget_lines')
      .selectAll()
      .where('id', '=', loan.lines.Roofing)
      .executeTakeFirstOrThrow();
    expect(line).toMatchObject({ drawn_cents: 0n, retained_cents: 0n });
    const again = (await accounting.get(`/v1/disbursements?drawId=${id}&state=prepared`)).json().items;
    expect(again).toMatchObject([{ amountCents: 1_620_000, replacesId: roofing.id }]);
    const check = await accounting.patch(`/v1/disbursements/${again[0].id}`, again[0].version, {
      method: 'check',
    });
    const left = await accounting.move(
      `/v1/disbursements/${again[0].id}`,
      check.json().version,
      { action: 'export', data: { reference: 'CHK-1' } },
      { key: key() },
    );
    expect(left.json()).toMatchObject({ state: 'exported', reference: 'CHK-1' });
    const settled = await accounting.move(
      `/v1/disbursements/${again[0].id}`,
      left.json().version,
      { action: 'confirm', data: { settlementDate: today() } },
      { key: key() },
    );
    expect(settled.json()).toMatchObject({ state: 'confirmed' });
    expect((await trialBalance(loan.id)).principal! - before.principal!).toBe(4_320_000);
  });

  test('leaves once however many ask at once, needs a key and the second factor, and only some may', async () => {
    const { id } = await stage.approved();
    expect((await accounting.post('/v1/payment-files', { drawIds: [id] })).json().code).toBe(
      'idempotency_key_required',
    );
    const cold = await signIn(server, 'accounting', { steppedUp: false });
    expect((await cold.post('/v1/payment-files', { drawIds: [id] }, { key: key() })).json().code).toBe(
      'step_up_required',
    );
    const acquisitions = await signIn(server, 'acquisitions');
    expect((await acquisitions.post('/v1/payment-files', { drawIds: [id] }, { key: key() })).statusCode).toBe(
      403,
    );
    const all = await Promise.all(
      [1, 2, 3].map(() => accounting.post('/v1/payment-files', { drawIds: [id] }, { key: key() })),
    );
    expect(all.map((answer) => answer.statusCode).sort()).toEqual([201, 409, 409]);
    const made = all.find((answer) => answer.statusCode === 201)!.json();
    expect((await cold.get(`/v1/payment-files/${made.id}/content`)).json().code).toBe('step_up_required');
    expect((await builder.get(`/v1/payment-files/${made.id}/content`)).statusCode).toBe(403);
    expect((await accounting.get(`/v1/payment-files/${randomUUID()}/content`)).statusCode).toBe(404);
    const empty = await accounting.post('/v1/payment-files', {}, { key: key() });
    expect(empty.json().errors[0].pointer).toBe('/drawIds');
    const unknown = await accounting.post('/v1/payment-files', { drawIds: [randomUUID()] }, { key: key() });
    expect(unknown.json().errors[0].pointer).toBe('/drawIds/0');
    const serials = (await accounting.get('/v1/payment-files?withTotal=true')).json();
    expect(serials.items.map((each: { number: string }) => each.number).sort()).toEqual(
      Array.from({ length: serials.total }, (_, i) => `PF-${String(i + 1).padStart(4, '0')}`),
    );
  });

  test('does not leave for a payee nobody has linked; linking it needs the second factor', async () => {
    const loan = await givenDrawLoan({ borrower: builder });
    const draft = await givenDraft(
      builder,
      loan,
      { Architect: 100 },
      { Architect: [{ payeeName: 'Sample Unknown LLC', amountCents: 10_000 }] },
    );
    const [payee] = (await sam.get(`/v1/loans/${loan.id}/payees`))
      .json()
      .items.filter((each: { name: string }) => each.name.includes('Unknown'));
    expect(payee.partyId).toBeNull();
    const cold = await signIn(server, 'servicing', { steppedUp: false });
    const entityId = await stage.entity('Sample Linked LLC');
    expect(
      (await cold.patch(`/v1/payees/${payee.id}`, payee.version, { partyId: entityId })).json().code,
    ).toBe('step_up_required');
    expect(
      (await sam.patch(`/v1/payees/${payee.id}`, payee.version, { partyId: randomUUID() })).json().errors[0]
        .pointer,
    ).toBe('/partyId');
    const linked = await sam.patch(`/v1/payees/${payee.id}`, payee.version, { partyId: entityId });
    expect(linked.json()).toMatchObject({ partyName: 'Sample Linked LLC', bankLast4: '6789' });
    expect((await stranger.get(`/v1/loans/${loan.id}/payees`)).statusCode).toBe(404);
    const seen = (await builder.get(`/v1/loans/${loan.id}/payees`)).json().items;
    expect(
      seen.every(
        (each: { partyId: string | null; bankLast4: string | null }) =>
          each.partyId === null && each.bankLast4 === null,
      ),
    ).toBe(true);
    expect(draft.lines[3].invoices[0].payeeLinked).toBeNull();
  });
});

test('draw 2 needs unconditional waivers of draw 1’s payees and shows what was drawn before', async () => {
  const first = await stage.approved();
  const file = (
    await accounting.post(
      '/v1/payment-files',
      { drawIds: [first.id], effectiveDate: today() },
      { key: key() },
    )
  ).json();
  await accounting.move(
    `/v1/payment-files/${file.id}`,
    file.version,
    { action: 'confirm', data: { settlementDate: today() } },
    { key: key() },
  );
  const draft = await givenDraft(
    builder,
    first.loan,
    { Framing: 100 },
    { Framing: [{ payeeName: 'Sample Framing Co.', amountCents: 10_000 }] },
  );
  expect(draft).toMatchObject({ lastDrawNumber: 1, lastDrawCents: 4_320_000, lastDrawPaidOn: today() });
  expect(draft.lines[0]).toMatchObject({ drawnBeforeCents: 3_000_000, drawnBefore: '0.100000' });
  expect(draft.missing.filter((text: string) => text.includes('draw 1')).sort()).toEqual([
    'Unconditional progress waiver, draw 1, Sample Framing Co.',
    'Unconditional progress waiver, draw 1, Sample Roofing Inc.',
  ]);
});
