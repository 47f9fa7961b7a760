import type { FastifyReply } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../test/app.ts';
import { findingsOf, matrixWith, spoilt, withoutScope } from '../../../../test/matrix/breaches.ts';
import { checkOf, findings } from '../../../../test/matrix/check.ts';
import { rows } from '../../../../test/matrix/rows.ts';
import { buildWorld, type MatrixWorld } from '../../../../test/matrix/world.ts';
import type { Call, Operation } from '../platform/operation.ts';
import { operations } from './modules.ts';
import { openapiDocument } from './openapi.ts';

let server: TestApp;
let world: MatrixWorld;
beforeAll(async () => {
  server = await startApp();
  world = await buildWorld(server);
}, 120_000);
afterAll(() => server.close());

const named = (id: string): Operation => operations.find((op) => op.id === id)!;

test('the matrix knows every operation of the OpenAPI document, and no other', async () => {
  const { paths } = (await openapiDocument()) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const documented = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(documented.sort()).toEqual(operations.map((op) => op.id).sort());
  expect(Object.keys(rows).sort()).toEqual(documented);
  expect(new Set(documented).size).toBe(documented.length);
});

test('every operation, as every role and as nobody, on own rows and on others', {
  timeout: 120_000,
}, async () => {
  expect(await findings(checkOf(world, { operations }))).toEqual([]);
});

describe('a breach is seen:', () => {
  test('an operation without an entry', async () => {
    expect(await findingsOf(world, [spoilt(named('getLoan'), { id: 'getLoanToo' })])).toEqual([
      'getLoanToo: has no entry in test/matrix/rows.ts',
    ]);
  });

  test('a permission that was dropped', async () => {
    const found = await findingsOf(world, [
      spoilt(withoutScope(named('getPosting')), { permission: 'public' }),
    ]);
    expect(found).toContain('getPosting: asks for public, not for read:postings');
    expect(found).toContainEqual(expect.stringMatching(/^getPosting: nobody got \d+, not 401/));
    expect(found).toContainEqual(expect.stringMatching(/^getPosting: builder: own row: got 200 .* not 403$/));
  });

  test('a permission that was mistaken for another', async () => {
    const found = await findingsOf(world, [
      spoilt(withoutScope(named('getPosting')), { permission: 'read:loans' }),
    ]);
    expect(found).toContain('getPosting: asks for read:loans, not for read:postings');
    expect(found).toContainEqual(expect.stringMatching(/^getPosting: builder: own row: got 200 .* not 403$/));
  });

  test('a handler that ignores whose row it is', async () => {
    const found = await findingsOf(world, [withoutScope(named('getLoan')), withoutScope(named('saveDraw'))]);
    expect(found).toContainEqual(
      expect.stringMatching(/^getLoan: builder: foreign row: got 200 .* not 404$/),
    );
    expect(found).toContainEqual(expect.stringMatching(/^getLoan: builder: foreign row: tells of /));
    expect(found).toContainEqual(
      expect.stringMatching(/^saveDraw: builder: foreign row: got 412 .* not 404$/),
    );
  });

  test('a list that shows the rows of others, or counts them', async () => {
    const honest = named('listProjects');
    const count = async (call: Call<unknown, unknown, unknown>) => ({
      ...((await honest.handle(call)) as object),
      total: 2,
    });
    const leaks = await findingsOf(world, [withoutScope(honest)]);
    for (const role of ['inspector', 'builder', 'agent', 'consultant'])
      expect(leaks).toContainEqual(
        expect.stringMatching(new RegExp(`^listProjects: ${role}: list: tells of projects.projects`)),
      );
    const counts = await findingsOf(world, [spoilt(honest, { handle: count })]);
    expect(counts).toContain('listProjects: builder: list: counts 2 rows but shows 1');
    const empty = await findingsOf(world, [
      spoilt(honest, { handle: async () => ({ items: [], nextCursor: null, total: 0 }) }),
    ]);
    expect(empty).toContain('listProjects: builder: list: does not show the own row');
  });

  test('a filter that tells whether somebody else’s record exists', async () => {
    const honest = named('listDocuments');
    const peeking = async (call: Call<unknown, unknown, unknown>) => {
      const { projectId } = call.query as { projectId?: string };
      const page = (await honest.handle(call)) as object;
      return projectId === world.foreign.projectId ? { ...page, items: [], nextCursor: 'more' } : page;
    };
    expect(await findingsOf(world, [spoilt(honest, { handle: peeking })])).toContainEqual(
      expect.stringMatching(/^listDocuments: builder: list by projectId of somebody else/),
    );
  });

  test('a refusal that tells a foreign row from an unknown one', async () => {
    const telling = spoilt(named('getLoan'), {
      handle: async ({ params, reply }: { params: unknown; reply: FastifyReply }) => {
        const theirs = (params as { id: string }).id === world.foreign.loanId;
        return reply.code(404).send({ detail: theirs ? 'Not yours.' : 'There is no such record.' });
      },
    } as Partial<Operation>);
    expect(await findingsOf(world, [telling])).toContainEqual(
      expect.stringMatching(/^getLoan: builder: foreign row: answered 404 .* but an unknown one 404/),
    );
  });

  test('a role added to a cell of the matrix, or taken from one', async () => {
    const ops = [named('listLoans'), named('getLoan')];
    const added = { operations: ops, reach: matrixWith('read:loans', 'agent', 'own') };
    expect(await findings(checkOf(world, added))).toContainEqual(
      expect.stringMatching(/^getLoan: agent: own row: got 403 /),
    );
    const taken = { operations: ops, reach: matrixWith('read:loans', 'manager', null) };
    expect(await findings(checkOf(world, taken))).toContainEqual(
      expect.stringMatching(/^getLoan: manager: own row: got 200 .* not 403$/),
    );
    const widened = { operations: ops, reach: matrixWith('read:loans', 'builder', 'all') };
    expect(await findings(checkOf(world, widened))).toContainEqual(
      expect.stringMatching(/^getLoan: builder: foreign row: got 404 /),
    );
  });
});
