import { computeProforma } from '@connect/domain/proforma';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { reader } from '../../../platform/db.ts';
import { proformaForLoan } from './for-loan.ts';
import { ProformaInput } from './proformas.schemas.ts';

let server: TestApp;
let acquisitions: SignedIn;
let manager: SignedIn;

beforeAll(async () => {
  server = await startApp();
  acquisitions = await signIn(server, 'acquisitions', { displayName: 'Ada Acquisitions' });
  manager = await signIn(server, 'manager');
});
afterAll(() => server.close());

const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';
const URL = '/v1/proformas';
const input = (salesPriceCents = 210_000_000) => ({
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
  loan: { rate: '0.09', loanToCost: '0.85', originationFeeRate: '0.015', months: 14 },
  salesPriceCents,
  sellingCostRate: '0.06',
  saleMonth: 12,
  discountRate: '0.10',
});
const givenLead = async (address = '600 4th Ave'): Promise<string> =>
  (await acquisitions.post('/v1/leads', { address, city: 'Seattle', state: 'WA', zip: '98104' })).json().id;
const save = (projectId: string, name: string, more: object = {}) =>
  acquisitions.post(URL, { projectId, name, input: input(), ...more });
const numbers = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? Number(each) : each)));

test('a saved proforma says exactly what the domain computes, and shows on the project', async () => {
  const projectId = await givenLead();
  const answer = await save(projectId, 'At ask');
  expect(answer.statusCode).toBe(201);
  const saved = answer.json();
  const computed = numbers(
    computeProforma(ProformaInput.parse(input()) as Parameters<typeof computeProforma>[0]),
  );
  expect(saved.result).toEqual(computed);
  expect(saved).toMatchObject({
    name: 'At ask',
    base: true,
    latestVersion: 1,
    version: 1,
    totalCostCents: computed.totalCostCents,
    profitCents: computed.profitCents,
    loanAmountCents: computed.loanAmountCents,
    returnOnCost: computed.roi,
    irr: computed.irr,
    viabilityScore: computed.viability.score,
    savedByName: 'Ada Acquisitions',
    versions: [{ number: 1 }],
  });
  expect((await acquisitions.get(`${URL}/${saved.id}`)).json()).toEqual(saved);
  expect((await acquisitions.get(`/v1/projects/${projectId}`)).json()).toMatchObject({
    returnOnCost: computed.roi,
    viabilityScore: computed.viability.score,
  });
  expect((await eventsOf('proforma.saved')).at(-1)).toMatchObject({ project_id: projectId });
});

test('a preview is the same figures and leaves nothing behind', async () => {
  const before = (await acquisitions.get(`${URL}?withTotal=true`)).json().total;
  const answer = await acquisitions.post(`${URL}/previews`, { input: input() });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual(
    numbers(computeProforma(ProformaInput.parse(input()) as Parameters<typeof computeProforma>[0])),
  );
  expect((await acquisitions.get(`${URL}?withTotal=true`)).json().total).toBe(before);
});

describe('a version', () => {
  test('is kept as it was when the next is saved', async () => {
    const projectId = await givenLead();
    const first = (await save(projectId, 'At ask')).json();
    const answer = await acquisitions.patch(`${URL}/${first.id}`, 1, {
      input: input(230_000_000),
      note: 'Two comparable sales',
    });
    const second = answer.json();
    expect(second).toMatchObject({ latestVersion: 2, version: 2, salesPriceCents: 230_000_000 });
    expect(second.versions.map((each: { number: number }) => each.number)).toEqual([2, 1]);
    const old = (await acquisitions.get(`${URL}/${first.id}/versions/1`)).json();
    expect(old).toMatchObject({ number: 1, note: null });
    expect(old.result).toEqual(first.result);
    expect(old.input).toEqual(first.input);
    const list = (await acquisitions.get(`${URL}/${first.id}/versions?limit=1`)).json();
    expect(list.items).toMatchObject([{ number: 2, note: 'Two comparable sales' }]);
    const rest = (await acquisitions.get(`${URL}/${first.id}/versions?cursor=${list.nextCursor}`)).json();
    expect(rest.items).toMatchObject([{ number: 1 }]);
    expect((await acquisitions.get(`/v1/projects/${projectId}`)).json().returnOnCost).toBe(
      second.returnOnCost,
    );
    expect((await acquisitions.get(`${URL}/${first.id}/versions/3`)).statusCode).toBe(404);
    expect((await acquisitions.get(`${URL}/${first.id}/versions/x`)).statusCode).toBe(400);
  });

  test('cannot be changed by the application', async () => {
    await expect(
      reader().updateTable('feasibility.proforma_versions').set({ note: 'x' }).execute(),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('saved by two at once is saved by one', async () => {
    const { id } = (await save(await givenLead(), 'At ask')).json();
    const answers = await Promise.all([
      acquisitions.patch(`${URL}/${id}`, 1, { input: input(1) }),
      acquisitions.patch(`${URL}/${id}`, 1, { input: input(2) }),
    ]);
    expect(answers.map((each) => each.statusCode).sort()).toEqual([200, 412]);
    expect((await acquisitions.get(`${URL}/${id}`)).json().latestVersion).toBe(2);
  });
});

describe('scenarios', () => {
  test('stand side by side; exactly one is the base, and its return counts', async () => {
    const projectId = await givenLead();
    const ask = (await save(projectId, 'At ask')).json();
    const low = (await save(projectId, 'Ten percent lower', { input: input(190_000_000) })).json();
    expect([ask.base, low.base]).toEqual([true, false]);
    const project = () => acquisitions.get(`/v1/projects/${projectId}`).then((answer) => answer.json());
    expect((await project()).returnOnCost).toBe(ask.returnOnCost);
    const chosen = (await acquisitions.patch(`${URL}/${low.id}`, low.version, { base: true })).json();
    expect(chosen).toMatchObject({ base: true, latestVersion: 1 });
    expect((await project()).returnOnCost).toBe(low.returnOnCost);
    const { items } = (await acquisitions.get(`${URL}?projectId=${projectId}`)).json();
    expect(items.map((each: { name: string; base: boolean }) => [each.name, each.base])).toEqual([
      ['Ten percent lower', true],
      ['At ask', false],
    ]);
  });

  test('saved first by two at once have one base all the same', async () => {
    const projectId = await givenLead();
    const answers = await Promise.all([save(projectId, 'One'), save(projectId, 'Two')]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201]);
    expect(answers.map((answer) => answer.json().base).sort()).toEqual([false, true]);
  });

  test('have names of their own', async () => {
    const projectId = await givenLead();
    await save(projectId, 'At ask');
    const again = await save(projectId, 'At ask');
    expect(again.json()).toMatchObject({ status: 422, errors: [{ pointer: '/name' }] });
  });
});

test('GO waits for a proforma', async () => {
  const projectId = await givenLead();
  await acquisitions.move(`/v1/projects/${projectId}`, 1, { action: 'start_feasibility' });
  const go = async () => {
    const { version } = (await acquisitions.get(`/v1/projects/${projectId}`)).json();
    return acquisitions.move(`/v1/projects/${projectId}`, version, { action: 'go', reason: 'Clean title' });
  };
  expect((await go()).json()).toMatchObject({ status: 409, code: 'proforma_missing' });
  await save(projectId, 'At ask');
  expect((await go()).json()).toMatchObject({ stage: 'go' });
});

test('the loan takes its budget from the base, line by line and to the cent', async () => {
  const projectId = await givenLead();
  expect(await proformaForLoan(reader(), projectId)).toBeNull();
  const saved = (await save(projectId, 'At ask')).json();
  const loan = (await proformaForLoan(reader(), projectId))!;
  expect(loan).toMatchObject({
    proformaId: saved.id,
    versionNumber: 1,
    totalCostCents: BigInt(saved.totalCostCents),
    loanAmountCents: BigInt(saved.loanAmountCents),
    terms: { rate: '0.09', months: 14 },
  });
  expect(loan.lines.map((line) => line.key)).toEqual([
    'land',
    'framing',
    'permits',
    'contingency',
    'origination_fee',
    'interest_reserve',
  ]);
  expect(loan.lines.reduce((sum, line) => sum + line.amountCents, 0n)).toBe(loan.totalCostCents);
});

test('partners never see a proforma; a manager reads and does not write', async () => {
  const projectId = await givenLead();
  const { id } = (await save(projectId, 'At ask')).json();
  for (const role of ['builder', 'agent', 'consultant'] as const) {
    const who = await signIn(server, role);
    for (const answer of [
      await who.get(URL),
      await who.get(`${URL}/${id}`),
      await who.post(`${URL}/previews`, {}),
    ])
      expect(answer.statusCode).toBe(403);
  }
  expect((await manager.get(`${URL}/${id}`)).statusCode).toBe(200);
  expect((await manager.patch(`${URL}/${id}`, 1, { name: 'Mine' })).statusCode).toBe(403);
  expect((await manager.get(`${URL}/${UNKNOWN}`)).statusCode).toBe(404);
  expect((await manager.get(`${URL}/${UNKNOWN}/versions`)).statusCode).toBe(404);
});

const line = { category: 'hard', key: 'a', label: 'A', amountCents: 1 };
test.each<[object, string]>([
  [{ startDate: '2026-13-01' }, '/input/startDate'],
  [{ lines: [] }, '/input/lines'],
  [{ lines: [line, line] }, '/input/lines/1/key'],
  [{ lines: [{ ...line, key: 'Not A Key' }] }, '/input/lines/0/key'],
  [{ lines: [{ ...line, amountCents: -1 }] }, '/input/lines/0/amountCents'],
  [{ lines: [{ ...line, amountCents: 1.5 }] }, '/input/lines/0/amountCents'],
  [{ lines: [{ ...line, months: 121 }] }, '/input/lines/0/months'],
  [{ lines: [{ ...line, startMonth: 12, months: 2 }] }, '/input/lines/0/months'],
  [{ lines: [{ ...line, label: '\u0000' }] }, '/input/lines/0/label'],
  [{ saleMonth: 0 }, '/input/saleMonth'],
  [{ sellingCostRate: '1' }, '/input/sellingCostRate'],
  [{ sellingCostRate: 0.06 }, '/input/sellingCostRate'],
  [{ discountRate: '-2' }, '/input/discountRate'],
  [{ loan: { ...input().loan, loanToCost: '1.01' } }, '/input/loan/loanToCost'],
  [{ loan: { ...input().loan, loanToCost: '1', rate: '99' } }, '/input/loan'],
  [{ salesPriceCents: 1e15 }, '/input/salesPriceCents'],
  [{ profit: 1 }, '/input/profit'],
])('refuses %j at %s', async (more, pointer) => {
  const answer = await acquisitions.post(`${URL}/previews`, { input: { ...input(), ...more } });
  expect(answer.statusCode).toBe(422);
  expect(answer.json().errors[0].pointer).toBe(pointer);
});

test('refuses a deal that costs nothing, and one whose figures no list can show', async () => {
  const projectId = await givenLead();
  const free = await save(projectId, 'Free', { input: { ...input(), lines: [{ ...line, amountCents: 0 }] } });
  expect(free.json()).toMatchObject({ status: 422, errors: [{ pointer: '/input/lines' }] });
  const absurd = await save(projectId, 'Absurd', { input: { ...input(), lines: [line] } });
  expect(absurd.json()).toMatchObject({ status: 422, errors: [{ pointer: '/input/salesPriceCents' }] });
  const huge = {
    ...input(),
    lines: Array.from({ length: 100 }, (_, i) => ({ ...line, key: `k${i}`, amountCents: 1e12 })),
    sellingCostRate: '0.99999999',
  };
  expect((await save(projectId, 'Huge', { input: huge })).json()).toMatchObject({
    status: 422,
    errors: [{ pointer: '/input' }],
  });
});
