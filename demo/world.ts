import { randomUUID } from 'node:crypto';
import type { Role } from '@connect/domain/permissions';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import { Logger, runOnce, type TaskList } from 'graphile-worker';
import type { InjectOptions } from 'light-my-request';
import type pg from 'pg';
import type { Logger as Log } from 'pino';
import { jobs } from '../apps/api/src/app/jobs.ts';
import { operations } from '../apps/api/src/app/modules.ts';
import type { Actor } from '../apps/api/src/platform/actor.ts';
import { mount } from '../apps/api/src/platform/http.ts';
import { queuePool } from '../apps/api/src/platform/jobs.ts';
import type { Operation } from '../apps/api/src/platform/operation.ts';
import { answerProblem } from '../apps/api/src/platform/problems.ts';
import { type Hand, handOf, type Transport, type Versions } from './client.ts';

/** Who a sample person is to the server. */
export interface Identity {
  userId: string;
  role: Role;
  name: string;
  /** The contact behind the sign-in, and for partners the entity they act for. */
  contactId: string;
  partyId: string;
}

/** What all deals share, made once: plain data, so that another thread can be given it. */
export interface Common {
  people: Map<string, Identity>;
  /** Contacts that guarantee loans. */
  guarantors: string[];
  /** Subcontractors that draws pay. */
  payees: { partyId: string; name: string }[];
  planIds: string[];
  bankLineId: string;
}

export const nothingYet = (): Common => ({
  people: new Map(),
  guarantors: [],
  payees: [],
  planIds: [],
  bankLineId: '',
});

/** Where retries are told apart even here: money asks for it. What else is cut short is begun again with the whole book. */
const isKeyed = (op: Operation): boolean => Boolean(op.money) || op.path === '/v1/loans/{id}/transitions';

/** How many deals, and how many jobs, one thread works on at once. */
export const AT_ONCE = 2;

/** A calendar of its own for each deal: its acts happen one after another on days of the past. */
export class Calendar {
  private at: number;

  constructor(start: Date) {
    this.at = start.getTime();
  }

  /** The next moment, some minutes after the last act. */
  tick(): Date {
    this.at += 97_000;
    return new Date(this.at);
  }

  /** Goes on at ten in the morning of a civil date (Pacific), unless that has passed. */
  goTo(day: string): void {
    this.at = Math.max(this.at, Date.parse(`${day}T18:00:00Z`));
  }

  /** Goes on at a moment, unless that has passed. */
  goToMoment(moment: Date): void {
    this.at = Math.max(this.at, moment.getTime());
  }
}

/**
 * The API in this process, for loading sample data: the real operations behind a gate that takes the caller and the moment
 * from the loader. It listens nowhere, so nobody else can reach it.
 */
export class World {
  readonly common: Common;
  readonly people: Common['people'];
  private readonly app: FastifyInstance;
  private readonly versions: Versions = new Map();
  private readonly queue: pg.Pool;
  private readonly tasks: TaskList;

  constructor(ownerUrl: string, log: Log, common = nothingYet()) {
    this.common = common;
    this.people = common.people;
    this.app = fastify({
      logger: false,
      genReqId: () => randomUUID(),
      bodyLimit: 1_048_576,
    });
    this.app.setErrorHandler(answerProblem);
    this.app.register(cookie);
    this.app.register(multipart, { limits: { fileSize: 20_000_000, files: 1, parts: 12 } });
    this.app.register(async (scope) => {
      for (const op of operations)
        mount(scope, isKeyed(op) ? op : { ...op, neverKept: true }, {
          authenticate: async (request) => this.actor(request.headers),
          refused: async () => {},
        });
    });
    this.queue = queuePool({
      connectionString: ownerUrl,
      max: AT_ONCE + 1,
      idleTimeoutMillis: 0,
      options: '-c synchronous_commit=off -c jit=off',
    });
    this.tasks = Object.fromEntries(
      Object.entries(jobs).map(([name, handle]) => [name, (payload) => handle(payload, log)]),
    );
  }

  /** A person at work on a deal's calendar. */
  hand(key: string, calendar: Calendar): Hand {
    return handOf(key, this.transport(calendar), this.versions);
  }

  /** Requests on a deal's calendar; nobody's are those of a visitor with a link. */
  transport(calendar: Calendar): Transport {
    return async (who, ask) => {
      const headers: Record<string, string> = {
        ...ask.headers,
        'x-sample-person': who,
        'x-sample-moment': calendar.tick().toISOString(),
      };
      const payload = ask.body instanceof FormData ? await encoded(ask.body, headers) : ask.body;
      const answer = await this.app.inject({
        method: ask.method as 'GET',
        url: ask.path,
        headers,
        ...(payload === undefined ? {} : { payload }),
      } as InjectOptions);
      const cookie = answer.headers['set-cookie'];
      return {
        status: answer.statusCode,
        body: answer.body ? parse(answer.body) : undefined,
        cookie: String(cookie ?? '').split(';')[0],
      };
    };
  }

  /** Works off every due job, deliveries of events included. */
  async settle(): Promise<void> {
    await runOnce({
      pgPool: this.queue,
      taskList: this.tasks,
      concurrency: AT_ONCE,
      noHandleSignals: true,
      logger: new Logger(() => () => {}),
    });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.queue.end();
  }

  private actor(headers: Record<string, unknown>): Actor {
    const person = this.people.get(String(headers['x-sample-person']));
    return {
      kind: 'user',
      userId: person?.userId ?? null,
      sessionId: null,
      role: person?.role ?? 'system',
      name: person?.name ?? 'Nobody',
      requestId: randomUUID(),
      ip: '127.0.0.1',
      steppedUpAt: new Date(),
      now: new Date(String(headers['x-sample-moment'])),
    };
  }
}

const parse = (text: string): unknown =>
  text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;

/** A multipart body as bytes, with its boundary in the headers. */
async function encoded(form: FormData, headers: Record<string, string>): Promise<Buffer> {
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  headers['content-type'] = request.headers.get('content-type')!;
  return Buffer.from(await request.arrayBuffer());
}
