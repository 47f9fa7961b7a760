import { addDays, addMonths, civilDate } from '@connect/domain/calendar';
import type { Role } from '@connect/domain/permissions';
import { pino } from 'pino';
import { bookDate } from '../../apps/api/src/platform/book-time.ts';
import type { Hand, Json } from '../../demo/client.ts';
import * as lend from '../../demo/steps/lend.ts';
import { Calendar, World } from '../../demo/world.ts';
import { type SignedIn, signIn } from '../actors.ts';
import type { TestApp } from '../app.ts';
import { type Act, watchActs } from './acts.ts';
import { buildDeal, type DealIds } from './deal.ts';
import { idsInDatabase, type TableIds } from './ids.ts';
import { isLimited, LIMITED, type Limited } from './limited.ts';

/** Staff who see everything, one user per role; the second pair of eyes is nobody of the matrix. */
const STAFF = [
  'admin',
  'acquisitions',
  'design',
  'entitlement',
  'servicing',
  'manager',
  'accounting',
] as const;
/** One deal with its people: everything that a row of the matrix may name. */
export interface Side extends DealIds {
  people: Record<Limited, SignedIn>;
  /** A user whom nobody misses. */
  leaverId: string;
  /** The user of the matrix on this side, for rows that are a user's own whatever the role. */
  userOf(role: Role): SignedIn;
}

export interface MatrixWorld {
  server: TestApp;
  staff: Record<(typeof STAFF)[number], SignedIn>;
  own: Side;
  foreign: Side;
  bankLineId: string;
  planId: string;
  /** `YYYY-MM` of a month end that was run. */
  period: string;
  /** Every change that was made through the API on the way. */
  acts: Act[];
  /** Ids of the rows that came with the foreign deal, and with both deals, by table. */
  foreignIds: TableIds;
  dealIds: TableIds;
}

/** Stands in every name and address of the foreign deal, so that a leak shows even without an id. */
export const FOREIGN_WORD = 'Zenith';
const OWN_WORD = 'Harbor';
const AGE_DAYS = 200;

/** Two deals of the same kind in one book, made through the API: what one partner may see and the other may not. */
export async function buildWorld(server: TestApp): Promise<MatrixWorld> {
  const world = new World(server.ownerUrl, pino({ level: 'silent' }));
  const acts = watchActs(world);
  try {
    const since = new Date(Date.now() - AGE_DAYS * 86_400_000);
    const staff = {} as MatrixWorld['staff'];
    for (const role of STAFF) staff[role] = await person(server, world, role, role, `Staff ${role}`);
    await person(server, world, 'servicing2', 'servicing', 'Staff second servicing');
    await person(server, world, 'acquisitions2', 'acquisitions', 'Staff second acquisitions');
    const line = await lend.bankLine(world.hand('servicing', new Calendar(since)));
    const plan = await samplePlan(world.hand('design', new Calendar(since)));
    const before = await idsInDatabase(server.ownerUrl);
    const shared = { line, plan, since };
    const own = await buildSide(server, world, OWN_WORD, shared);
    const between = await idsInDatabase(server.ownerUrl);
    const foreign = await buildSide(server, world, FOREIGN_WORD, shared);
    const after = await idsInDatabase(server.ownerUrl);
    const period = addMonths(civilDate(bookDate(new Date())), -1).slice(0, 7);
    await world.hand('servicing', new Calendar(new Date())).post('/v1/month-ends', { period });
    await world
      .hand('admin', new Calendar(new Date()))
      .post(`/v1/accounting-periods/${period}/reconciliations`);
    await world.settle();
    return {
      server,
      staff,
      period,
      own: { ...own, userOf: (role) => (isLimited(role) ? own.people[role] : staff[role]) },
      foreign: {
        ...foreign,
        userOf: (role) =>
          isLimited(role) ? foreign.people[role] : staff[role === 'admin' ? 'manager' : 'admin'],
      },
      bankLineId: line.id,
      planId: plan.id,
      acts,
      foreignIds: after.without(between),
      dealIds: after.without(before),
    };
  } finally {
    await world.close();
  }
}

async function person(
  server: TestApp,
  world: World,
  key: string,
  role: Role,
  name: string,
): Promise<SignedIn> {
  const user = await signIn(server, role, {
    displayName: name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
    contact: true,
  });
  const { userId, contactId } = user;
  world.people.set(key, { userId, role, name, contactId, partyId: contactId });
  return user;
}

const samplePlan = (design: Hand): Promise<Json> =>
  design.post('/v1/plans', {
    number: 'S-2090-A',
    name: 'Sample plan 2090 A',
    stories: 2,
    bedrooms: 3,
    bathrooms: 2,
    heatedSquareFeet: 2090,
    widthFeet: 24,
    depthFeet: 40,
    hardCostCents: 51_000_000,
  });

async function buildSide(
  server: TestApp,
  world: World,
  word: string,
  shared: { line: Json; plan: Json; since: Date },
): Promise<Omit<Side, 'userOf'>> {
  const people = {} as Side['people'];
  for (const role of LIMITED)
    people[role] = await person(server, world, `${word} ${role}`, role, `${word} ${role}`);
  const leaver = await signIn(server, 'design', { displayName: `${word} leaver`, contact: false });
  const calendar = new Calendar(shared.since);
  const first = civilDate(bookDate(shared.since));
  const deal = await buildDeal(world, {
    word,
    people,
    calendar,
    bankLineId: shared.line.id,
    planId: shared.plan.id,
    day: (n) => addDays(first, n),
  });
  return { ...deal, people, leaverId: leaver.userId };
}
