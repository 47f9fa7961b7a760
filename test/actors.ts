import type { Role } from '@connect/domain/permissions';
import type { InjectOptions, Response } from 'light-my-request';
import { createUser, hashPassword, mintAccessToken } from '../apps/api/src/modules/identity/index.ts';
import { systemActor } from '../apps/api/src/platform/actor.ts';
import { reader } from '../apps/api/src/platform/db.ts';
import { inTransaction } from '../apps/api/src/platform/transaction.ts';
import type { TestApp } from './app.ts';

/** A signed-in user of a test, and requests in their name. */
export interface SignedIn {
  userId: string;
  sessionId: string;
  email: string;
  role: Role;
  token: string;
  /** With `contact`: the party behind the user. */
  contactId: string;
  /** A request with the token; a body is sent as JSON; POSTs that move money need a key, which `key` gives. */
  call(method: InjectOptions['method'] & string, url: string, options?: CallOptions): Promise<Response>;
  get(url: string): Promise<Response>;
  post(url: string, body?: object, options?: CallOptions): Promise<Response>;
  patch(url: string, version: number, body: object): Promise<Response>;
  /** POST <url>/transitions with If-Match. */
  move(url: string, version: number, body: object, options?: CallOptions): Promise<Response>;
}

export interface CallOptions {
  body?: object;
  version?: number;
  /** Idempotency-Key. */
  key?: string;
  headers?: Record<string, string>;
}

export interface SignInOptions {
  displayName?: string;
  email?: string;
  /** Puts a contact (a party of its own) behind the user; external roles get one unless false. */
  contact?: boolean;
  /** As if the second factor had just been proved; default true, since most tests are not about it. */
  steppedUp?: boolean;
}

let count = 0;

/** Makes a user of this role with a session, without the cost of a password, and returns a client for it. */
export async function signIn(server: TestApp, role: Role, options: SignInOptions = {}): Promise<SignedIn> {
  const n = ++count;
  const email = options.email ?? `${role}-${n}@example.com`;
  const displayName = options.displayName ?? `Sample ${role} ${n}`;
  const external = ['builder', 'agent', 'consultant'].includes(role);
  const made = await inTransaction(systemActor('test'), async (tx) => {
    const userId = await createUser(tx, { email, displayName, role, passwordHash: 'no password fits this' });
    const session = await tx
      .insertInto('identity.sessions')
      .values({
        user_id: userId,
        created_at: tx.now,
        last_used_at: tx.now,
        expires_at: new Date(tx.now.getTime() + 86_400_000),
        stepped_up_at: options.steppedUp === false ? null : tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { userId, sessionId: session.id };
  });
  const contactId = (options.contact ?? external) ? await contactFor(made.userId, displayName, email) : '';
  const token = await mintAccessToken({ ...made, email, role, restricted: false });
  return { ...made, email, role, token, contactId, ...client(server, token) };
}

/** The contact behind a user, by SQL, so that tests left of contacts need nothing of that module. */
async function contactFor(userId: string, name: string, email: string): Promise<string> {
  return inTransaction(systemActor('test'), async (tx) => {
    const { id } = await tx
      .insertInto('contacts.parties')
      .values({ kind: 'contact', name, email })
      .returning('id')
      .executeTakeFirstOrThrow();
    const [first = 'Sample', ...rest] = name.split(' ');
    await tx
      .insertInto('contacts.contacts')
      .values({
        id,
        user_id: userId,
        first_name: first,
        last_name: rest.join(' ') || 'Sample',
        email,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .execute();
    return id;
  });
}

function client(server: TestApp, token: string) {
  const call = async (
    method: InjectOptions['method'] & string,
    url: string,
    options: CallOptions = {},
  ): Promise<Response> =>
    server.app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        ...(options.version === undefined ? {} : { 'if-match': `"${options.version}"` }),
        ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { payload: options.body }),
    });
  return {
    call,
    get: (url: string) => call('GET', url),
    post: (url: string, body: object = {}, options: CallOptions = {}) =>
      call('POST', url, { body, ...options }),
    patch: (url: string, version: number, body: object) => call('PATCH', url, { version, body }),
    move: (url: string, version: number, body: object, options: CallOptions = {}) =>
      call('POST', `${url}/transitions`, { version, body, ...options }),
  };
}

/** How many events of this name there are, and their payloads, oldest first. */
export const eventsOf = (name: string) =>
  reader().selectFrom('platform.events').selectAll().where('name', '=', name).orderBy('id').execute();

/** A user who can sign in with a password, as at the door. */
export async function givenUser(
  role: Role,
  password: string,
  options: { email?: string; displayName?: string; isDemo?: boolean } = {},
): Promise<{ id: string; email: string; password: string }> {
  const n = ++count;
  const email = options.email ?? `door-${n}@example.com`;
  const displayName = options.displayName ?? `Sample Person ${n}`;
  const passwordHash = await hashPassword(password);
  const id = await inTransaction(systemActor('test'), (tx) =>
    createUser(tx, { email, displayName, role, passwordHash, isDemo: options.isDemo ?? false }),
  );
  return { id, email, password };
}
