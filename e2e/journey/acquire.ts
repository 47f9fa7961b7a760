import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { samplePdf } from '../../demo/steps/files.ts';
import { BORROWER, type Cast } from './cast.ts';
import { act, at, choose, type Desk, fact, type House, inDialog, nextStep, pick, saysNext } from './desk.ts';

export const ADDRESS = '600 4th Ave';

const COSTS: Record<string, number> = {
  'Site work and utilities': 51_000,
  'Foundation and concrete': 90_000,
  'Framing and lumber': 154_000,
  'Roofing, siding and windows': 115_000,
  'Plumbing, electrical, heating': 115_000,
  'Drywall and finishes': 122_000,
  'Design and engineering': 32_000,
  'Permits and impact fees': 26_000,
  Contingency: 38_000,
  'Closing and title': 9_000,
};

/** A file as one chooses it from a disk. */
export const pdf = (title: string) => {
  const { name, type, bytes } = samplePdf(title, ['Sample document for demonstration.']);
  return { name, mimeType: type, buffer: Buffer.from(bytes) };
};

/** The agent's lead, and the mail that answers it. Answers the project's id. */
export async function submitLead(house: House, cast: Cast): Promise<string> {
  const projectId = await at(house, cast.agent, async (page) => {
    await page.getByRole('link', { name: 'Submit a lead' }).first().click();
    await page.getByLabel('Street address').fill(ADDRESS);
    await page.getByLabel('ZIP code').fill('98104');
    await page.getByLabel('Asking price').fill('640000');
    await page.getByLabel('What could be built').fill('Two houses, 4,180 sq ft');
    await page.getByRole('button', { name: 'Submit lead' }).click();
    await page.getByRole('heading', { level: 1, name: ADDRESS }).waitFor();
    await page.getByText('We have it. Somebody answers within 20 minutes.').waitFor();
    return page.url().split('/').at(-1)!;
  });
  await at(house, cast.admin, async (page) => {
    await page.getByRole('link', { name: 'Outbox' }).click();
    await page.getByRole('button', { name: `We have your lead: ${ADDRESS}` }).click();
    await page.getByRole('region', { name: 'Text of the message' }).getByText(ADDRESS).first().waitFor();
  });
  return projectId;
}

/** Acquisitions answers, starts feasibility, and orders three reports. */
export async function orderReports(house: House, cast: Cast): Promise<void> {
  await at(house, cast.acquisitions, async (page) => {
    await page.getByRole('button', { name: `Take ${ADDRESS}` }).click();
    await page.getByText('Every lead is answered.').waitFor();
    await openDeal(page);
    await nextStep(page).getByRole('button', { name: 'Start feasibility' }).click();
    await nextStep(page).getByRole('button', { name: 'Order reports' }).click();
    for (const [report, consultant] of [
      ['Survey', 'Sample Survey Co'],
      ['Title report', 'Sample Title Co'],
      ['Arborist report', 'Sample Tree Co'],
    ] as const) {
      await act(
        page,
        'Order a report',
        async (dialog) => {
          await choose(dialog, 'Report', report);
          await pick(dialog, 'Consultant', consultant);
          await dialog.getByLabel('Instructions').fill('For a two-house infill lot.');
        },
        `Order ${report.toLowerCase()}`,
      );
      await page.getByRole('link', { name: report }).waitFor();
    }
    await saysNext(page, 'decide GO');
    expect(
      await nextStep(page).getByRole('button', { name: 'Decide GO' }).getAttribute('aria-disabled'),
    ).toBe('true');
  });
}

/** From the list of projects to the deal. */
export async function openDeal(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('link', { name: ADDRESS }).click();
  await page.getByRole('heading', { level: 1, name: ADDRESS }).waitFor();
}

/** A consultant sees one order and nothing else, and hands in a PDF. */
export async function deliver(house: House, consultant: Desk, report: string): Promise<void> {
  await at(house, consultant, async (page) => {
    const main = page.getByRole('navigation', { name: 'Main' });
    await main.getByRole('link', { name: 'Orders' }).click();
    const orders = page.getByRole('list', { name: 'To deliver' }).getByRole('listitem');
    await orders.first().waitFor();
    expect(await orders.count()).toBe(1);
    expect((await main.getByRole('link').allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
      'Home',
      'Tasks',
      'Orders',
      'Documents',
    ]);
    await orders.getByRole('link', { name: new RegExp(`${ADDRESS}.*${report}`) }).click();
    await page.getByLabel('Add the report').setInputFiles(pdf(report));
    await page.getByRole('button', { name: 'Hand it in' }).click();
    await page.getByText(/^Handed in Today/).waitFor();
  });
}

/** Acquisitions accepts the reports, saves a proforma and decides. Answers the number that GO gives. */
export async function decide(house: House, cast: Cast): Promise<string> {
  return at(house, cast.acquisitions, async (page) => {
    await openDeal(page);
    for (const report of ['Survey', 'Title report', 'Arborist report']) {
      await page.getByRole('link', { name: /^Feasibility/ }).click();
      await page.getByRole('link', { name: report }).click();
      await page.getByRole('button', { name: 'Accept', exact: true }).click();
      await page.getByText('Accepted', { exact: true }).first().waitFor();
      await page.getByRole('main').locator(`a[href^="/projects/"]`).first().click();
    }
    await saveProforma(page);
    await page.getByRole('link', { name: ADDRESS }).first().click();
    await nextStep(page).getByRole('button', { name: 'Decide GO' }).click();
    await inDialog(
      page,
      (dialog) => dialog.getByLabel('Reason').fill('Clean title, good return at ask.'),
      'Decide GO',
    );
    await page.getByText(/Decided GO on .*Clean title, good return at ask\./).waitFor();
    const number = page
      .getByRole('main')
      .getByText(/^SEA-\d{4}-\d{4}$/)
      .first();
    await number.waitFor();
    await nameBuilder(page);
    return number.innerText();
  });
}

/** The builder sees the project from here on, and becomes the borrower. */
async function nameBuilder(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Change facts' }).click();
  await inDialog(page, (dialog) => pick(dialog, 'Builder', BORROWER), 'Save facts');
  await page.getByRole('main').getByText(BORROWER).first().waitFor();
}

async function saveProforma(page: Page): Promise<void> {
  await nextStep(page).getByRole('button', { name: 'Save a proforma' }).click();
  for (const [line, dollars] of Object.entries(COSTS))
    await page.getByLabel(`Amount of ${line}`, { exact: true }).fill(String(dollars));
  await page.getByLabel('Sales price').fill('1875000');
  const totals = page.getByRole('region', { name: 'Totals and actions' });
  await expect.poll(() => fact(totals, 'ROI')).toBe('17.8%');
  expect(Number.parseFloat(await fact(totals, 'IRR'))).toBeGreaterThan(50);
  await page.getByRole('button', { name: 'Save version 1' }).click();
  await page.getByRole('button', { name: 'Save version 2' }).waitFor();
}
