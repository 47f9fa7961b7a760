import type { FastifyReply } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../test/app.ts';
import { watchAnswers } from '../../../../test/matrix/acts.ts';
import { findingsOf, matrixWith, spoilt, withoutScope } from '../../../../test/matrix/breaches.ts';
import { findings } from '../../../../test/matrix/check.ts';
import { checkOf } from '../../../../test/matrix/compared.ts';
import { rows } from '../../../../test/matrix/rows.ts';
import { changeAsSeen } from '../../../../test/matrix/seen.ts';
import { buildWorld, type MatrixWorld } from '../../../../test/matrix/world.ts';
import { reader } from '../platform/db.ts';
import type { Call, Operation } from '../platform/operation.ts';
import { operations } from './modules.ts';
import { openapiDocument } from './openapi.ts';

let server: TestApp;
let world: MatrixWorld;
const logged: string[] = [];
const answers = watchAnswers();
beforeAll(async () => {
  const logTo = { write: (line: string) => void logged.push(line) };
  server = await startApp({ LOG_LEVEL: 'debug' }, { logTo });
  world = await buildWorld(server);
}, 180_000);
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
  timeout: 180_000,
}, async () => {
  const check = checkOf(world, { operations });
  const ask: typeof check.ask = async (user, op, asked) => {
    const answer = await check.ask(user, op, asked);
    answers.see(op, answer);
    return answer;
  };
  expect(await findings({ ...check, ask })).toEqual([]);
});

/** Need a state, a code or a link that this world does not have; the tests of their modules look for their events. */
const TRIED_ELSEWHERE = [
  'applyUnapplied',
  'changeCorrection',
  'changeDisbursement',
  'changeLedgerAccount',
  'changePassword',
  'changeProforma',
  'changeRate',
  'confirmTotpEnrolment',
  'createCorrection',
  'createToken',
  'decideDrawLines',
  'declineSigning',
  'fileDrawInvoice',
  'moveAccountingPeriod',
  'moveDisbursement',
  'moveEnvelope',
  'movePayoffQuote',
  'moveStopNotice',
  'postJournal',
  'refundUnapplied',
  'resendEnvelope',
  'resetPassword',
  'saveLoanBudget',
  'setUpFirstAdmin',
  'stepUp',
  'waiveFinding',
];
/** They answer what would be, and change nothing. */
const CHANGES_NOTHING = ['previewProforma', 'whatIfFunded', 'calculateLoan', 'supposeOfLoan'];
/** May find nothing to do: a draft that is open already, an address or a token that nobody has, no line to save. */
const MAY_CHANGE_NOTHING = ['openDraw', 'requestPasswordReset', 'revokeToken', 'saveInspection'];

test('whatever was changed on the way left an event, written by the transaction of the change', async () => {
  for (const op of operations) {
    const answer = await changeAsSeen(world, op);
    if (answer) answers.see(op, answer);
  }
  const acts = [...world.acts, ...(await answers.acts())];
  const silent = acts
    .filter((act) => !act.told && ![...CHANGES_NOTHING, ...MAY_CHANGE_NOTHING].includes(act.op))
    .map((act) => act.op);
  expect([...new Set(silent)].sort()).toEqual([]);
  expect(await answers.apart()).toEqual([]);
  const tried = new Set(acts.map((act) => act.op));
  const silentHere = operations.filter(
    (op) => op.method !== 'GET' && !tried.has(op.id) && !CHANGES_NOTHING.includes(op.id),
  );
  expect(silentHere.map((op) => op.id).sort()).toEqual(TRIED_ELSEWHERE);
});

test('no address, number or credential of a person stands in the audit trail or in the log', async () => {
  const { rows } = await sql<{ id: string; name: string; text: string }>`
    select id::text, name, payload::text as text from platform.events`.execute(reader());
  expect(rows.length).toBeGreaterThan(100);
  expect(logged.length).toBeGreaterThan(1000);
  const told = rows
    .filter(({ text }) => tells(text))
    .map(({ name, text }) => `${name}: ${text.slice(0, 200)}`);
  expect(told).toEqual([]);
  const kept = await sql<{ answer: string }>`select answer from platform.idempotency`.execute(reader());
  expect(kept.rows.length).toBeGreaterThan(20);
  expect(kept.rows.map(({ answer }) => answer).filter(tellsSecret)).toEqual([]);
  expect(logged.filter(tells).slice(0, 5)).toEqual([]);
});

/** Tax ids, dates of birth and bank accounts of the world, and anything that looks like one of our tokens. */
const tellsSecret = (text: string): boolean =>
  /12-?3456789|987-?65-?4321|1980-05-17|000123456789|\beyJ[\w-]{10}|Bearer |green ladder/.test(text);
/** Answers name addresses to who may read them; trail and log do not. */
const tells = (text: string): boolean => tellsSecret(text) || /@example\.com/i.test(text);

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
