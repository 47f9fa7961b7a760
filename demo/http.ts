import type { Role } from '@connect/domain/permissions';
import { type Hand, handOf, type Json, type Transport, type Versions } from './client.ts';

/** Someone signed in at a server: their hands, and who they are to it. */
export interface SignedIn extends Hand {
  userId: string;
  email: string;
  /** Proves the password again, as money and overrides ask. */
  stepUp(): Promise<void>;
}

/** The server at `url`, spoken to over HTTP with one access token for each person. */
export class Server {
  readonly url: string;
  private readonly tokens = new Map<string, string>();
  private readonly versions: Versions = new Map();

  constructor(url: string) {
    this.url = url.replace(/\/$/, '');
  }

  readonly send: Transport = async (who, ask) => {
    const token = this.tokens.get(who);
    const answer = await fetch(this.url + ask.path, {
      method: ask.method,
      headers: { ...ask.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(ask.body === undefined ? {} : { body: ask.body }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return {
      status: answer.status,
      body: isJson && text ? (JSON.parse(text) as Json) : text,
      cookie: answer.headers.get('set-cookie')?.split(';')[0],
    };
  };

  async signIn(email: string, password: string): Promise<SignedIn> {
    const nobody = handOf('', this.send);
    const { access_token: token } = await nobody.post('/auth/token', {
      grant_type: 'password',
      client_id: 'connect-web',
      username: email,
      password,
    });
    this.tokens.set(email, token);
    const hand = handOf(email, this.send, this.versions);
    const me = await hand.get('/auth/me');
    return {
      ...hand,
      userId: me.id,
      email,
      stepUp: async () => void (await hand.post('/auth/step-up', { password })),
    };
  }

  /** Throws when the server runs as production, which alone promises its browsers HTTPS for good, and when nobody answers. */
  async refuseProduction(): Promise<void> {
    const answer = await fetch(`${this.url}/health/live`).catch(() => undefined);
    if (!answer?.ok)
      throw new Error(`No server answers at ${this.url}. Run npm start, or set CONNECT_URL to another.`);
    if (process.env.NODE_ENV === 'production' || answer.headers.has('strict-transport-security'))
      throw new Error(`demo:deal makes up a deal and refuses production: ${this.url}`);
  }
}

/** What a server without sample data is given: one user of each role that the deal needs. */
export const CAST: readonly { key: string; role: Role; name: string }[] = [
  { key: 'acquisitions', role: 'acquisitions', name: 'Ada Acquisitions' },
  { key: 'entitlement', role: 'entitlement', name: 'Ed Entitlement' },
  { key: 'servicing', role: 'servicing', name: 'Sam Servicing' },
  { key: 'servicing2', role: 'servicing', name: 'Stella Servicing' },
  { key: 'accounting', role: 'accounting', name: 'Art Accounting' },
  { key: 'inspector', role: 'inspector', name: 'Ines Inspector' },
  { key: 'builder', role: 'builder', name: 'Sample Builder' },
  { key: 'agent', role: 'agent', name: 'Sample Realty' },
  { key: 'consultant', role: 'consultant', name: 'Sample Survey' },
];
