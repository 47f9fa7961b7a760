import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROLES, type Role } from '@connect/domain/permissions';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUDGET_BYTES } from '../scripts/build/budget.ts';
import { launchBrowser } from '../test/browser.ts';
import { type Product, startProduct } from '../test/product.ts';
import { addressesOf } from './pages/addresses.ts';
import { DESK, faults, follow, overflow, PHONE, show, TABLET } from './pages/look.ts';
import { mayOpen, refusedTo, routes } from './pages/routes.ts';
import { enter, type Visitor } from './pages/visitor.ts';

const LOADING_MS = 240_000;

let folder: string;
let product: Product;
let browser: Browser;

/* The book that everybody sees first: what `npm start` makes on a machine that never ran it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'connect-pages-'));
  product = await startProduct(folder, { env: { RATE_LIMIT_FACTOR: '1000' } });
  browser = await launchBrowser();
}, LOADING_MS);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ALL_PAGES = routes().map(({ path }) => path);
/* The administrator sees every page, the others those that look different for them. */
const LOOKS_AT: readonly (readonly [Role, readonly string[]])[] = [
  ['admin', ALL_PAGES],
  ['servicing', ['/', '/draws/$id', '/loans/$id', '/month-end', '/payments']],
  [
    'builder',
    [
      '/',
      '/projects/$id',
      '/loans',
      '/loans/$id',
      '/draws',
      '/draws/$id',
      '/draws/$id/request',
      '/waivers',
      '/statements',
    ],
  ],
  ['agent', ['/', '/leads', '/leads/new', '/projects/$id']],
  ['consultant', ['/', '/consultant-orders', '/consultant-orders/$id']],
  ['inspector', ['/', '/inspections', '/inspections/$id']],
];

/** Of these the first is looked at in every width and in the dark. */
const EVERYWHERE = [
  '/',
  '/pipeline',
  '/projects/$id',
  '/loans/$id/$tab',
  '/draws/$id',
  '/permits/$id',
  '/proformas/$id',
];

describe('every page, on the sample data', () => {
  test('is seen by the administrator, or somebody else is to look at it', () => {
    expect(routes().filter((route) => !mayOpen('admin', route))).toEqual([]);
  });

  describe.each(LOOKS_AT)('loads for %s without a fault, is open to all, and fits a phone', (role, paths) => {
    let visitor: Visitor;
    beforeAll(async () => {
      visitor = await enter(browser, product.url, role);
    });
    afterAll(() => visitor?.page.context().close());

    test.each(routes().filter(({ path }) => paths.includes(path)))('$path', async (route) => {
      const found: Record<string, string[]> = {};
      for (const [at, address] of (await addressesOf(route, visitor.first, role !== 'admin')).entries()) {
        const everywhere = role === 'admin' && at === 0 && EVERYWHERE.includes(route.path);
        const wrong = await lookAt(visitor, address, everywhere);
        if (wrong.length > 0) found[address] = wrong;
      }
      expect(found).toEqual({});
    });
  });
});

async function lookAt({ page, listener }: Visitor, address: string, everywhere: boolean): Promise<string[]> {
  const wrong: string[] = [];
  const note = (look: string, found: string[]): void => {
    wrong.push(...found.map((fault) => `${look}: ${fault}`));
  };
  await follow(page, address);
  await listener.quiet();
  note('desk', await faults(page));
  if (everywhere) {
    await show(page, DESK, 'dark');
    note('desk in the dark', await faults(page, 'colours'));
    await show(page, TABLET, 'light');
    await listener.quiet();
    note('tablet', await faults(page));
  }
  await show(page, PHONE, everywhere ? 'dark' : 'light');
  await listener.quiet();
  note('phone', await overflow(page));
  if (everywhere) note('phone in the dark', await faults(page));
  await show(page, DESK, 'light');
  note('on the way', listener.heard());
  return wrong;
}

describe('who goes where', () => {
  test.each(ROLES)(
    '%s is shown only the way to pages that the role may open, and refused the others',
    async (role) => {
      const { page, listener, scripts } = await enter(browser, product.url, role);
      if (role !== 'inspector') expect(scripts()).toBeLessThan(BUDGET_BYTES);
      expect(scripts()).toBeGreaterThan(BUDGET_BYTES / 4);
      const open = routes().filter((route) => mayOpen(role, route));
      const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
      const shown = await links.evaluateAll((list) => list.map((link) => link.getAttribute('href') ?? ''));
      expect(shown.length).toBeGreaterThan(2);
      for (const href of shown.filter((each) => !each.startsWith('/inspect')))
        expect(
          open.map(({ path }) => path),
          role,
        ).toContain(href);
      for (const { path } of refusedTo(role)) {
        await follow(page, path.replace('$id', NOBODYS).replace('$tab', 'terms'));
        await page.getByRole('heading', { name: 'Your role does not include this page' }).waitFor();
      }
      await listener.quiet();
      expect(listener.heard()).toEqual([]);
      await page.context().close();
    },
  );
});

const NOBODYS = '00000000-0000-4000-8000-000000000000';
