import type { Response } from 'light-my-request';
import type { SignedIn } from './actors.ts';
import type { TestApp } from './app.ts';

/** The token of the newest link written to an address, as an administrator reads it in the outbox. */
export async function tokenFor(admin: Pick<SignedIn, 'get'>, email: string): Promise<string> {
  const { items } = (await admin.get('/v1/outbox?limit=200')).json();
  const { id } = items.find(
    (each: { toAddress: string; hasLinks: boolean }) => each.toAddress === email && each.hasLinks,
  );
  const url = (await admin.get(`/v1/outbox/${id}`)).json().links[0].url as string;
  return url.split('#token=')[1] ?? '';
}

/** A signer's browser that keeps the cookie it was given, and nothing else. */
export function signersBrowser(server: TestApp) {
  let cookie = '';
  const call = async (
    method: 'GET' | 'POST',
    path: string,
    payload?: object,
    key?: string,
  ): Promise<Response> => {
    const answer = await server.app.inject({
      method,
      url: `/v1/signing/${path}`,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
        'user-agent': 'Sample Browser',
      },
      ...(payload ? { payload } : {}),
    });
    const set = String(answer.headers['set-cookie'] ?? '');
    if (set) cookie = set.split(';')[0] ?? '';
    return answer;
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, payload?: object, key?: string) => call('POST', path, payload, key),
  };
}

/** Opens the newest link, agrees and signs; answers the last answer. */
export async function signAs(
  server: TestApp,
  admin: Pick<SignedIn, 'get'>,
  name: string,
  email: string,
): Promise<Response> {
  const token = await tokenFor(admin, email);
  const page = signersBrowser(server);
  await page.post(`${token}/sessions`);
  await page.post(`${token}/consents`, { agreed: true });
  return page.post(`${token}/signatures`, { fullName: name, agreed: true });
}
