import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { givenDrawLoan, today } from '../test/given-draw.ts';
import { conditionOf, givenStage, look, type Stage, shift } from '../test/given-stage.ts';

let server: TestApp;
let stage: Stage;
let builder: Stage['builder'];
let stranger: Stage['stranger'];
let sam: Stage['sam'];
let ada: Stage['ada'];
let accounting: Stage['accounting'];
let inspector: Stage['inspector'];

beforeAll(async () => {
  server = await startApp();
  stage = await givenStage(server);
  ({ builder, stranger, sam, ada, accounting, inspector } = stage);
  for (const name of ['Sample Framing Co.', 'Sample Roofing Inc.']) await stage.entity(name);
});
afterAll(() => server.close());

/** Sets above what amount a draw needs two people. */
async function limitOf(secondApprovalCents: number): Promise<void> {
  const { version, draws } = (await ada.get('/v1/settings')).json();
  const body = { draws: { ...draws, secondApprovalCents } };
  expect((await ada.patch('/v1/settings', version, body)).statusCode).toBe(200);
}

describe('a decision', () => {
  test('needs two people above the limit, and another first approval when the amount changed', async () => {
    const loan = await givenDrawLoan({ borrower: builder });
    await stage.evidence(loan);
    await limitOf(1_000_000);
    try {
      const draw = await stage.review({ loan });
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
      await limitOf(5_000_000);
    }
  });

  test('is never made by whoever asked', async () => {
    const draw = await stage.review({ by: sam });
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
    const draw = await stage.review();
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
    const { loan, id, version } = await stage.review();
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

test('the timeline says what happened to a draw, in the past tense', async () => {
  const { loan, id, version } = await stage.review();
  const reason = 'The invoice is not legible.';
  const held = await sam.move(`/v1/draws/${id}`, version, { action: 'hold', reason });
  const resumed = await sam.move(`/v1/draws/${id}`, held.json().version, { action: 'resume' });
  expect(resumed.json()).toMatchObject({ state: 'review' });
  const { items } = (await sam.get(`/v1/projects/${loan.projectId}/timeline`)).json();
  const moved = items.filter((each: { name: string }) => each.name === 'draw.moved');
  expect(moved.map((each: { title: string }) => each.title).reverse()).toEqual([
    'Draw 1 inspected',
    'Draw 1 review started',
    `Draw 1 held: “${reason}”`,
    'Draw 1 review resumed',
  ]);
});

describe('a red condition', () => {
  test('holds until two people override it; the first cannot be the second, and other facts need another override', async () => {
    const draw = await stage.review({ evidence: { insurance: { expiresOn: shift(-1) } } });
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
    await stage.evidence(draw.loan, { insurance: { expiresOn: shift(-9) } });
    expect((await look(sam, draw.id)).overrides[0].counts).toBe(false);
    await stage.evidence(draw.loan, { insurance: { expiresOn: shift(-1) } });
    const done = await sam.move(`/v1/draws/${draw.id}`, confirmed.json().version, { action: 'approve' });
    expect(done.json().state).toBe('approved');
    expect(JSON.stringify(await look(builder, draw.id))).not.toContain('Renewal is bound');
  });

  test('is overridden only after the second factor, only where something holds, never for a stop notice', async () => {
    const draw = await stage.review();
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
    const draw = await stage.review({ waivers: false });
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
