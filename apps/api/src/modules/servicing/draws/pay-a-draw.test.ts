import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { reader } from '../../../platform/db.ts';
import { key, trialBalance } from '../test/given.ts';
import { type DrawLoan, givenDraft, givenDrawLoan, pdf, today, upload } from '../test/given-draw.ts';

let server: TestApp;
let builder: SignedIn;
let stranger: SignedIn;
let sam: SignedIn;
let ada: SignedIn;
let accounting: SignedIn;
let inspector: SignedIn;

beforeAll(async () => {
  server = await startApp();
  builder = await signIn(server, 'builder', { displayName: 'Sample Builder' });
  stranger = await signIn(server, 'builder', { displayName: 'Sample Stranger' });
  sam = await signIn(server, 'servicing', { displayName: 'Sam Servicing' });
  ada = await signIn(server, 'admin', { displayName: 'Ada Admin' });
  accounting = await signIn(server, 'accounting', { displayName: 'Ari Accounting' });
  inspector = await signIn(server, 'inspector', { contact: true, displayName: 'Ines Inspector' });
  for (const name of ['Sample Framing Co.', 'Sample Roofing Inc.']) await givenEntity(name);
});
afterAll(() => server.close());

async function givenEntity(name: string, routingNumber = '125000024'): Promise<string> {
  const made = (
    await sam.post('/v1/entities', { name, entityType: 'llc', email: 'office@example.com' })
  ).json();
  const bank = await sam.patch(`/v1/entities/${made.id}/bank-account`, made.version, {
    bankName: 'Sample Bank',
    routingNumber,
    accountNumber: '000123456789',
  });
  expect(bank.statusCode).toBe(200);
  return made.id;
}

const shift = (days: number): string =>
  new Date(Date.parse(`${today()}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const good = () => ({
  insurance: { expiresOn: shift(200) },
  title: { through: shift(-5), exceptions: [] },
  credit: { reportedOn: shift(-20) },
});
const recordEvidence = async (loan: DrawLoan, change: object = {}): Promise<void> => {
  const url = `/v1/loans/${loan.id}/evidence`;
  const { version } = (await sam.get(url)).json();
  const answer = await sam.call('PUT', url, { version, body: { ...good(), ...change } });
  expect(answer.statusCode).toBe(200);
};

/** Brings every waiver of a draw in and accepts it. */
async function bringWaivers(drawId: string): Promise<void> {
  const { items } = (await builder.get(`/v1/lien-waivers?drawId=${drawId}`)).json();
  for (const waiver of items) {
    const documentId = await upload(
      builder,
      { subjectType: 'draw', subjectId: drawId, kind: 'lien_waiver', title: `Waiver ${waiver.payeeName}` },
      pdf('waiver'),
    );
    const received = await builder.move(`/v1/lien-waivers/${waiver.id}`, waiver.version, {
      action: 'receive',
      data: { documentId },
    });
    expect(received.json()).toMatchObject({ state: 'received', documentId });
    const accepted = await sam.move(`/v1/lien-waivers/${waiver.id}`, received.json().version, {
      action: 'accept',
    });
    expect(accepted.json().state).toBe('accepted');
  }
}

const FRAMING = { payeeName: 'Sample Framing Co.', amountCents: 3_000_000 };
const ROOFING = { payeeName: 'Sample Roofing Inc.', amountCents: 2_320_000 };

interface InReview {
  loan: DrawLoan;
  id: string;
  version: number;
}

/** A draw in review: $30,000 of framing, $23,200 of roofing of which the inspection supports $17,400. */
async function givenReview(
  options: { by?: SignedIn; waivers?: boolean; evidence?: object; percent?: number; loan?: DrawLoan } = {},
): Promise<InReview> {
  const loan = options.loan ?? (await givenDrawLoan({ borrower: builder }));
  await recordEvidence(loan, options.evidence);
  const who = options.by ?? builder;
  const opened = (await who.post('/v1/draws', { loanId: loan.id })).json();
  const invoice = async (given: typeof FRAMING) => ({
    ...given,
    documentId: await upload(
      builder,
      { subjectType: 'draw', subjectId: opened.id, kind: 'invoice', title: 'Invoice' },
      pdf('invoice'),
    ),
  });
  const saved = await who.patch(`/v1/draws/${opened.id}`, opened.version, {
    lines: [
      { budgetLineId: loan.lines.Framing, requestedCents: 3_000_000, invoices: [await invoice(FRAMING)] },
      { budgetLineId: loan.lines.Roofing, requestedCents: 2_320_000, invoices: [await invoice(ROOFING)] },
    ],
  });
  const asked = (
    await who.move(`/v1/draws/${opened.id}`, saved.json().version, { action: 'request' })
  ).json();
  if (options.waivers !== false) await bringWaivers(opened.id);
  const planned = (
    await sam.move(`/v1/draws/${opened.id}`, asked.version, {
      action: 'schedule_inspection',
      data: { inspectorId: inspector.contactId, date: today() },
    })
  ).json();
  const { inspection } = planned;
  const report = {
    action: 'submit',
    data: {
      lines: [
        { budgetLineId: loan.lines.Framing, percent: options.percent ?? 30 },
        { budgetLineId: loan.lines.Roofing, percent: 9, note: 'West wrapped, not sided.' },
      ],
      startedAt: new Date(Date.now() - 60_000).toISOString(),
      submittedAt: new Date().toISOString(),
      deviceId: 'ipad-1',
      clientKey: randomUUID(),
    },
  };
  expect(
    (await inspector.move(`/v1/inspections/${inspection.id}`, inspection.version, report)).statusCode,
  ).toBe(200);
  await server.settle();
  const complete = (await sam.get(`/v1/draws/${opened.id}`)).json();
  expect(complete.state).toBe('inspection_complete');
  const review = (
    await sam.move(`/v1/draws/${opened.id}`, complete.version, { action: 'start_review' })
  ).json();
  expect(review.state).toBe('review');
  return { loan, id: opened.id, version: review.version };
}

const look = async (who: SignedIn, id: string) => (await who.get(`/v1/draws/${id}`)).json();
const conditionOf = (draw: { conditions: { code: string }[] }, code: string) =>
  draw.conditions.find((each) => each.code === code);

async function givenApproved(options: Parameters<typeof givenReview>[0] = {}): Promise<InReview> {
  const draw = await givenReview(options);
  const done = await sam.move(`/v1/draws/${draw.id}`, draw.version, { action: 'approve' });
  expect(done.json()).toMatchObject({ state: 'approved' });
  return { ...draw, version: done.json().version };
}

test('step 5 from review to money: cut, approved, one payment per payee, one file, principal from settlement', async () => {
  const { loan, id, version } = await givenReview();
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

describe('a decision', () => {
  test('needs two people above the limit, and another first approval when the amount changed', async () => {
    const loan = await givenDrawLoan({ borrower: builder });
    await recordEvidence(loan);
    await reader()
      .insertInto('platform.settings')
      .values({ key: 'draws.second_approval_cents', value: JSON.stringify(1_000_000) })
      .execute();
    try {
      const draw = await givenReview({ loan });
      const alone = await sam.move(`/v1/draws/${draw.id}`, draw.version, { action: 'approve' });
      expect(alone.json()).toMatchObject({ status: 409, code: 'second_person_needed' });
      const first = await sam.move(`/v1/draws/${draw.id}`, draw.version, { action: 'first_approve' });
      expect(first.json().approvals.first).toMatchObject({ name: 'Sam Servicing', amountCents: 4_320_000 });
      const same = await sam.move(`/v1/draws/${draw.id}`, first.json().version, { action: 'approve' });
      expect(same.json()).toMatchObject({ status: 409, code: 'second_person_needed' });
      const cut = await sam.call('PUT', `/v1/draws/${draw.id}/decisions`, {
        version: first.json().version,
        body: {
          lines: [
            {
              budgetLineId: loan.lines.Framing,
              decision: 'cut',
              cutToCents: 2_000_000,
              reason: 'Second floor is not up.',
            },
          ],
        },
      });
      expect(cut.json()).toMatchObject({ proposedCents: 3_420_000 });
      const lapsed = await ada.move(`/v1/draws/${draw.id}`, cut.json().version, { action: 'approve' });
      expect(lapsed.json()).toMatchObject({ status: 409, code: 'second_person_needed' });
      const anew = await sam.move(`/v1/draws/${draw.id}`, cut.json().version, { action: 'first_approve' });
      const done = await ada.move(`/v1/draws/${draw.id}`, anew.json().version, { action: 'approve' });
      expect(done.json()).toMatchObject({ state: 'approved', proposedCents: 3_420_000 });
      expect((await look(builder, draw.id)).lines[0]).toMatchObject({
        decision: 'cut',
        decisionReason: 'Second floor is not up.',
      });
    } finally {
      await reader()
        .updateTable('platform.settings')
        .set({ value: JSON.stringify(5_000_000) })
        .execute();
    }
  });

  test('is never made by whoever asked', async () => {
    const draw = await givenReview({ by: sam });
    const own = await sam.move(`/v1/draws/${draw.id}`, draw.version, { action: 'approve' });
    expect(own.json()).toMatchObject({ status: 409, code: 'own_request' });
    expect(
      (await look(sam, draw.id)).moves.find((move: { action: string }) => move.action === 'approve'),
    ).toMatchObject({
      allowed: false,
      reason: 'You asked for this draw. Somebody else has to approve it.',
    });
    expect((await ada.move(`/v1/draws/${draw.id}`, draw.version, { action: 'approve' })).json().state).toBe(
      'approved',
    );
  });

  test('is refused to accounting, acquisitions and the builder', async () => {
    const draw = await givenReview();
    const acquisitions = await signIn(server, 'acquisitions');
    for (const who of [accounting, acquisitions, builder, inspector]) {
      const answer = await who.move(`/v1/draws/${draw.id}`, draw.version, { action: 'approve' });
      expect(answer.statusCode).toBe(403);
      const decided = await who.call('PUT', `/v1/draws/${draw.id}/decisions`, {
        version: draw.version,
        body: { lines: [] },
      });
      expect(decided.statusCode).toBe(403);
    }
  });

  test('above the inspection holds, below the proposal needs words, of an unknown line is refused by name', async () => {
    const { loan, id, version } = await givenReview();
    const decide = (line: object) =>
      sam.call('PUT', `/v1/draws/${id}/decisions`, { version, body: { lines: [line] } });
    const bare = await decide({ budgetLineId: loan.lines.Framing, decision: 'held' });
    expect(bare.json().errors[0].pointer).toBe('/lines/0/reason');
    const noAmount = await decide({ budgetLineId: loan.lines.Framing, decision: 'cut' });
    expect(noAmount.json().errors[0].pointer).toBe('/lines/0/cutToCents');
    const unknown = await decide({ budgetLineId: randomUUID(), decision: 'as_asked' });
    expect(unknown.json().errors[0].pointer).toBe('/lines/0/budgetLineId');
    const more = await decide({ budgetLineId: loan.lines.Roofing, decision: 'as_asked' });
    expect(conditionOf(more.json(), 'inspection_supports')).toMatchObject({ status: 'holds' });
    const approve = await sam.move(`/v1/draws/${id}`, more.json().version, { action: 'approve' });
    expect(approve.json()).toMatchObject({ status: 409, code: 'condition_holds' });
    const back = await sam.call('PUT', `/v1/draws/${id}/decisions`, {
      version: more.json().version,
      body: { lines: [{ budgetLineId: loan.lines.Roofing, decision: null }] },
    });
    expect(back.json()).toMatchObject({ proposedCents: 4_320_000 });
  });
});

describe('a red condition', () => {
  test('holds until two people override it; the first cannot be the second, and other facts need another override', async () => {
    const draw = await givenReview({ evidence: { insurance: { expiresOn: shift(-1) } } });
    const held = await sam.move(`/v1/draws/${draw.id}`, draw.version, { action: 'approve' });
    expect(held.json()).toMatchObject({ status: 409, code: 'condition_holds' });
    expect(held.json().detail).toContain('The policy expired');
    const body = { code: 'insurance_current', reason: 'Renewal is bound, certificate follows.' };
    const proposed = await sam.post(`/v1/draws/${draw.id}/overrides`, body);
    expect(proposed.statusCode).toBe(201);
    const [override] = proposed.json().overrides;
    expect(override).toMatchObject({ counts: false, confirmedByName: null });
    expect((await sam.post(`/v1/draws/${draw.id}/overrides`, body)).json().code).toBe('override_pending');
    const confirm = `/v1/draws/${draw.id}/overrides/${override.id}/confirmations`;
    expect((await sam.post(confirm)).json()).toMatchObject({ status: 403, code: 'second_person_needed' });
    const still = await sam.move(`/v1/draws/${draw.id}`, proposed.json().version, { action: 'approve' });
    expect(still.json().code).toBe('condition_holds');
    const confirmed = await ada.post(confirm);
    expect(confirmed.json().overrides[0]).toMatchObject({ counts: true, confirmedByName: 'Ada Admin' });
    await recordEvidence(draw.loan, { insurance: { expiresOn: shift(-9) } });
    expect((await look(sam, draw.id)).overrides[0].counts).toBe(false);
    await recordEvidence(draw.loan, { insurance: { expiresOn: shift(-1) } });
    const done = await sam.move(`/v1/draws/${draw.id}`, confirmed.json().version, { action: 'approve' });
    expect(done.json().state).toBe('approved');
    expect(JSON.stringify(await look(builder, draw.id))).not.toContain('Renewal is bound');
  });

  test('is overridden only after the second factor, only where something holds, never for a stop notice', async () => {
    const draw = await givenReview();
    const cold = await signIn(server, 'servicing', { steppedUp: false });
    const body = { code: 'insurance_current', reason: 'x' };
    expect((await cold.post(`/v1/draws/${draw.id}/overrides`, body)).json().code).toBe('step_up_required');
    expect((await sam.post(`/v1/draws/${draw.id}/overrides`, body)).json().code).toBe('nothing_holds');
    expect(
      (await sam.post(`/v1/draws/${draw.id}/overrides`, { ...body, code: 'nonsense' })).json().errors[0]
        .pointer,
    ).toBe('/code');
    const notice = await sam.post('/v1/stop-notices', {
      loanId: draw.loan.id,
      claimant: 'Sample Supply Co.',
      amountCents: 1_000_000,
      servedOn: today(),
    });
    expect(notice.statusCode).toBe(201);
    expect(conditionOf(await look(sam, draw.id), 'stop_notice_withheld')).toMatchObject({
      status: 'holds',
      overridable: false,
    });
    const never = await sam.post(`/v1/draws/${draw.id}/overrides`, { ...body, code: 'stop_notice_withheld' });
    expect(never.json()).toMatchObject({ status: 409, code: 'not_overridable' });
    const cut = await sam.call('PUT', `/v1/draws/${draw.id}/decisions`, {
      version: (await look(sam, draw.id)).version,
      body: {
        lines: [
          {
            budgetLineId: draw.loan.lines.Framing,
            decision: 'cut',
            cutToCents: 2_000_000,
            reason: 'Stop notice',
          },
        ],
      },
    });
    expect(conditionOf(cut.json(), 'stop_notice_withheld')).toMatchObject({ status: 'check' });
    const released = await sam.move(`/v1/stop-notices/${notice.json().id}`, 1, {
      action: 'release',
      reason: 'Paid by the builder',
    });
    expect(released.json()).toMatchObject({ releasedOn: today(), releaseReason: 'Paid by the builder' });
    expect(
      (await sam.move(`/v1/stop-notices/${notice.json().id}`, 2, { action: 'release', reason: 'x' }))
        .statusCode,
    ).toBe(409);
    expect((await builder.get('/v1/stop-notices')).statusCode).toBe(403);
  });

  test('of waivers names whose is missing; asking writes a letter, and a stranger knows of none', async () => {
    const draw = await givenReview({ waivers: false });
    const seen = await look(sam, draw.id);
    expect(conditionOf(seen, 'waivers_paired')).toMatchObject({ status: 'holds' });
    expect(seen.clocks.sinceComplete.at).toBeNull();
    const { items } = (await builder.get(`/v1/lien-waivers?drawId=${draw.id}&withTotal=true`)).json();
    expect(items).toHaveLength(2);
    const [waiver] = items;
    expect((await stranger.get(`/v1/lien-waivers/${waiver.id}`)).statusCode).toBe(404);
    expect((await stranger.get(`/v1/lien-waivers?drawId=${draw.id}`)).json().items).toEqual([]);
    expect((await inspector.get(`/v1/lien-waivers?drawId=${draw.id}`)).json().items).toEqual([]);
    const asked = await sam.move(`/v1/lien-waivers/${waiver.id}`, waiver.version, { action: 'request' });
    expect(asked.json().state).toBe('requested');
    const reminded = await sam.move(`/v1/lien-waivers/${waiver.id}`, asked.json().version, {
      action: 'remind',
    });
    const outbox = (await ada.get('/v1/outbox')).json().items;
    expect(
      outbox.filter((each: { subject: string }) => each.subject.includes('Lien waiver needed')),
    ).toHaveLength(2);
    const other = await sam.move(`/v1/lien-waivers/${waiver.id}`, reminded.json().version, {
      action: 'receive',
      data: { documentId: randomUUID() },
    });
    expect(other.json().errors[0].pointer).toBe('/data/documentId');
    const mine = await builder.move(`/v1/lien-waivers/${waiver.id}`, reminded.json().version, {
      action: 'waive',
      reason: 'x',
    });
    expect(mine.json().code).toBe('move_forbidden');
    const waived = await sam.move(`/v1/lien-waivers/${waiver.id}`, reminded.json().version, {
      action: 'waive',
      reason: 'Paid in full last year',
    });
    expect(waived.json().state).toBe('waived');
    expect((await look(builder, draw.id)).missing).toHaveLength(1);
  });
});

describe('money', () => {
  test('that comes back undoes principal, budget and retainage of that payee, and is paid again', async () => {
    const { loan, id } = await givenApproved();
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
    const { id } = await givenApproved();
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
    const entityId = await givenEntity('Sample Linked LLC');
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
  const first = await givenApproved();
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

test('a set takes every open draw of the month once and shows them as a board; builders see no set', async () => {
  const loan = await givenDrawLoan({ borrower: builder });
  const draft = await givenDraft(builder, loan, { Framing: 10 });
  await builder.move(`/v1/draws/${draft.id}`, draft.version, { action: 'request' });
  const set = await sam.post('/v1/draw-sets', { month: '2026-11' });
  expect(set.statusCode).toBe(201);
  const asked = set.json().columns.find((each: { state: string }) => each.state === 'requested').draws;
  expect(asked.map((each: { id: string }) => each.id)).toContain(draft.id);
  const again = await sam.post('/v1/draw-sets', { month: '2026-11' });
  expect(again.json()).toMatchObject({ id: set.json().id, drawCount: set.json().drawCount });
  expect((await sam.get(`/v1/draws?drawSetId=${set.json().id}&withTotal=true`)).json().total).toBe(
    set.json().drawCount,
  );
  expect((await builder.get('/v1/draw-sets')).statusCode).toBe(403);
  expect((await sam.post('/v1/draw-sets', { month: '2026-13' })).json().errors[0].pointer).toBe('/month');
  expect((await sam.get('/v1/draw-sets')).json().items).toHaveLength(1);
});

test('evidence keeps its version, refuses the future and another loan’s paper, and is not for partners', async () => {
  const loan = await givenDrawLoan({ borrower: builder });
  const url = `/v1/loans/${loan.id}/evidence`;
  expect((await sam.get(url)).json()).toMatchObject({ version: 0, insurance: null });
  const put = (body: object, version = 0) => sam.call('PUT', url, { version, body });
  expect((await put({ credit: { reportedOn: '2199-01-01' } })).json().errors[0].pointer).toBe(
    '/credit/reportedOn',
  );
  expect(
    (await put({ title: { through: today(), documentId: randomUUID() } })).json().errors[0].pointer,
  ).toBe('/title/documentId');
  expect((await put({ credit: { reportedOn: today() } })).json()).toMatchObject({
    version: 1,
    credit: { reportedOn: today() },
  });
  expect((await put({ credit: null })).json()).toMatchObject({ status: 412, currentVersion: 1 });
  expect((await put({ insurance: { expiresOn: shift(9) } }, 1)).json()).toMatchObject({
    version: 2,
    credit: { reportedOn: today() },
  });
  expect((await builder.get(url)).statusCode).toBe(403);
});
