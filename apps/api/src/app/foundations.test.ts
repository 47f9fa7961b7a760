import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type SignedIn, signIn } from '../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../test/app.ts';
import { statesInDatabase } from '../../../../test/checks.ts';

let server: TestApp;
let owner: pg.Client;
let agent: SignedIn;

beforeAll(async () => {
  server = await startApp();
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  agent = await signIn(server, 'agent');
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

const lead = (more: object = {}) => ({
  address: '600 4th Ave',
  city: 'Seattle',
  state: 'WA',
  zip: '98104',
  ...more,
});
const count = async (what: string): Promise<number> =>
  Number((await owner.query(`select count(*) as n from ${what}`)).rows[0].n);

describe('an Idempotency-Key', () => {
  test('makes a repeated request have its effect once and answer the same', async () => {
    const key = randomUUID();
    const first = await agent.post('/v1/leads', lead(), { key });
    const before = [await count('projects.projects'), await count('platform.events')];
    const again = await agent.post('/v1/leads', lead(), { key });
    expect([again.statusCode, again.body]).toEqual([201, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect([await count('projects.projects'), await count('platform.events')]).toEqual(before);
  });

  test('with another body is 422, of another caller or route another key', async () => {
    const key = randomUUID();
    const first = await agent.post('/v1/leads', lead(), { key });
    const other = await agent.post('/v1/leads', lead({ zip: '98105' }), { key });
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused']);
    const stranger = await signIn(server, 'agent');
    const theirs = await stranger.post('/v1/leads', lead(), { key });
    expect(theirs.statusCode).toBe(201);
    expect(theirs.json().id).not.toBe(first.json().id);
    expect((await agent.post('/v1/exports', { list: 'projects', rows: 1 }, { key })).statusCode).toBe(201);
  });

  test('of a request that is still running is 409; twenty at once have one effect', async () => {
    const key = randomUUID();
    await owner.query('begin');
    await owner.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${agent.userId} POST /v1/leads ${key}`,
    ]);
    const early = await agent.post('/v1/leads', lead(), { key });
    await owner.query('commit');
    expect([early.statusCode, early.json().code]).toEqual([409, 'still_running']);
    const before = await count('projects.projects');
    const all = await Promise.all(Array.from({ length: 20 }, () => agent.post('/v1/leads', lead(), { key })));
    for (const { statusCode } of all) expect([201, 409]).toContain(statusCode);
    expect(all.some(({ statusCode }) => statusCode === 201)).toBe(true);
    expect(await count('projects.projects')).toBe(before + 1);
  });

  test('does not answer who has lost the permission meanwhile', async () => {
    const who = await signIn(server, 'acquisitions', { contact: false });
    const key = randomUUID();
    expect((await who.post('/v1/leads', lead(), { key })).statusCode).toBe(201);
    const admin = await signIn(server, 'admin');
    const { version } = (await admin.get(`/v1/users/${who.userId}`)).json();
    await admin.patch(`/v1/users/${who.userId}`, version, { role: 'accounting' });
    const asBefore = async () => (await who.post('/v1/leads', lead(), { key })).statusCode;
    await vi.waitFor(async () => expect(await asBefore()).toBe(401), 5000); // a token of the old role is none
    await owner.query(`update identity.users set role = 'acquisitions' where id = $1`, [who.userId]);
    const heir = await signIn(server, 'accounting');
    await owner.query('update platform.idempotency set caller = $1 where key = $2', [heir.userId, key]);
    expect((await heir.post('/v1/leads', lead(), { key })).statusCode).toBe(403);
  });

  test('whose answer cannot be kept leaves no effect either', async () => {
    await owner.query(`create function pg_temp.crash() returns trigger language plpgsql as
      $$ begin raise exception 'crashed before the commit'; end $$`);
    await owner.query(`create trigger crash before insert on platform.idempotency
      for each row execute function pg_temp.crash()`);
    const counts = async () => [
      await count('projects.projects'),
      await count('platform.events'),
      await count('contacts.access'),
    ];
    const before = await counts();
    const key = randomUUID();
    const failed = await agent.post('/v1/leads', lead(), { key });
    await owner.query('drop trigger crash on platform.idempotency');
    expect(failed.statusCode).toBe(500);
    expect(failed.json()).toMatchObject({ code: 'internal' });
    expect(failed.body).not.toContain('crashed');
    expect(await counts()).toEqual(before);
    expect((await agent.post('/v1/leads', lead(), { key })).statusCode).toBe(201);
  });
});

describe('what is written once', () => {
  const WRITTEN_ONCE = ['platform.events', 'servicing.postings', 'servicing.posting_lines'];

  test.each(WRITTEN_ONCE)(
    '%s is not changed, deleted or emptied, by the application or anybody',
    async (table) => {
      for (const role of ['connect_app', null]) {
        for (const statement of [
          `update ${table} set id = id`,
          `delete from ${table}`,
          `truncate ${table} cascade`,
        ]) {
          await owner.query('begin');
          if (role) await owner.query(`set local role ${role}`);
          const refused = await owner.query(statement.replace('set id = id', await sameValue(table))).then(
            () => null,
            (error: { code: string }) => error.code,
          );
          await owner.query('rollback');
          expect([role, statement, refused]).toEqual([role, statement, '42501']); // insufficient_privilege
        }
      }
    },
  );

  const sameValue = async (table: string): Promise<string> => {
    const [schema, name] = table.split('.');
    const { rows } = await owner.query(
      `select column_name as name from information_schema.columns
       where table_schema = $1 and table_name = $2 and is_identity = 'NO' limit 1`,
      [schema, name],
    );
    return `set ${rows[0].name} = ${rows[0].name}`;
  };

  test('the application owns nothing, creates nothing and is no superuser', async () => {
    const { rows } = await owner.query(
      `select rolsuper or rolcreatedb or rolcreaterole or rolbypassrls as mighty from pg_roles where rolname = 'connect_app'`,
    );
    expect(rows).toEqual([{ mighty: false }]);
    const owned = await owner.query(
      `select oid::regclass::text as name from pg_class where relowner = 'connect_app'::regrole`,
    );
    expect(owned.rows).toEqual([]);
    const granted = await owner.query(
      `select nspname from pg_namespace where nspname !~ '^pg_' and has_schema_privilege('connect_app', oid, 'create')`,
    );
    expect(granted.rows).toEqual([]);
  });

  test('the trail and the books take no update or delete by grant, with or without their triggers', async () => {
    const { rows } = await owner.query(
      `select table_schema || '.' || table_name as name, privilege_type from information_schema.role_table_grants
       where grantee = 'connect_app' and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
         and table_schema || '.' || table_name = any($1)`,
      [WRITTEN_ONCE],
    );
    expect(rows).toEqual([]);
  });
});

/** Where each machine's states are checked by the database. */
const CHECKED: Record<string, [table: string, column?: string]> = {
  accountingPeriodStates: ['servicing.accounting_periods'],
  consultantOrderStates: ['feasibility.consultant_orders'],
  documentStates: ['documents.versions'],
  extractionStates: ['documents.versions', 'extraction'],
  drawStates: ['servicing.draws'],
  envelopeStates: ['documents.envelopes'],
  inspectionStates: ['servicing.inspections'],
  lienWaiverStates: ['servicing.lien_waivers'],
  loanStates: ['lending.loans'],
  disbursementStates: ['servicing.disbursements'],
  receiptStates: ['servicing.payments'],
  payoffQuoteStates: ['servicing.payoff_quotes'],
  permitStates: ['entitlement.permits'],
  correctionStates: ['entitlement.corrections'],
  projectStates: ['projects.projects', 'stage'],
  taskStates: ['tasks.tasks'],
  userStates: ['identity.users', 'status'],
};

test('the database knows the states of every machine, and no others', async () => {
  const folder = join(import.meta.dirname, '../../../../packages/domain/src');
  const files = readdirSync(folder).filter((name) => name.endsWith('-states.ts'));
  const machines = new Map<string, readonly string[]>();
  for (const file of files) {
    const exported = (await import(join(folder, file))) as Record<string, { states?: readonly string[] }>;
    for (const [name, value] of Object.entries(exported))
      if (name.endsWith('States') && value?.states) machines.set(name, value.states);
  }
  expect([...machines.keys()].sort()).toEqual(Object.keys(CHECKED).sort());
  for (const [name, states] of machines) {
    const [table, column] = CHECKED[name]!;
    expect([name, await statesInDatabase(server, table, column)]).toEqual([name, [...states].sort()]);
  }
});
