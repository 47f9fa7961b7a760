import { ROLES, reach } from '@connect/domain/permissions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import * as given from '../test/given.ts';

let server: TestApp;
let cast: given.Cast;
let loan: given.LoanAnswer;
const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';

beforeAll(async () => {
  server = await startApp();
  cast = await given.givenCast(server);
  loan = await given.givenFunded(cast);
});
afterAll(() => server.close());

const bodyOf = (answer: { json(): object }) => ({ ...answer.json(), requestId: '' });

describe('who sees a loan', () => {
  test('every role as the matrix says', async () => {
    for (const role of ROLES) {
      const who = await signIn(server, role);
      const far = reach(role, 'read:loans');
      const [list, one] = [await who.get('/v1/loans'), await who.get(`/v1/loans/${loan.id}`)];
      expect([role, list.statusCode, one.statusCode]).toEqual([
        role,
        far ? 200 : 403,
        far === 'all' ? 200 : far ? 404 : 403,
      ]);
      if (far === 'own') expect(list.json().items).toEqual([]);
      const writes = reach(role, 'write:loans') ? 412 : 403;
      expect((await who.patch(`/v1/loans/${loan.id}`, 0, { rate: '0.08' })).statusCode).toBe(writes);
      const audit = reach(role, 'read:postings') ? 200 : 403;
      expect([role, (await who.get(`/v1/loans/${loan.id}/audit`)).statusCode]).toEqual([role, audit]);
    }
  });

  test('a builder sees the own loan without what we think of it', async () => {
    const seen = await given.loanOf(cast.builder, loan.id);
    expect(seen).toMatchObject({
      number: loan.number,
      valueCents: null,
      proformaId: null,
      audit: null,
      pledge: null,
    });
    expect(seen.funding.wireReference).toBeNull();
    expect(seen.history.every((each: { actorName: unknown }) => each.actorName === null)).toBe(true);
    expect(seen.moves).toEqual([]);
    const { items } = (await cast.builder.get('/v1/loans?withTotal=true')).json();
    expect(items).toMatchObject([{ id: loan.id, bankLineId: null, principalCents: loan.principalCents }]);
  });

  test('a stranger cannot tell another’s loan from none', async () => {
    const [theirs, none] = await Promise.all([
      cast.stranger.get(`/v1/loans/${loan.id}`),
      cast.stranger.get(`/v1/loans/${UNKNOWN}`),
    ]);
    expect(theirs.statusCode).toBe(404);
    expect(bodyOf(theirs)).toEqual(bodyOf(none));
    const list = (await cast.stranger.get('/v1/loans?withTotal=true&q=L-')).json();
    expect(list).toMatchObject({ items: [], total: 0 });
  });

  test('a partner never filters by bank line', async () => {
    const answer = await cast.builder.get(`/v1/loans?bankLineId=${UNKNOWN}`);
    expect(answer.statusCode).toBe(403);
  });

  test('who is no longer the borrower no longer sees the loan; the project’s builder does', async () => {
    const made = await cast.acquisitions.post('/v1/entities', {
      name: 'Sample Builder B LLC',
      entityType: 'llc',
    });
    const other = made.json().id;
    await cast.acquisitions.post(`/v1/entities/${other}/members`, { contactId: cast.stranger.contactId });
    const draft = await given.givenLoan(cast, { borrowerId: other });
    expect((await cast.stranger.get(`/v1/loans/${draft.id}`)).statusCode).toBe(200);
    expect((await cast.builder.get(`/v1/loans/${draft.id}`)).statusCode).toBe(200);
    await cast.servicing.call('PUT', `/v1/loans/${draft.id}/parties`, {
      version: draft.version,
      body: { borrower: { partyId: cast.entityId }, guarantors: [] },
    });
    expect((await cast.stranger.get(`/v1/loans/${draft.id}`)).statusCode).toBe(404);
    expect((await cast.stranger.get(`/v1/projects/${draft.projectId}`)).statusCode).toBe(404);
    const project = (await cast.acquisitions.get(`/v1/projects/${draft.projectId}`)).json();
    await cast.acquisitions.patch(`/v1/projects/${project.id}`, project.version, { builderId: other });
    await server.settle();
    expect((await cast.stranger.get(`/v1/loans/${draft.id}`)).statusCode).toBe(200);
  });
});

describe('the list', () => {
  test('pages through every sort without losing or repeating a loan', async () => {
    for (let i = 0; i < 3; i++) await given.givenLoan(cast);
    for (const sort of ['-createdAt', 'maturity', 'number']) {
      const all = (await cast.servicing.get(`/v1/loans?limit=200&sort=${sort}`)).json().items;
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = (await cast.servicing.get(`/v1/loans?limit=2&sort=${sort}${cursor}`)).json();
        seen.push(...page.items.map((each: { id: string }) => each.id));
        cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
      } while (cursor);
      expect([sort, seen]).toEqual([sort, all.map((each: { id: string }) => each.id)]);
    }
    const maturing = (await cast.servicing.get('/v1/loans?sort=maturity&limit=1')).json().items;
    expect(maturing[0].id).toBe(loan.id); // loans without a maturity come last
  });

  test('filters by state, project, borrower, pledge and text', async () => {
    const ids = async (query: string) =>
      (await cast.servicing.get(`/v1/loans?${query}`)).json().items.map((each: { id: string }) => each.id);
    expect(await ids('state=funded,recorded')).toEqual([loan.id]);
    expect(await ids(`projectId=${loan.projectId}`)).toEqual([loan.id]);
    expect(await ids(`borrowerId=${UNKNOWN}`)).toEqual([]);
    expect(await ids(`borrowerId=${cast.entityId}`)).toContain(loan.id);
    expect(await ids('bankLineId=none')).toContain(loan.id);
    expect(await ids(`q=${loan.number}`)).toEqual([loan.id]);
    expect(await ids('q=sample%20builder')).toContain(loan.id);
    expect(await ids('q=%25')).toEqual([]);
  });

  test.each([
    ['state=nonsense', 422],
    ['sort=amount', 422],
    ['cursor=nonsense', 400],
    ['limit=0', 422],
    ['borrowerId=1', 422],
    ['nonsense=1', 422],
  ])('answers %s with %i', async (query, status) => {
    expect((await cast.servicing.get(`/v1/loans?${query}`)).statusCode).toBe(status);
  });
});

describe('bad input', () => {
  let draft: given.LoanAnswer;
  beforeAll(async () => {
    draft = await given.givenLoan(cast);
  });
  const patch = async (body: object, who: SignedIn = cast.servicing) => {
    const answer = await who.patch(`/v1/loans/${draft.id}`, draft.version, body);
    return [answer.statusCode, answer.json().errors?.[0]?.pointer];
  };

  test.each([
    [{ amountCents: -1 }, '/amountCents'],
    [{ amountCents: 0 }, '/amountCents'],
    [{ amountCents: 10.5 }, '/amountCents'],
    [{ amountCents: '100' }, '/amountCents'],
    [{ amountCents: 1e15 }, '/amountCents'],
    [{ rate: '9' }, '/rate'],
    [{ rate: 0.09 }, '/rate'],
    [{ rate: '0.123456789' }, '/rate'],
    [{ defaultRate: '1.5' }, '/defaultRate'],
    [{ months: 0 }, '/months'],
    [{ dayCount: 'banker' }, '/dayCount'],
    [{ graceDays: 400 }, '/graceDays'],
    [{ legalDescription: 'Lot \u0000' }, '/legalDescription'],
    [{ legalDescription: 'Lot \ud800' }, '/legalDescription'],
    [{ legalDescription: '' }, '/legalDescription'],
    [{ state: 'funded' }, '/state'],
  ])('%j is refused at its field', async (body, pointer) => {
    expect(await patch(body)).toEqual([422, pointer]);
  });

  test('a budget is refused at its line, and nothing of it is written', async () => {
    const put = async (lines: object[], version = draft.version) =>
      cast.servicing.call('PUT', `/v1/loans/${draft.id}/budget`, { version, body: { lines } });
    const line = { kind: 'hard', name: 'Framing', originalCents: 100 };
    expect((await put([])).json().errors[0].pointer).toBe('/lines');
    expect((await put([line, { ...line, kind: 'fun' }])).json().errors[0].pointer).toBe('/lines/1/kind');
    expect((await put([line, { ...line, originalCents: -1 }])).json().errors[0].pointer).toBe(
      '/lines/1/originalCents',
    );
    expect((await put([{ ...line, id: UNKNOWN }])).json().errors[0].pointer).toBe('/lines/0/id');
    const twice = { ...line, id: draft.budget.lines[0].id };
    expect((await put([twice, twice])).json().errors[0].pointer).toBe('/lines/1/id');
    expect((await put([{ ...line, retainageRate: '10' }])).json().errors[0].pointer).toBe(
      '/lines/0/retainageRate',
    );
    expect((await put([line], draft.version + 1)).statusCode).toBe(412);
    expect((await given.loanOf(cast.servicing, draft.id)).budget).toEqual(draft.budget);
  });

  test('parties that do not fit are refused at their field', async () => {
    const put = async (body: object) =>
      (
        await cast.servicing.call('PUT', `/v1/loans/${draft.id}/parties`, { version: draft.version, body })
      ).json().errors?.[0]?.pointer;
    const borrower = { partyId: cast.entityId };
    const guarantor = { partyId: cast.guarantorId };
    expect(await put({ borrower: { partyId: UNKNOWN } })).toBe('/borrower/partyId');
    expect(await put({ borrower: { ...borrower, signerId: cast.guarantorId } })).toBe('/borrower/signerId');
    expect(await put({ borrower, guarantors: [guarantor, guarantor] })).toBe('/guarantors/1/partyId');
    expect(await put({ guarantors: [] })).toBe('/borrower');
  });

  test('a version that was not seen is 412, none is 428, an unknown loan 404', async () => {
    const url = `/v1/loans/${draft.id}`;
    expect((await cast.servicing.patch(url, draft.version + 7, { months: 12 })).json().currentVersion).toBe(
      draft.version,
    );
    expect((await cast.servicing.call('PATCH', url, { body: { months: 12 } })).statusCode).toBe(428);
    expect(
      (
        await cast.servicing.call('PUT', `${url}/budget`, {
          body: { lines: [{ kind: 'land', name: 'Land', originalCents: 1 }] },
        })
      ).statusCode,
    ).toBe(428);
    expect((await cast.servicing.patch(`/v1/loans/${UNKNOWN}`, 1, { months: 12 })).statusCode).toBe(404);
    expect((await cast.servicing.get('/v1/loans/nonsense')).statusCode).toBe(400);
    expect(
      (await cast.servicing.move(url, draft.version, { action: 'explode' })).json().errors[0].pointer,
    ).toBe('/action');
  });

  test('a policy ends after it begins, and its document is the loan’s', async () => {
    const post = async (more: object) =>
      (await cast.servicing.post(`/v1/loans/${draft.id}/insurance`, given.insurance(more))).json().errors?.[0]
        ?.pointer;
    expect(await post({ expiresOn: '2025-12-31' })).toBe('/expiresOn');
    expect(await post({ documentId: UNKNOWN })).toBe('/documentId');
    expect(await post({ effectiveOn: '2026-02-30' })).toBe('/effectiveOn');
  });
});
