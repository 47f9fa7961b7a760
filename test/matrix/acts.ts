import { sql } from 'kysely';
import type { Response } from 'light-my-request';
import { operations } from '../../apps/api/src/app/modules.ts';
import { reader } from '../../apps/api/src/platform/db.ts';
import type { Operation } from '../../apps/api/src/platform/operation.ts';
import type { World } from '../../demo/world.ts';

/** A change through the API that succeeded, and whether the audit trail tells of it. */
export interface Act {
  op: string;
  told: boolean;
}

const patterns = operations
  .filter((op) => op.method !== 'GET')
  .map((op) => ({ op, path: new RegExp(`^${op.path.replace(/\{\w+\}/g, '[^/]+')}$`) }));

const operationOf = (method: string, url: string): Operation | undefined =>
  patterns.find(({ op, path }) => op.method === method && path.test(url.split('?')[0]!))?.op;

/** Counts events around each request of the loader: one request at a time, so what is new is its own. */
export function watchActs(world: World): Act[] {
  const acts: Act[] = [];
  const plain = world.transport.bind(world);
  world.transport = (calendar) => {
    const send = plain(calendar);
    return async (who, ask) => {
      const op = operationOf(ask.method, ask.path);
      if (!op) return send(who, ask);
      const before = await eventCount();
      const answer = await send(who, ask);
      if (answer.status < 300) acts.push({ op: op.id, told: (await eventCount()) > before });
      return answer;
    };
  };
  return acts;
}

/** How many events there are. */
export async function eventCount(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.events`.execute(reader());
  return rows[0]!.n;
}

/** Keeps the successful changes among the answers of a run; `acts` asks the audit trail for them by request id. */
export function watchAnswers() {
  const done: { op: string; requestId: string; key: string | undefined }[] = [];
  return {
    see(op: Operation, answer: Response): void {
      if (op.method === 'GET' || answer.statusCode >= 300) return;
      const key = (answer.raw.req.headers as Record<string, string>)['idempotency-key'];
      done.push({ op: op.id, requestId: String(answer.headers['x-request-id']), key });
    },
    async acts(): Promise<Act[]> {
      const found = await sql<{ request_id: string }>`select distinct request_id from platform.events
        where request_id = any(${done.map(({ requestId }) => requestId)}::text[])`.execute(reader());
      const told = new Set(found.rows.map((row) => row.request_id));
      return done.map(({ op, requestId }) => ({ op, told: told.has(requestId) }));
    },
    /** Operations whose stored answer and whose events were written by different transactions. */
    async apart(): Promise<string[]> {
      const keyed = done.filter(({ key }) => key !== undefined);
      const { rows } = await sql<{ key: string }>`select i.key from platform.idempotency i
        join unnest(${keyed.map(({ key }) => key!)}::text[], ${keyed.map(({ requestId }) => requestId)}::text[])
          as asked(key, request_id) on asked.key = i.key
        where exists (select from platform.events e where e.request_id = asked.request_id)
          and not exists (select from platform.events e where e.request_id = asked.request_id and e.xmin = i.xmin)`.execute(
        reader(),
      );
      const apart = new Set(rows.map((row) => row.key));
      return keyed.filter(({ key }) => apart.has(key!)).map(({ op }) => op);
    },
  };
}
