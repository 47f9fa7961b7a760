import type { Role } from '@connect/domain/permissions';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../apps/api/src/modules/identity/index.ts';
import { PEOPLE } from '../../demo/people.ts';
import type { FirstOf } from './addresses.ts';
import { DESK } from './look.ts';
import { type Watch, watch } from './watch.ts';

const PATIENCE_MS = 30_000;

/** Somebody of the sample data in a browser of their own, at home. */
export interface Visitor {
  page: Page;
  listener: Watch;
  first: FirstOf;
  /** Bytes of JavaScript, as compressed, that came over the wire from the door until now. */
  scripts(): number;
}

/** Opens a browser in which nobody has signed in. */
export async function opened(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: DESK,
    baseURL: url,
    timezoneId: 'America/Los_Angeles',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

export async function enter(browser: Browser, url: string, role: Role): Promise<Visitor> {
  const page = await opened(browser, url);
  const scripts = await countScripts(page);
  const tokens = page.waitForResponse((response) => response.url().endsWith('/auth/token') && response.ok());
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(PEOPLE.find((person) => person.role === role)!.email);
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const { access_token: token } = await (await tokens).json();
  if (role === 'inspector') await page.waitForURL('**/inspect/'); // who goes into the field is led there
  const listener = watch(page);
  if (role === 'inspector') await page.goto('/');
  await page.getByRole('heading', { level: 1, name: /day, / }).waitFor();
  await listener.quiet();
  listener.heard();
  return { page, listener, first: firstFor(url, token), scripts };
}

const firstFor =
  (url: string, token: string): FirstOf =>
  async (list) => {
    const answer = await fetch(`${url}/v1/${list}&limit=1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new Error(`GET /v1/${list}: ${answer.status}`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return items[0]?.id;
  };

/** What goes before a file's content is not counted. */
async function countScripts(page: Page): Promise<() => number> {
  const device = await page.context().newCDPSession(page);
  const headings = new Map<string, number>();
  let bytes = 0;
  device.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || response.mimeType.includes('javascript'))
      headings.set(requestId, response.encodedDataLength);
  });
  device.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const heading = headings.get(requestId);
    if (heading !== undefined) bytes += encodedDataLength - heading;
  });
  await device.send('Network.enable');
  return () => bytes;
}
