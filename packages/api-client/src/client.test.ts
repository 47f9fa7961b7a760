import { expect, test } from 'vitest';
import { ApiProblem, createApi } from './client.ts';

type Seen = { method: string; url: string; headers: Record<string, string>; body: string };

/** A client against answers given in order, and what it sent. */
function given(answers: Response[], refreshed: string | null = 'fresh') {
  const seen: Seen[] = [];
  let refreshes = 0;
  let token: string | null = 'old';
  const api = createApi({
    baseUrl: 'http://connect.test',
    token: () => token,
    refresh: async () => {
      refreshes += 1;
      token = refreshed;
      return refreshed;
    },
    fetch: async (request) => {
      seen.push({
        method: request.method,
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      });
      const answer = answers.shift();
      if (!answer) throw new TypeError('network');
      return answer;
    },
  });
  return { api, seen, refreshes: () => refreshes };
}
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

test('an expired token is renewed once and the same request sent again, with its body and key', async () => {
  const { api, seen, refreshes } = given([json({}, 401), json({ id: 'p1' }, 201)]);
  await api.post<unknown>('/v1/payments' as never, { body: { amountCents: 5 } });
  expect(refreshes()).toBe(1);
  expect(seen.map((request) => request.headers.authorization)).toEqual(['Bearer old', 'Bearer fresh']);
  expect(seen[1]!.body).toBe('{"amountCents":5}');
  expect(seen[1]!.headers['idempotency-key']).toBe(seen[0]!.headers['idempotency-key']);
});

test('a session that is over is a 401 problem, not a loop', async () => {
  const { api, seen } = given([json({ code: 'unauthenticated', detail: 'Sign in.' }, 401)], null);
  await expect(api.get<unknown>('/v1/loans' as never)).rejects.toMatchObject({
    status: 401,
    code: 'unauthenticated',
  });
  expect(seen).toHaveLength(1);
});

test('a refused form names its fields, and what is wrong with none of them', async () => {
  const nowhere = { pointer: '/lines', message: 'They do not add up.' };
  const errors = [{ pointer: '/amountCents', message: 'At least 1.' }, nowhere];
  const { api } = given([
    json({ code: 'invalid_fields', detail: 'Correct them.', requestId: 'r1', errors }, 422),
  ]);
  const problem = await api
    .post<unknown>('/v1/payments' as never, { body: {} })
    .catch((error: ApiProblem) => error);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect((problem as ApiProblem).field('/amountCents')).toBe('At least 1.');
  expect((problem as ApiProblem).untold()).toEqual([nowhere]);
  expect((problem as ApiProblem).requestId).toBe('r1');
});

test('path values are filled in, empty filters left out, the version sent as an entity tag', async () => {
  const { api, seen } = given([json({}), json({})]);
  await api.get<unknown>('/v1/loans/{id}' as never, {
    path: { id: 'a/b' },
    query: { state: '', q: null, limit: 5 },
  });
  await api.patch<unknown>('/v1/loans/{id}' as never, { path: { id: '7' }, ifMatch: 3, body: {} });
  expect(seen[0]!.url).toBe('http://connect.test/v1/loans/a%2Fb?limit=5');
  expect(seen[1]!.headers['if-match']).toBe('"3"');
});

test('a dead network is told apart from an answer', async () => {
  const { api } = given([]);
  await expect(api.get<unknown>('/v1/loans' as never)).rejects.toMatchObject({
    status: 0,
    code: 'unreachable',
  });
});
