import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import * as given from '../test/given.ts';

let server: TestApp;
let cast: given.Cast;
let signed: given.LoanAnswer;

beforeAll(async () => {
  server = await startApp();
  cast = await given.givenCast(server);
  signed = await given.givenSigned(cast);
});
afterAll(() => server.close());

const codeOf = (answer: { statusCode: number; json(): { code: string } }) => [
  answer.statusCode,
  answer.json().code,
];
const fund = (
  who: SignedIn,
  loan: given.LoanAnswer,
  more: object = {},
  key: string | undefined = given.key(),
) =>
  who.move(
    `/v1/loans/${loan.id}`,
    loan.version,
    { action: 'fund', data: given.fundData(loan, more) },
    key === 'none' ? {} : { key },
  );

describe('funding', () => {
  test('asks for a key, a step-up, instructions, and the amount said right', async () => {
    expect(codeOf(await fund(cast.servicing, signed, {}, 'none'))).toEqual([400, 'idempotency_key_required']);
    const cold = await signIn(server, 'servicing', { steppedUp: false });
    expect(codeOf(await fund(cold, signed))).toEqual([403, 'step_up_required']);
    expect(codeOf(await fund(cast.servicing, signed, { escrowInstructionsReference: undefined }))).toEqual([
      409,
      'escrow_instructions_missing',
    ]);
    const wrong = await fund(cast.servicing, signed, { amountCents: 100 });
    expect(wrong.json().errors).toMatchObject([{ pointer: '/data/amountCents' }]);
    const foreign = await fund(cast.servicing, signed, { escrowInstructionsDocumentId: crypto.randomUUID() });
    expect(foreign.json().errors).toMatchObject([{ pointer: '/data/escrowInstructionsDocumentId' }]);
    expect((await given.loanOf(cast.servicing, signed.id)).state).toBe('signed');
    expect(cast.ledger.funded).toHaveLength(0); // nothing half written
  });

  test('happens once: the same key answers again, another key is refused', async () => {
    const key = given.key();
    const first = await fund(cast.servicing, signed, {}, key);
    expect(first.statusCode).toBe(200);
    const replay = await fund(cast.servicing, signed, {}, key);
    expect([replay.statusCode, replay.headers['idempotency-replayed']]).toEqual([200, 'true']);
    expect(replay.json()).toEqual(first.json());
    expect(codeOf(await fund(cast.servicing, signed, { wireReference: 'FED-2' }, key))).toEqual([
      422,
      'idempotency_key_reused',
    ]);
    expect(codeOf(await fund(cast.servicing, signed))).toEqual([412, 'stale_version']);
    const seen = await given.loanOf(cast.servicing, signed.id);
    expect(codeOf(await fund(cast.servicing, { ...seen, budget: signed.budget }))).toEqual([
      409,
      'illegal_move',
    ]);
    expect(cast.ledger.funded).toHaveLength(1);
  });

  test('of two at the same moment, one wire leaves', async () => {
    const loan = await given.givenSigned(cast);
    const before = cast.ledger.funded.length;
    const answers = await Promise.all([fund(cast.servicing, loan), fund(cast.admin, loan)]);
    expect(answers.map((each) => each.statusCode).sort()).toEqual([200, 412]);
    expect(cast.ledger.funded).toHaveLength(before + 1);
  });
});

describe('afterwards', () => {
  test('recording wants every fact, and no moment to come', async () => {
    const record = (data: object) => given.move(cast.servicing, signed.id, 'record', { data });
    const bare = await record({});
    expect(bare.json().errors.map((each: { pointer: string }) => each.pointer)).toEqual([
      '/data/county',
      '/data/recordingNumber',
      '/data/recordedAt',
      '/data/titlePolicyNumber',
    ]);
    const future = await record(
      given.recordData({ recordedAt: new Date(Date.now() + 3_600_000).toISOString() }),
    );
    expect(future.json().errors[0].pointer).toBe('/data/recordedAt');
    const local = await record(given.recordData({ recordedAt: '2026-03-03T10:00:00' }));
    expect(local.json().errors).toMatchObject([{ pointer: '/data/recordedAt' }]);
    expect((await record(given.recordData())).json().state).toBe('recorded');
  });

  test('a loan is paid off only when nothing is owed, and released only then', async () => {
    await given.move(cast.servicing, signed.id, 'start_servicing');
    const owed = await given.move(cast.servicing, signed.id, 'pay_off');
    expect(codeOf(owed)).toEqual([409, 'balance_outstanding']);
    await given.move(cast.servicing, signed.id, 'default', { reason: 'Work stopped.' });
    expect(
      (await given.move(cast.servicing, signed.id, 'cure', { reason: 'Work resumed.' })).json().state,
    ).toBe('servicing');
    const data = { county: 'King', recordingNumber: '1', recordedDate: '2026-03-03' };
    expect(codeOf(await given.move(cast.servicing, signed.id, 'release', { data }))).toEqual([
      409,
      'illegal_move',
    ]);
    cast.ledger.payOff(signed.id);
    await given.move(cast.servicing, signed.id, 'pay_off');
    const early = await given.move(cast.servicing, signed.id, 'release', { data });
    expect(early.json().errors[0].pointer).toBe('/data/recordedDate'); // before the payoff
  });

  test('the project stays open until the last of its loans is released', async () => {
    const projectId = await given.givenDeal(cast);
    const one = await given.givenRecorded(cast, { projectId });
    await given.givenLoan(cast, { projectId, product: 'land' });
    await given.move(cast.servicing, one.id, 'start_servicing');
    cast.ledger.payOff(one.id);
    const { lastActOn } = (await given.move(cast.servicing, one.id, 'pay_off')).json();
    const data = { county: 'King', recordingNumber: '2', recordedDate: lastActOn };
    expect((await given.move(cast.servicing, one.id, 'release', { data })).json().state).toBe('released');
    expect((await cast.acquisitions.get(`/v1/projects/${projectId}`)).json().stage).toBe('servicing');
  });
});
