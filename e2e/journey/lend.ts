import type { Page } from 'playwright-core';
import { ADDRESS, openDeal } from './acquire.ts';
import { type Cast, GUARANTOR, GUARANTOR_EMAIL } from './cast.ts';
import { inYears, today, typed } from './dates.ts';
import { act, at, type House, inDialog, nextStep, pick, saysNext } from './desk.ts';

/** The loan comes out of the project; only what the project cannot know is typed. Answers its id. */
export async function createLoan(house: House, cast: Cast): Promise<string> {
  return at(house, cast.acquisitions, async (page) => {
    await openDeal(page);
    await nextStep(page).getByRole('button', { name: 'Create loan' }).click();
    await page.getByRole('row', { name: 'Framing and lumber Hard 154,000.00' }).waitFor();
    await pick(page.getByRole('form', { name: 'New loan' }), 'Guarantor', GUARANTOR);
    await page.getByRole('button', { name: 'Make the loan' }).click();
    await page.getByText('Draft', { exact: true }).first().waitFor();
    await act(
      page,
      'Note a policy',
      async (dialog) => {
        await dialog.getByLabel('Insurer').fill('Sample Mutual');
        await dialog.getByLabel('Policy number').fill('BR-0001');
        await dialog.getByLabel('Coverage').fill('1300000');
        await dialog.getByLabel('From').fill(typed(today()));
        await dialog.getByLabel('Expires').fill(inYears(2));
        await dialog.getByLabel('Expires').press('Tab');
      },
      'Note the policy',
    );
    const id = page.url().split('/')[4]!;
    await page.getByRole('link', { name: 'Terms', exact: true }).click();
    await page.getByLabel('Legal description').fill('Lot 7, Block 12, Sample Addition.');
    await page.getByRole('button', { name: 'Save terms' }).click();
    await page.getByText('Lot 7, Block 12, Sample Addition.').nth(1).waitFor();
    await page.getByRole('link', { name: /^Parties/ }).click();
    await page.getByRole('button', { name: 'Change parties' }).click();
    await page.getByLabel('Certificate of good standing, dated').fill(typed(today()));
    await page.getByRole('button', { name: 'Save parties' }).click();
    await page.getByRole('button', { name: 'Change parties' }).waitFor();
    await page.getByRole('link', { name: 'Conditions' }).click();
    await page.getByText('17 clear').waitFor();
    await page.getByRole('button', { name: 'Submit to underwriting' }).click();
    // Who submitted it cannot approve it.
    await page.getByText('Blocked: You submitted this loan. Somebody else has to approve it.').waitFor();
    return id;
  });
}

export async function openLoan(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Loans/ })
    .click();
  await page.getByRole('link', { name: ADDRESS }).first().click();
  await page.getByRole('heading', { level: 1, name: ADDRESS }).waitFor();
}

/** Somebody else approves and sends the documents out. */
export async function approveAndSend(house: House, cast: Cast): Promise<void> {
  await at(house, cast.servicing, async (page) => {
    await openLoan(page);
    await nextStep(page).getByRole('button', { name: 'Approve', exact: true }).click();
    await nextStep(page).getByRole('button', { name: 'Send documents' }).click();
    await inDialog(page, async () => {}, 'Send documents');
    await saysNext(page, 'complete the signing');
  });
}

/** The single-use link that was mailed to an address, as the administrator's outbox shows it. */
export async function mailedLinks(house: House, cast: Cast, emails: string[]): Promise<string[]> {
  return at(house, cast.admin, async (page) => {
    await page.getByRole('link', { name: 'Outbox' }).click();
    const links: string[] = [];
    for (const email of emails) {
      await page.getByRole('button', { name: new RegExp(`Please sign: .*${email}`) }).click();
      await page.getByText(`, ${email}`).last().waitFor();
      const link = page.getByRole('list', { name: 'Single-use links' }).getByRole('link');
      links.push((await link.getAttribute('href')) ?? '');
      await page.getByRole('button', { name: 'Close the message' }).click();
    }
    return links;
  });
}

export const signerEmails = (cast: Cast): string[] => [cast.builder.api.email, GUARANTOR_EMAIL];

/** The wire to escrow, the county's number, and the pledge to the bank. */
export async function fundAndPledge(house: House, cast: Cast): Promise<void> {
  await at(house, cast.servicing, async (page) => {
    await openLoan(page);
    await act(
      page,
      'Fund',
      async (dialog) => {
        await dialog.getByLabel('Escrow company').fill('Sample Escrow Co');
        await dialog.getByLabel('Escrow number').fill('ESC-0001');
        await dialog.getByLabel('Wire reference').fill('FED-0001');
        await dialog.getByLabel('Or where the instructions are').fill('Letter of the closing day');
        await dialog.getByRole('button', { name: 'Go on to the last look' }).click();
        await dialog.getByLabel('Your password').fill(cast.servicing.password);
      },
      /^Wire \$/,
    );
    await act(page, 'Record', async (dialog) => {
      await dialog.getByLabel('County').fill('King');
      await dialog.getByLabel('Recording number').fill('20261010000123');
      await dialog.getByLabel('Time').fill('10:05');
      await dialog.getByLabel('Title policy number').fill('TP-0001');
      await dialog.getByLabel('Title insurer').fill('Sample Title Co');
    });
    await saysNext(page, 'start servicing');
    await pledge(page);
  });
}

async function pledge(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Bank line' }).click();
  await page.getByRole('button', { name: 'Add a bank line' }).click();
  await inDialog(
    page,
    async (dialog) => {
      await dialog.getByLabel('Name').fill('Line A');
      await dialog.getByLabel('Bank', { exact: true }).fill('Sample Bank');
      await dialog.getByLabel('Commitment').fill('30000000');
      await dialog.getByLabel('Advance rate').fill('80');
    },
    'Add',
  );
  await page.getByRole('button', { name: 'Pledge a loan' }).first().click();
  await inDialog(
    page,
    async (dialog) => {
      await dialog.getByRole('combobox', { name: 'Loan' }).click();
      await page.getByRole('option', { name: ADDRESS }).click();
    },
    'Pledge',
  );
  await page
    .getByRole('table', { name: 'Borrowing base by loan' })
    .getByText(`L-0001, ${ADDRESS}`)
    .first()
    .waitFor();
}
