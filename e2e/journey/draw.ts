import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { samplePhoto } from '../../demo/steps/files.ts';
import { signIn } from '../../test/actors.ts';
import { ADDRESS, pdf } from './acquire.ts';
import { type Cast, CONCRETE, EXCAVATION } from './cast.ts';
import {
  at,
  chooseFile,
  confirmMoney,
  enter,
  fact,
  type House,
  inDialog,
  leave,
  openBrowser,
  PHONE,
  TABLET,
} from './desk.ts';

const SITE_WORK = 'Site work and utilities';
const FOUNDATION = 'Foundation and concrete';
const photo = () => {
  const { name, type, bytes } = samplePhoto('street-side', 10);
  return { name, mimeType: type, buffer: Buffer.from(bytes) };
};

/** The builder, on a phone: two lines, an invoice and a photo for each; a file and a waiver follow after sending. */
export async function requestDraw(house: House, cast: Cast): Promise<void> {
  await at(
    house,
    cast.builder,
    async (page) => {
      await page.getByRole('button', { name: 'Request a draw' }).click();
      await page.getByLabel(`Amount for ${SITE_WORK}`).fill('30000');
      await page.getByLabel(`Amount for ${FOUNDATION}`).fill('36000');
      await page.getByRole('button', { name: 'Next: documents' }).click();
      await addPapers(page, SITE_WORK, EXCAVATION, 'SI-1000');
      await addPapers(page, FOUNDATION, CONCRETE, 'FC-1001', { file: 'later' });
      await page.getByRole('button', { name: 'Next: check and send' }).click();
      await page.getByRole('button', { name: 'Send request of $66,000.00' }).click();
      await page.getByText('With us. An inspector is scheduled next.').first().waitFor();
      await page.getByText('1 of 4 in').waitFor();
      const upload = (what: string, payee: string) =>
        page.getByRole('button', { name: new RegExp(`^Upload: ${what}.*${payee}`) });
      await chooseFile(page, upload('Invoice', CONCRETE), pdf('Invoice FC-1001'));
      await page.getByText('2 of 4 in').waitFor();
      await chooseFile(page, upload('', EXCAVATION), pdf('Waiver'));
      await page.getByText('3 of 4 in').waitFor();
    },
    PHONE,
  );
}

async function addPapers(
  page: Page,
  line: string,
  payee: string,
  number: string,
  { file }: { file: 'now' | 'later' } = { file: 'now' },
): Promise<void> {
  await page.getByRole('button', { name: `Invoices and photos of ${line}` }).click();
  const sheet = page.getByRole('dialog', { name: line });
  await sheet.getByRole('button', { name: 'Add an invoice' }).click();
  await sheet.getByLabel('Payee').fill(payee);
  await sheet.getByLabel('Invoice number').fill(number);
  const chooser = sheet.getByRole('button', { name: 'Photo or PDF of the invoice' });
  if (file === 'now') await chooseFile(page, chooser, pdf(`Invoice ${number}`));
  await sheet.getByRole('button', { name: 'Add invoice' }).click();
  await sheet.getByText(file === 'now' ? 'File attached' : 'No file yet').waitFor();
  await chooseFile(page, sheet.getByRole('button', { name: 'Add photos' }), photo());
  await sheet.getByRole('button', { name: `Photo 1 of 1, ${line}` }).waitFor();
  await sheet.getByRole('button', { name: 'Done' }).click();
  await sheet.waitFor({ state: 'detached' });
}

async function openDraw(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Draws/ })
    .click();
  await page.getByRole('link', { name: `Draw 1 ${ADDRESS}` }).click();
  await page.getByRole('heading', { level: 1, name: `Draw 1, ${ADDRESS}` }).waitFor();
}

/** What of the loan is old is renewed, and the visit is planned. */
export async function schedule(house: House, cast: Cast): Promise<void> {
  await at(house, cast.servicing, async (page) => {
    await openDraw(page);
    await page.getByText('4 hold').waitFor();
    for (const condition of ['Credit report current', 'Title date-down clear']) {
      await page.getByRole('button', { name: `Record: ${condition}` }).click();
      await inDialog(page, async () => {}, 'Record');
    }
    await page.getByText('2 hold').waitFor();
    await page.getByRole('button', { name: 'Schedule inspection' }).click();
    await inDialog(
      page,
      async (dialog) => {
        // The only inspector is chosen as soon as the list of them is there.
        await expect.poll(() => dialog.getByLabel('Inspector').inputValue()).toBe('Ines Inspector');
      },
      'Schedule inspection',
    );
    await page.getByText('Inspection scheduled', { exact: true }).first().waitFor();
  });
}

const PROGRAM_IS_KEPT = `navigator.serviceWorker.ready.then(({ active }) =>
  active.state === 'activated' && navigator.serviceWorker.controller !== null)`;

/** The visit without a network: nothing is sent until it is back, then everything by itself. */
export async function inspect(house: House, cast: Cast): Promise<void> {
  const page = await openBrowser(house, TABLET);
  await page.goto('/inspect/');
  await enter(page, cast.inspector);
  await page.getByText('Ready offline').waitFor();
  await page.waitForFunction(PROGRAM_IS_KEPT);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('link', { name: ADDRESS }).click();
  await page.getByRole('heading', { name: ADDRESS }).waitFor();
  await judge(page, SITE_WORK, 60);
  await judge(page, FOUNDATION, 40);
  const same = page.getByRole('button', { name: /^Same 0%/ });
  for (let left = await same.count(); left > 0; left--) await same.first().click();
  await page.getByRole('button', { name: new RegExp(`^${SITE_WORK} Last`) }).click();
  await page.getByLabel(`Choose photos of ${SITE_WORK}`).setInputFiles(photo());
  // The field behind "Take photo" is a button by role, and is named almost the same.
  await page.getByRole('button', { name: new RegExp(`^Photo of ${SITE_WORK}, `) }).waitFor();
  await page.getByRole('button', { name: 'Finish and sign' }).click();
  await page.getByLabel('Your full name').fill('Ines Inspector');
  await page.getByRole('button', { name: 'Sign and finish' }).click();
  await page.getByText('Only on this device').first().waitFor();
  expect(await atTheOffice(house)).toBe('scheduled');
  await page.context().setOffline(false);
  await page
    .getByText(/^Sent \d/)
    .first()
    .waitFor();
  expect(await atTheOffice(house)).toBe('submitted');
  await leave(page);
}

/** A press counts five percent. */
async function judge(page: Page, line: string, percent: number): Promise<void> {
  const more = page.getByRole('button', { name: `${line}: more` });
  for (let set = 0; set < percent; set += 5) await more.click();
}

/** How the visit stands at the office. */
async function atTheOffice(house: House): Promise<string> {
  const reader = await signIn(house.server, 'manager');
  return (await reader.get('/v1/inspections')).json().items[0].state;
}

/** The waivers are paired, nothing holds the draw any more, and the first of two people approves it. */
export async function review(house: House, cast: Cast): Promise<void> {
  await at(house, cast.servicing, async (page) => {
    await openDraw(page);
    await page.getByRole('button', { name: 'Start review' }).click();
    const papers = page.getByRole('complementary', { name: 'Documents of this draw' });
    await page.getByText('Approve opens when “Lien waivers paired” is clear or overridden.').waitFor();
    await papers.getByRole('button', { name: new RegExp(`waiver.*${EXCAVATION} Received`) }).click();
    await papers.getByRole('button', { name: 'Accept', exact: true }).click();
    await papers.getByRole('button', { name: 'Revoke' }).waitFor();
    await papers.getByRole('button', { name: new RegExp(`waiver.*${CONCRETE} Missing`) }).click();
    await chooseFile(page, papers.getByRole('button', { name: 'Upload the signed form' }), pdf('Waiver'));
    await papers.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByText('12 clear').waitFor();
    await page.getByRole('button', { name: 'Approve first $59,400.00' }).click();
    await confirmMoney(page, cast.servicing, /^Approve first/);
    await page.getByText('You gave the first approval. Somebody else has to give the second.').waitFor();
  });
}

/** Somebody else approves for payment. */
export async function approve(house: House, cast: Cast): Promise<void> {
  await at(house, cast.second, async (page) => {
    await openDraw(page);
    expect(await fact(page.getByRole('region', { name: 'Totals and actions' }), 'Proposed for payment')).toBe(
      '$59,400.00',
    );
    await page.getByRole('button', { name: 'Approve $59,400.00' }).click();
    await confirmMoney(page, cast.second, 'Approve $59,400.00');
    await page.getByText('Approved by Sam Servicing and Stella Servicing.').waitFor();
  });
}
