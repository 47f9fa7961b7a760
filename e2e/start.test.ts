import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../test/browser.ts';
import { type Product, runScript, startProduct } from '../test/product.ts';

const ADMIN = { email: 'first.admin@example.com', password: 'green ladder under rain' };
const BALANCED = /The ledger balances: \d+ postings sum to \$0\.00, and no principal is left\./;

let folder: string;
let product: Product;
let browser: Browser;
let failed = false;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'connect-start-'));
  product = await startProduct(folder, { flags: ['--empty'] });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(({ onTestFailed }) => {
  if (failed) throw new Error('The step before this one failed.');
  onTestFailed(() => {
    failed = true;
  });
});

/** A page in a browser in which nobody has signed in. */
async function newcomer(): Promise<Page> {
  const context = await browser.newContext({ baseURL: product.url, timezoneId: 'America/Los_Angeles' });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

const deal = (env: Record<string, string> = {}) =>
  runScript('demo:deal', { CONNECT_URL: product.url, ...env });

describe('npm start -- --empty', () => {
  test('prints a link that sets up the first administrator, once', async () => {
    const [link = ''] = /http:\S+\/setup\S*/.exec(product.said()) ?? [];
    expect(product.said()).not.toContain('Sign in as');
    const page = await newcomer();
    for (const welcome of [true, false]) {
      await page.goto(link);
      await page.getByLabel('Your name').fill('Sample Admin');
      await page.getByLabel('E-mail').fill(ADMIN.email);
      await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
      await page.getByRole('button', { name: 'Make the administrator' }).click();
      if (welcome) await page.getByRole('heading', { level: 1, name: /day, / }).waitFor();
      else await page.getByRole('alert').getByText('No longer valid.').waitFor();
      await page.context().clearCookies();
    }
    await page.context().close();
  });

  test('the deal needs an administrator there, makes its own users, and its ledger balances', async () => {
    expect(await deal()).toMatchObject({
      code: 1,
      said: expect.stringContaining('Set CONNECT_ADMIN_EMAIL and CONNECT_ADMIN_PASSWORD'),
    });
    const { code, said } = await deal({
      CONNECT_ADMIN_EMAIL: ADMIN.email,
      CONNECT_ADMIN_PASSWORD: ADMIN.password,
    });
    expect(said).toMatch(BALANCED);
    expect(code).toBe(0);
  });

  test('after a power cut it comes back with its data', async () => {
    await product.stop('SIGKILL');
    product = await startProduct(folder);
    expect(product.said()).not.toContain('/setup');
    const page = await newcomer();
    await page.goto('/projects');
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'Closed' }).first().waitFor();
    await page.context().close();
  });
});

describe('production', () => {
  test('starts with nothing of the embedded defaults, and names all that is missing at once', async () => {
    const { code, said } = await runScript('start', {
      NODE_ENV: 'production',
      CONNECT_DATA: folder,
      CONNECT_DEMO: 'true',
      CONNECT_SECRETS: 'generated',
    });
    expect(code).toBe(1);
    expect(said.match(/^ {2}- .*$/gm)).toEqual([
      '  - DATABASE_URL: required in production',
      '  - DATABASE_OWNER_URL: required in production',
      '  - JWT_PRIVATE_KEY: required in production',
      '  - DATA_KEYS: required in production',
      '  - PUBLIC_URL: required in production',
      '  - REDIS_URL: required in production',
      '  - CONNECT_DEMO: demo data is refused in production',
      '  - JWT_PRIVATE_KEY, DATA_KEYS: generated secrets are refused in production; set your own',
    ]);
  });

  test('is no place for demo:deal: neither its environment, nor a server that runs as production', async () => {
    const elsewhere = createServer((_, answer) =>
      answer.setHeader('strict-transport-security', 'max-age=31536000').end(),
    );
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
    const { port } = elsewhere.address() as AddressInfo;
    const answers = await Promise.all([
      deal({ NODE_ENV: 'production' }),
      deal({ CONNECT_URL: `http://127.0.0.1:${port}` }),
    ]);
    elsewhere.close();
    const refusal = { code: 1, said: expect.stringContaining('refuses production') };
    expect(answers).toEqual([refusal, refusal]);
  });
});
