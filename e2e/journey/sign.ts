import type { Page } from 'playwright-core';
import { pdf } from './acquire.ts';
import type { Cast } from './cast.ts';
import { inYears, today, typed } from './dates.ts';
import { at, chooseFile, type House, inDialog, leave, nextStep, openBrowser, saysNext } from './desk.ts';
import { openLoan } from './lend.ts';

/** The links are made for the product's public address; here it listens elsewhere. */
const pathOf = (link: string): string => `/sign${new URL(link).hash}`;

/** A signer without an account opens the link, reads, agrees and signs; meanwhile the link opens nowhere else. */
export async function signByLink(house: House, link: string, name: string): Promise<void> {
  const page = await openBrowser(house);
  await page.goto(pathOf(link));
  await page.getByText(`${name}, you are asked to sign 2 documents`).waitFor();
  await isRefused(house, link, 'This link was opened before');
  for (const document of ['Loan agreement', 'Guaranty']) {
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: document }).click();
    await (await opened).close();
    await page.getByRole('button', { name: new RegExp(`${document}.*Opened`) }).waitFor();
  }
  await page.getByRole('button', { name: 'I agree' }).click();
  await page.getByLabel('Your full name').fill(name);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Sign 2 documents' }).click();
  await page.getByRole('heading', { name: 'Signed', exact: true }).waitFor();
  await leave(page);
}

/** The link is opened in a browser of somebody else's. */
export async function isRefused(house: House, link: string, title: string): Promise<void> {
  const page = await openBrowser(house);
  await page.goto(pathOf(link));
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await leave(page);
}

/** Note and deed of trust come back signed on paper. */
export async function keepPapers(house: House, cast: Cast): Promise<void> {
  await at(house, cast.servicing, async (page) => {
    await openLoan(page);
    await page
      .getByRole('link', { name: /^Documents/ })
      .last()
      .click();
    await page
      .getByRole('region', { name: 'Promissory note' })
      .getByRole('button', { name: 'Record the signed paper' })
      .click();
    await inDialog(
      page,
      async (dialog) => {
        await dialog.getByLabel('Who keeps the wet-ink original').fill('Sample Custody Services');
        await dialog.getByLabel('Where it is kept').fill('Vault 2');
        await dialog.getByLabel('Signed on').fill(typed(today()));
        await dialog.getByLabel('Signed on').press('Tab');
        await scan(page, 'Promissory note');
      },
      'Record',
    );
    await page
      .getByRole('region', { name: 'Deed of trust' })
      .getByRole('button', { name: 'Record the signed paper' })
      .click();
    await inDialog(
      page,
      async (dialog) => {
        await dialog.getByLabel('Signed on').fill(typed(today()));
        await dialog.getByLabel('Notary’s name').fill('Sample Notary');
        await dialog.getByLabel('Commission number').fill('WA-204417');
        await dialog.getByLabel('Commission expires').fill(inYears(2));
        await dialog.getByLabel('Acknowledged on').fill(typed(today()));
        await dialog.getByLabel('Acknowledged on').press('Tab');
        await scan(page, 'Deed of trust');
      },
      'Record',
    );
    await page.getByRole('region', { name: 'Deed of trust' }).getByText('Sample Notary').waitFor();
    await nextStep(page).getByRole('button', { name: 'Signing complete' }).click();
    await saysNext(page, 'fund');
  });
}

/** The form refers to the scan once it is stored. */
async function scan(page: Page, title: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await chooseFile(
    page,
    dialog.getByRole('button', { name: 'Scan of the signed paper' }),
    pdf(`${title} signed`),
  );
  await dialog.getByText('Sending').waitFor({ state: 'detached' });
}
