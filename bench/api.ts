// `npm run bench:api [-- --rounds 3 --seconds 6 --only a,b --out file.json]`: what the API does per second, beside the floor on the same PostgreSQL.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { CONNECTIONS, chooseClient, type Fire, type Request } from './client.ts';
import { connected, FLOOR_DATABASE, openBenchDatabase } from './database.ts';
import { cpuOf, pinThisProcess, postmasterOf, rssOf } from './processes.ts';
import { startFloor, startProduct, type Target } from './targets.ts';
import { ALONE, COMPARED, type Letter } from './workloads.ts';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    warm: { type: 'string', default: '2' },
    only: { type: 'string', default: 'a,k,b,c,d,alone' },
    /** Folder for a profile of the product's process; the figures are then those of a process that is watched. */
    profile: { type: 'string' },
    out: { type: 'string' },
  },
});
const rounds = Number(flags.rounds);
const seconds = Number(flags.seconds);
const only = new Set(flags.only.split(','));

/** One measurement; times in milliseconds, processor in microseconds per request. */
interface Figures {
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  serverMicros: number | null;
  postgresMicros: number | null;
  failed: number;
}

async function measure(
  fire: Fire,
  target: Target,
  requests: Request[],
  postmaster: number | null,
): Promise<Figures> {
  const at = { url: target.url, token: await target.token() };
  await mustAnswer(at, requests[0]!);
  await fire(at, requests, Number(flags.warm));
  const before = [cpuOf(target.pid), cpuOf(postmaster)] as const;
  const shot = await fire(at, requests, seconds);
  const after = [cpuOf(target.pid), cpuOf(postmaster)] as const;
  const micros = (i: 0 | 1): number | null =>
    before[i] === null || after[i] === null ? null : Math.round(((after[i] - before[i]) * 1000) / shot.count);
  return {
    perSecond: Math.round(shot.count / shot.seconds),
    p50: round(shot.p50),
    p95: round(shot.p95),
    p99: round(shot.p99),
    serverMicros: micros(0),
    postgresMicros: micros(1),
    failed: shot.failed,
  };
}

const round = (n: number, digits = 2): number => Number(n.toFixed(digits));

async function mustAnswer(at: { url: string; token: string }, request: Request): Promise<void> {
  const answer = await fetch(at.url + request.path, {
    method: request.method,
    headers: {
      authorization: `Bearer ${at.token}`,
      ...(request.body ? { 'content-type': 'application/json' } : {}),
    },
    ...(request.body ? { body: request.body } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${request.path} answers ${answer.status}: ${text}`);
}

/** The round in the middle, by requests per second. */
function middle(all: Figures[]): Figures {
  const sorted = [...all].sort((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

/**
 * How much of the floor the product reaches, in the middle of the rounds: by requests per second, and by processor where each is
 * busiest (server or PostgreSQL), which other programs on the machine disturb less.
 */
function compare(ours: Figures[], theirs: Figures[]): { ratio: number; ratioByProcessor: number | null } {
  const busiest = (of: Figures): number => Math.max(of.serverMicros ?? 0, of.postgresMicros ?? 0);
  const median = (list: number[]): number => list.sort((a, b) => a - b)[Math.floor((list.length - 1) / 2)]!;
  const known = [...ours, ...theirs].every((of) => of.serverMicros !== null && of.postgresMicros !== null);
  return {
    ratio: round(median(ours.map((mine, i) => mine.perSecond / theirs[i]!.perSecond))),
    ratioByProcessor: known
      ? round(median(ours.map((mine, i) => busiest(theirs[i]!) / busiest(mine))))
      : null,
  };
}

const pinned = pinThisProcess();
const database = await openBenchDatabase();
const running: Target[] = [];
try {
  const client = await chooseClient();
  const product = await startProduct(
    database,
    pinned,
    flags.profile ? ['--cpu-prof', `--cpu-prof-dir=${flags.profile}`] : [],
  );
  running.push(product);
  const floor = await startFloor(database, pinned);
  if (typeof floor !== 'string') running.push(floor);
  const report = await connected(database.ownerUrl, async (sql) => {
    const postmaster = await postmasterOf(sql);
    const letters = (Object.keys(COMPARED) as Letter[]).filter((letter) => only.has(letter));
    const seen = new Map<string, Figures[]>();
    for (let i = 0; i < rounds; i++)
      for (const letter of letters)
        for (const target of i % 2 ? [...running].reverse() : running) {
          const figures = await measure(client.fire, target, target.requests[letter], postmaster);
          console.error(i + 1, letter, target.name, JSON.stringify(figures));
          const key = `${target.name} ${letter}`;
          seen.set(key, [...(seen.get(key) ?? []), figures]);
          if (letter === 'c' && target.name === 'floor') await forgetCreated();
        }
    const workloads = Object.fromEntries(
      letters.map((letter) => {
        const ours = seen.get(`product ${letter}`)!;
        const theirs = seen.get(`floor ${letter}`);
        return [
          letter,
          {
            what: COMPARED[letter],
            product: middle(ours),
            ...(theirs ? { floor: middle(theirs), ...compare(ours, theirs) } : {}),
          },
        ];
      }),
    );
    const alone: Record<string, Figures & { what: string }> = {};
    if (only.has('alone'))
      for (const [name, what] of Object.entries(ALONE)) {
        const requests = product.alone[name as keyof typeof ALONE];
        alone[name] = { what, ...(await measure(client.fire, product, requests, postmaster)) };
        console.error(name, JSON.stringify(alone[name]));
      }
    const { rows } = await sql.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    return {
      at: new Date().toISOString(),
      machine: {
        cores: cpus().length,
        processor: cpus()[0]?.model,
        memoryGb: Math.round(totalmem() / 2 ** 30),
        node: process.version,
        postgres: rows[0]!.version,
        loadAverage: loadavg().map((n) => round(n)),
      },
      how: {
        client: client.name,
        connections: CONNECTIONS,
        rounds,
        seconds,
        pinned: pinned ? 'server on core 0, client and PostgreSQL on core 1' : false,
      },
      workloads,
      alone,
      memoryMbAfter: rssOf(product.pid),
      floor: typeof floor === 'string' ? `skipped: ${floor}` : 'measured in turn',
    };
  });
  const text = JSON.stringify(report, null, 2);
  if (flags.out) writeFileSync(flags.out, `${text}\n`);
  console.log(text);
} finally {
  for (const target of running) await target.stop();
  await database.stop();
}

/** The floor's table would otherwise grow many times faster than the product's. */
async function forgetCreated(): Promise<void> {
  await connected(database.beside(FLOOR_DATABASE), async (client) => {
    await client.query(`delete from projects where parcel_number like 'BENCH-%'`);
    await client.query('vacuum projects');
  });
}
