import type { Json } from './client.ts';
import { CAST, type Server, type SignedIn } from './http.ts';
import type { Payee } from './steps/draw.ts';

/** Everybody the deal needs, signed in. */
export interface Cast {
  admin: SignedIn;
  acquisitions: SignedIn;
  entitlement: SignedIn;
  servicing: SignedIn;
  second: SignedIn;
  accounting: SignedIn;
  agent: { hand: SignedIn; contactId: string };
  builder: SignedIn;
  inspector: { hand: SignedIn; contactId: string };
  consultants: [type: string, consultant: { hand: SignedIn; partyId: string }][];
  borrower: { partyId: string };
  guarantorId: string;
  payees: Payee[];
  plan(): Promise<Json>;
}

const NEW_PASSWORD = 'Correct horse 9 battery';

/** Signs in with the sample sign-ins or, where there are none, with users made through an administrator. */
export async function castOf(server: Server): Promise<Cast> {
  const people = await sampleSignIns(server);
  const { CONNECT_ADMIN_EMAIL: email, CONNECT_ADMIN_PASSWORD: password } = process.env;
  if (!people && !(email && password))
    throw new Error(
      'This server has no sample sign-ins. Set CONNECT_ADMIN_EMAIL and CONNECT_ADMIN_PASSWORD of an administrator.',
    );
  const hands = people ?? (await madeUsers(server, await server.signIn(email!, password!)));
  return assemble(hands);
}

/** The sample users by key, or undefined where the server has none. */
async function sampleSignIns(server: Server): Promise<Map<string, SignedIn> | undefined> {
  const answer = await fetch(`${server.url}/auth/demo-sign-ins`);
  if (!answer.ok) return undefined;
  const { items, password } = (await answer.json()) as Json;
  const hands = new Map<string, SignedIn>();
  const seen = new Map<string, number>();
  for (const { email, role } of items) {
    const n = (seen.get(role) ?? 0) + 1;
    seen.set(role, n);
    const key = n === 1 ? role : `${role}${n}`;
    if (n <= 3) hands.set(key, await server.signIn(email, password));
  }
  return hands;
}

/** Invites one user for each role, and takes the password links out of the outbox as their mail would. */
async function madeUsers(server: Server, admin: SignedIn): Promise<Map<string, SignedIn>> {
  const hands = new Map<string, SignedIn>([['admin', admin]]);
  const run = Date.now().toString(36);
  for (const { key, role, name } of CAST) {
    const email = `${key}.${run}@example.com`;
    await admin.post('/auth/invitations', { email, displayName: name, role });
    const { items } = await admin.get('/v1/outbox?limit=50');
    const mail = items.find((each: Json) => each.toAddress === email && each.hasLinks);
    const { links } = await admin.get(`/v1/outbox/${mail.id}`);
    await admin.post('/auth/password/resets', {
      token: links[0].url.split('#token=')[1],
      password: NEW_PASSWORD,
    });
    hands.set(key, await server.signIn(email, NEW_PASSWORD));
  }
  return hands;
}

async function assemble(hands: Map<string, SignedIn>): Promise<Cast> {
  const one = (...keys: string[]): SignedIn => {
    const hand = keys.map((key) => hands.get(key)).find(Boolean);
    if (!hand) throw new Error(`nobody is signed in as ${keys[0]}`);
    return hand;
  };
  const [admin, acquisitions, servicing] = [one('admin'), one('acquisitions'), one('servicing')];
  await servicing.stepUp();
  const builder = one('builder');
  const consultants = ['survey', 'title', 'arborist'].map((type, index) => ({
    type,
    hand: one(index === 0 ? 'consultant' : `consultant${index + 1}`, 'consultant'),
  }));
  return {
    admin,
    acquisitions,
    entitlement: one('entitlement'),
    servicing,
    second: one('servicing2'),
    accounting: one('accounting'),
    agent: { hand: one('agent'), contactId: (await ownContact(one('agent'))).id },
    builder,
    inspector: { hand: one('inspector'), contactId: (await ownContact(one('inspector'))).id },
    consultants: await Promise.all(
      consultants.map(
        async ({ type, hand }): Promise<Cast['consultants'][number]> => [
          type,
          { hand, partyId: (await ownContact(hand)).id },
        ],
      ),
    ),
    borrower: { partyId: await borrowerOf(acquisitions, builder) },
    guarantorId: await guarantor(acquisitions),
    payees: await Promise.all(
      ['Sample Excavation Co', 'Sample Concrete Co'].map((name) => payee(servicing, name)),
    ),
    plan: () => planOf(acquisitions),
  };
}

/** The contact behind a sign-in; a new one is joined by event, a moment later. */
async function ownContact(hand: SignedIn): Promise<Json> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await hand.get('/v1/contacts/me');
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** The legal entity that the builder acts for, made if there is none. */
async function borrowerOf(acquisitions: SignedIn, builder: SignedIn): Promise<string> {
  const contact = await ownContact(builder);
  const entityId = contact.entities?.[0]?.id;
  if (entityId) return entityId;
  const entity = await acquisitions.post('/v1/entities', {
    name: 'Sample Builder LLC',
    entityType: 'llc',
    state: 'WA',
    email: builder.email,
  });
  await acquisitions.post(`/v1/entities/${entity.id}/members`, {
    contactId: contact.id,
    title: 'Managing member',
  });
  return entity.id;
}

async function guarantor(acquisitions: SignedIn): Promise<string> {
  const { items } = await acquisitions.get('/v1/contacts?q=guarantor&limit=1');
  const made =
    items[0] ??
    (await acquisitions.post('/v1/contacts', {
      firstName: 'Sample Guarantor',
      lastName: 'One',
      email: 'guarantor-one@example.com',
    }));
  return made.id;
}

/** A subcontractor with a bank account. */
async function payee(servicing: SignedIn, name: string): Promise<Payee> {
  const { items } = await servicing.get(`/v1/entities?q=${encodeURIComponent(name)}&limit=1`);
  if (items[0]) return { partyId: items[0].id, name };
  const entity = await servicing.post('/v1/entities', { name, entityType: 'corporation', state: 'WA' });
  await servicing.patch(`/v1/entities/${entity.id}/bank-account`, {
    bankName: 'Sample Bank',
    routingNumber: '123456780',
    accountNumber: `0009${String(Date.now()).slice(-8)}`,
  });
  return { partyId: entity.id, name };
}

async function planOf(acquisitions: SignedIn): Promise<Json> {
  const { items } = await acquisitions.get('/v1/plans?limit=1');
  return (
    items[0] ??
    acquisitions.post('/v1/plans', {
      number: 'S-2090-B',
      name: 'Sample plan 2090 B',
      stories: 3,
      bedrooms: 4,
      bathrooms: 2.5,
      heatedSquareFeet: 2090,
      widthFeet: 24,
      depthFeet: 38,
    })
  );
}
