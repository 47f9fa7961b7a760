import { addDays, addMonths, type CivilDate, civilDate, formatDate } from '@connect/domain/calendar';
import { monthName } from '@connect/domain/month';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenLoan } from '../apps/api/src/modules/servicing/test/given.ts';
import { bookDate } from '../apps/api/src/platform/book-time.ts';
import { launchBrowser } from '../test/browser.ts';
import { startForBrowser } from '../test/e2e-server.ts';
import { at, choose, type Desk, type House, hire, inDialog } from './journey/desk.ts';

let house: House;
let accounting: Desk;
let admin: Desk;
let loanId: string;

/* A month that is over, in which a loan was funded on the tenth. */
const today = civilDate(bookDate(new Date()));
const first = addMonths(`${today.slice(0, 7)}-01` as CivilDate, -1);
const month = monthName(first.slice(0, 7));

beforeAll(async () => {
  house = { server: await startForBrowser(), browser: await launchBrowser(), pages: new Set() };
  accounting = await hire(house, 'accounting', { displayName: 'Art Accounting' });
  admin = await hire(house, 'admin', { displayName: 'Alex Admin' });
  const servicing = await hire(house, 'servicing', { displayName: 'Sam Servicing' });
  loanId = (await givenLoan({ fundedOn: addDays(first, 9) })).id;
  await servicing.api.post('/v1/accrual-runs', {}, { key: 'accrue-once-0001' });
  const run = await servicing.api.post(
    '/v1/month-ends',
    { period: first.slice(0, 7) },
    { key: 'month-end-0001' },
  );
  expect(run.statusCode, run.body).toBe(202);
  await house.server.settle();
  await house.server.work();
});
afterAll(async () => {
  await house?.browser.close();
  await house?.server.close();
});

const says = (page: Page, words: string | RegExp): Promise<void> =>
  page.getByRole('main').getByText(words).first().waitFor();

test('two people close a month in the browser; a journal into it is refused and takes an open day', async () => {
  await at(house, accounting, async (page) => {
    await page.getByRole('link', { name: 'Books' }).click();
    await page.getByRole('heading', { level: 2, name: month }).waitFor();
    await says(page, `Reconcile ${month}.`);
    await page.getByRole('button', { name: `Reconcile ${month}` }).click();
    await says(page, 'To the cent');
    await says(page, `${month} is ready to close.`);
    await page.getByRole('button', { name: 'Ask to close' }).click();
    await says(page, 'Everything is in place. A second person closes it.');
    const own = page.getByRole('button', { name: 'Close the month' });
    await expect.poll(() => own.getAttribute('aria-disabled')).toBe('true');
  });
  await at(house, admin, async (page) => {
    await page.goto('/books');
    await page.getByRole('button', { name: 'Close the month' }).click();
    await inDialog(page, (dialog) => dialog.getByLabel('Your password').fill(admin.password), /^Confirm/);
    await says(page, /Postings are numbered 1 to \d+ of the book\./);
    await says(page, 'Closed by Art Accounting and Alex Admin');
  });
  await at(house, accounting, async (page) => {
    await page.goto(`/loans/${loanId}/balances`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Post a journal' }).click();
    const dialog = page.getByRole('dialog', { name: /^Post a journal/ });
    await dialog.getByLabel('What it is').fill('Sample rounding');
    await dialog.getByLabel('Effective').fill(formatDate(addDays(first, 20)));
    await choose(dialog, 'Account of line 1', 'Suspense, to be cleared');
    await dialog.getByLabel('Debit of line 1').fill('12.34');
    await choose(dialog, 'Account of line 2', 'Fee income');
    await dialog.getByLabel('Credit of line 2').fill('12.00');
    await dialog.getByLabel('Why').fill('Agreed on the telephone');
    await dialog.getByRole('button', { name: 'Post journal' }).click();
    await dialog.getByText('Debits and credits differ by $0.34.').waitFor();
    await dialog.getByLabel('Credit of line 2').fill('12.34');
    await dialog.getByRole('button', { name: 'Post journal' }).click();
    await inDialog(
      page,
      (last) => last.getByLabel('Your password').fill(accounting.password),
      /^Confirm/,
    ).catch(() => {});
    await dialog.getByText('The books are closed to').waitFor();
    await dialog.getByLabel('Effective').fill(formatDate(today));
    await dialog.getByRole('button', { name: 'Post journal' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Ledger' }).getByText('Sample rounding').waitFor();
    await page.goto('/books/trial-balance');
    await says(page, /^Balanced at \$/);
    await page
      .getByRole('row', { name: /Suspense, to be cleared/ })
      .getByText('12.34')
      .first()
      .waitFor();
  });
});
