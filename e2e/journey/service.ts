import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { openDeal } from './acquire.ts';
import type { Cast } from './cast.ts';
import { lastMonth } from './dates.ts';
import { act, at, confirmMoney, fact, type House, inDialog, nextStep, saved, saysNext } from './desk.ts';
import { openLoan } from './lend.ts';

/** Accounting makes the bank's file, downloads it, and says when it settled. */
export async function payOut(house: House, cast: Cast): Promise<void> {
  await at(house, cast.accounting, async (page) => {
    await toPage(page, 'Payments');
    await page.getByRole('link', { name: /^Payment files/ }).click();
    await page.getByRole('button', { name: 'Release $59,400.00' }).click();
    await confirmMoney(page, cast.accounting, 'Release $59,400.00');
    const file = page.getByRole('dialog', { name: 'Payment file PF-0001' });
    const nacha = await saved(page, file.getByRole('button', { name: 'Download PF-0001.ach' }));
    expect(nacha.toString('latin1')).toMatch(/^101 [\s\S]*DRAW 1[\s\S]*\n9/);
    await file.getByRole('button', { name: 'Confirm settlement' }).click();
    await file.getByText('Confirmed by').waitFor();
  });
}

const toPage = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .click();

/** What the loan owes after the draw. */
export async function seeBalances(house: House, cast: Cast): Promise<void> {
  await at(house, cast.accounting, async (page) => {
    await openLoan(page);
    await page.getByText('Debits equal credits').waitFor();
    expect(await fact(page, 'Principal')).toBe('$503,054.57');
    // Payees of one file are posted in no order of their own.
    await page.getByRole('row', { name: /Draw 1, Sample (Concrete|Excavation) Co .* 503,054\.57/ }).waitFor();
    await page.getByText('Servicing', { exact: true }).first().waitFor();
  });
}

/** Last month's interest is billed and its statement issued; the PDF opens. */
export async function closeMonth(house: House, cast: Cast): Promise<string> {
  return at(house, cast.servicing, async (page) => {
    await toPage(page, 'Month end');
    const month = new Date(`${lastMonth()}-15T12:00:00Z`).toLocaleDateString('en-US', {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    await page.getByRole('button', { name: `Run ${month}` }).click();
    await inDialog(page, async () => {}, `Run ${month}`);
    const billed = page.getByText(/1 of 1 loans billed, \$/);
    await billed.waitFor();
    await page.getByText('1 of 1 made').waitFor();
    const paper = await saved(page, page.getByRole('button', { name: 'PDF: statement of L-0001' }));
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    expect(paper.subarray(-1024).toString('latin1')).toContain('%%EOF');
    return (await billed.innerText()).match(/\$([\d,.]*\d)/)![1]!;
  });
}

/** The borrower's money for the interest comes in; then a quote, the payoff, and the county's release. */
export async function payOff(house: House, cast: Cast, interest: string): Promise<void> {
  await at(house, cast.servicing, async (page) => {
    await openLoan(page);
    await act(
      page,
      'Record payment',
      async (dialog) => {
        await dialog.getByLabel('Amount', { exact: true }).fill(interest);
        await dialog.getByLabel('Reference').fill('WIRE-0001');
        await dialog.getByRole('row', { name: `Interest billed ${interest} ${interest}` }).waitFor();
      },
      `Record $${interest}`,
    );
    await page.getByRole('link', { name: 'Quote payoff' }).click();
    await page.getByRole('button', { name: 'Quote payoff' }).click();
    await page.getByRole('row', { name: 'Principal 503,054.57' }).waitFor();
    await page.getByRole('button', { name: 'Record payoff' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reference').fill('PAYOFF-0001');
    await dialog.getByRole('button', { name: 'Go on to the last look' }).click();
    await confirmMoney(page, cast.servicing, /^Post \$/);
    await saysNext(page, 'record the lien release');
    await act(page, 'Record lien release', (form) =>
      form.getByLabel('Recording number').fill('20261122000999'),
    );
    await page.getByText('Released', { exact: true }).first().waitFor();
  });
}

/** Closed, and told from its first day to its last: who and when. Answers the lines of the timeline, oldest first. */
export async function readStory(house: House, cast: Cast): Promise<string[]> {
  return at(house, cast.acquisitions, async (page) => {
    await openDeal(page);
    await page.getByText('Closed', { exact: true }).first().waitFor();
    expect(await nextStep(page).count()).toBe(0);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    const earlier = timeline.getByRole('button', { name: 'Show earlier events' });
    const first = timeline.getByText('Lead from Sample Realty Inc');
    while (!(await first.isVisible())) {
      const before = await timeline.getByRole('listitem').count();
      await earlier.click();
      await expect.poll(() => timeline.getByRole('listitem').count()).toBeGreaterThan(before);
    }
    const steps = timeline.getByRole('listitem').filter({ hasNot: page.getByRole('heading') });
    return (await steps.allInnerTexts()).reverse();
  });
}
