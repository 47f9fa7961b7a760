import { randomUUID } from 'node:crypto';
import { addDays, type CivilDate } from '@connect/domain/calendar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { bookDate } from '../../../platform/book-time.ts';
import * as given from '../test/given.ts';

let server: TestApp;
let cast: given.Cast;
let loan: given.LoanAnswer;
let count = 0;

beforeAll(async () => {
  server = await startApp();
  cast = await given.givenCast(server);
  loan = await given.givenRecorded(cast);
});
afterAll(() => server.close());

const codeOf = (answer: { statusCode: number; json(): { code: string } }) => [
  answer.statusCode,
  answer.json().code,
];
const pointerOf = (answer: { json(): { errors?: { pointer: string }[] } }) =>
  answer.json().errors?.[0]?.pointer;
const givenLine = async (more: object = {}) =>
  (
    await cast.servicing.post('/v1/bank-lines', {
      name: `Sample Bank line ${++count}`,
      bankName: 'Sample Bank',
      commitmentCents: 500_000_000,
      advanceRate: '0.80',
      ...more,
    })
  ).json();
const pledge = (bankLineId: string, more: object = {}) =>
  cast.servicing.post('/v1/pledges', { loanId: loan.id, bankLineId, ...more }, { key: randomUUID() });
const release = async (id: string, reason = 'Refinanced.') => {
  const { version } = (await cast.servicing.get(`/v1/pledges/${id}`)).json();
  return cast.servicing.move(`/v1/pledges/${id}`, version, { action: 'release', reason });
};

test('a pledged loan lends its base to the line, dollar by dollar, until it is taken back', async () => {
  const line = await givenLine({ outstandingCents: 1_000_000, reserveCents: 500_000 });
  const made = await pledge(line.id);
  expect(made.statusCode).toBe(201);
  expect(made.json()).toMatchObject({ state: 'pledged', loanNumber: loan.number, advanceRate: '0.80' });
  const gross = loan.principalCents;
  const advance = Math.floor(gross * 0.8);
  const seen = (await cast.servicing.get(`/v1/bank-lines/${line.id}`)).json();
  expect(seen).toMatchObject({
    pledgedLoans: 1,
    base: {
      grossCents: gross,
      ineligibleCents: 0,
      eligibleCents: gross,
      baseCents: advance - 500_000,
      availabilityCents: advance - 500_000 - 1_000_000,
      loans: [
        {
          loanId: loan.id,
          borrowerName: 'Sample Builder LLC',
          grossCents: gross,
          advanceCents: advance,
          exclusions: [],
        },
      ],
    },
  });
  expect(await given.loanOf(cast.servicing, loan.id)).toMatchObject({
    bankLineName: line.name,
    pledge: { id: made.json().id, advanceRate: '0.80' },
  });
  const pledged = (await cast.servicing.get(`/v1/loans?bankLineId=${line.id}`)).json().items;
  expect(pledged).toMatchObject([{ id: loan.id, bankLineName: line.name }]);
  expect(await given.loanOf(cast.builder, loan.id)).toMatchObject({ pledge: null, bankLineName: null });

  expect(codeOf(await pledge(line.id))).toEqual([409, 'already_pledged']);
  expect((await release(made.json().id)).json()).toMatchObject({
    state: 'released',
    releaseReason: 'Refinanced.',
    moves: [],
  });
  expect(codeOf(await release(made.json().id))).toEqual([409, 'illegal_move']);
  expect((await cast.servicing.get(`/v1/bank-lines/${line.id}`)).json().base.grossCents).toBe(0);
  const kept = (
    await cast.servicing.get(`/v1/pledges?loanId=${loan.id}&state=released&withTotal=true`)
  ).json();
  expect(kept).toMatchObject({ total: 1, items: [{ id: made.json().id }] });
});

test('"what if I fund this" says what would be left, and changes nothing', async () => {
  const line = await givenLine();
  const { id } = (await pledge(line.id)).json();
  const ask = (body: object) => cast.servicing.post(`/v1/bank-lines/${line.id}/what-ifs`, body);
  const answer = (await ask({ loanId: loan.id, fundCents: 10_000_000, borrowCents: 9_000_000 })).json();
  expect(answer).toMatchObject({
    availabilityChangeCents: 8_000_000 - 9_000_000,
    enough: true,
    before: { outstandingCents: 0 },
    after: { outstandingCents: 9_000_000, grossCents: loan.principalCents + 10_000_000 },
  });
  expect((await cast.servicing.get(`/v1/bank-lines/${line.id}`)).json().base).toEqual(answer.before);
  expect(pointerOf(await ask({ loanId: crypto.randomUUID(), fundCents: 1 }))).toBe('/loanId');
  expect(pointerOf(await ask({ loanId: loan.id, fundCents: 0 }))).toBe('/fundCents');
  await release(id);
});

test('rules exclude a loan once and say why', async () => {
  const rules = {
    ineligibility: [{ code: 'matured' }, { code: 'stale_inspection', maxDays: 60 }],
    concentration: [{ by: 'borrower', limit: '0.25' }],
  };
  const line = await givenLine({ rules });
  const { id } = (await pledge(line.id, { advanceRate: '0.5' })).json();
  const { base } = (await cast.servicing.get(`/v1/bank-lines/${line.id}`)).json();
  expect(base.loans[0]).toMatchObject({
    eligibleCents: 0,
    advanceRate: '0.5',
    exclusions: [{ code: 'stale_inspection', amountCents: loan.principalCents, reason: 'Never inspected.' }],
  });
  const relaxed = { ...rules, ineligibility: [{ code: 'matured' }] };
  const changed = await cast.servicing.patch(`/v1/bank-lines/${line.id}`, line.version, { rules: relaxed });
  expect(changed.json().base.loans[0].exclusions).toMatchObject([
    { code: 'borrower', reason: 'Above the limit for borrower Sample Builder LLC.' },
  ]);
  await release(id);
});

test('no pledge is made, nor taken back, before the last act of the loan', async () => {
  const line = await givenLine();
  const on = (days: number) => addDays(bookDate(new Date()) as CivilDate, -days);
  const dated = (days: number) => ({ data: { effectiveDate: on(days) } });
  const { id } = await given.givenLoan(cast, { effectiveDate: on(9) });
  await given.makeAuditClear(cast, id);
  await given.move(cast.acquisitions, id, 'submit', dated(8));
  await given.move(cast.servicing, id, 'approve', dated(8));
  await given.move(cast.servicing, id, 'send_documents', dated(7));
  await given.paperNote(cast, id, { signedOn: on(7) });
  await given.paperDeed(cast, id, { signedOn: on(7) });
  await given.signEnvelope(cast, id);
  const data = given.fundData(await given.loanOf(cast.servicing, id), { effectiveDate: on(6) });
  await given.move(cast.servicing, id, 'fund', { data });
  const recordedAt = `${on(3)}T20:00:00Z`;
  await given.move(cast.servicing, id, 'record', { data: given.recordData({ recordedAt }) });

  const early = await pledge(line.id, { loanId: id, effectiveDate: on(5) });
  expect(early.json().errors).toEqual([
    { pointer: '/effectiveDate', message: `Not before the loan's last act of ${on(3)}.` },
  ]);
  const made = await pledge(line.id, { loanId: id, effectiveDate: on(3) });
  expect(made.json()).toMatchObject({ state: 'pledged', pledgedOn: on(3) });
  await given.move(cast.servicing, id, 'start_servicing', dated(2));
  const { id: pledgeId, version } = made.json();
  const back = await cast.servicing.move(`/v1/pledges/${pledgeId}`, version, {
    action: 'release',
    reason: 'Refinanced.',
    ...dated(3),
  });
  expect(pointerOf(back)).toBe('/data/effectiveDate');
});

test('only a funded loan is pledged, on a day it was funded', async () => {
  const line = await givenLine();
  const draft = await given.givenLoan(cast);
  expect(codeOf(await pledge(line.id, { loanId: draft.id }))).toEqual([409, 'not_pledgeable']);
  expect(pointerOf(await pledge(line.id, { effectiveDate: '2020-01-01' }))).toBe('/effectiveDate');
  expect(pointerOf(await pledge(line.id, { effectiveDate: '2199-01-01' }))).toBe('/effectiveDate');
  expect(pointerOf(await pledge(crypto.randomUUID()))).toBe('/bankLineId');
  expect(pointerOf(await pledge(line.id, { loanId: crypto.randomUUID() }))).toBe('/loanId');
  expect(pointerOf(await pledge(line.id, { advanceRate: '1.1' }))).toBe('/advanceRate');
});

test('a loan pledged twice at once is pledged once', async () => {
  const lines = [await givenLine(), await givenLine()];
  const answers = await Promise.all(lines.map((line) => pledge(line.id)));
  expect(answers.map((each) => each.statusCode).sort()).toEqual([201, 409]);
  await release(answers.find((each) => each.statusCode === 201)!.json().id);
});

test('lines: names are unique, stale changes refused, nobody outside reads them', async () => {
  const line = await givenLine();
  const same = await cast.servicing.post('/v1/bank-lines', {
    name: line.name,
    bankName: 'B',
    commitmentCents: 1,
    advanceRate: '0.8',
  });
  expect(pointerOf(same)).toBe('/name');
  const raised = await cast.servicing.patch(`/v1/bank-lines/${line.id}`, line.version, {
    commitmentCents: 600_000_000,
  });
  expect(raised.json()).toMatchObject({ commitmentCents: 600_000_000, version: line.version + 1 });
  expect(
    (await cast.servicing.patch(`/v1/bank-lines/${line.id}`, line.version, { name: 'X' })).statusCode,
  ).toBe(412);
  for (const path of ['/v1/bank-lines', `/v1/bank-lines/${line.id}`, '/v1/pledges'])
    expect((await cast.builder.get(path)).statusCode).toBe(403);
  const names = (await cast.servicing.get('/v1/bank-lines?withTotal=true')).json();
  expect(names.total).toBe(count);
});
