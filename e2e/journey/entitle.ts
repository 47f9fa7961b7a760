import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ADDRESS } from './acquire.ts';
import type { Cast } from './cast.ts';
import { inYears } from './dates.ts';
import { act, at, type House, inDialog, saysNext } from './desk.ts';

const PLAN = 'S-2090-B';

/** The plan is chosen, and the permit that GO opened goes to the city and back once. */
export async function entitle(house: House, cast: Cast): Promise<void> {
  await at(house, cast.entitlement, async (page) => {
    await addPlan(page);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Projects' }).click();
    await page.getByRole('link', { name: ADDRESS }).click();
    await saysNext(page, 'submit the building permit');
    await page.getByRole('link', { name: /^Permits \d/ }).click();
    await page.getByRole('button', { name: 'Choose a plan' }).click();
    await page.getByRole('button', { name: `Choose ${PLAN}` }).click();
    await page.getByRole('link', { name: `${PLAN}, Sample plan 2090 B` }).waitFor();
    await page.getByRole('link', { name: 'Building permit' }).click();
    await submit(page);
    await act(page, 'Review started');
    await correct(page);
    await act(page, 'Review started');
    await act(page, 'Approved by the city');
    await act(page, 'Issued', async (dialog) => {
      await dialog.getByLabel('Permit number').fill('6073452-CN');
      await dialog.getByLabel('Expires').fill(inYears(2));
      await dialog.getByLabel('Expires').press('Tab');
    });
    await saysNext(page, 'final inspection');
    const cycles = page.getByRole('table', { name: 'Review cycles' }).getByRole('row');
    expect(await cycles.count()).toBe(3);
  });
}

async function addPlan(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Plans' }).click();
  await act(
    page,
    'Add a plan',
    async (dialog) => {
      const fields = {
        Number: PLAN,
        Name: 'Sample plan 2090 B',
        'Heated area, sq ft': '2090',
        Stories: '3',
        Bedrooms: '4',
        Baths: '2.5',
        'Width, ft': '24',
        'Depth, ft': '38',
      };
      for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
    },
    'Add the plan',
  );
}

async function submit(page: Page): Promise<void> {
  await act(page, 'Submit', async (dialog) => {
    await dialog.getByLabel('Application number').fill('6073452');
    await dialog.getByLabel('Reviewer').fill('Sample Reviewer');
  });
  await act(page, 'Intake complete');
}

/** Two comments come back, both are answered, the drawings go in again. */
async function correct(page: Page): Promise<void> {
  const asked = [
    'Dimension the side setback on the site plan.',
    'Show the protection fence of the exceptional tree.',
  ];
  await act(
    page,
    'Log corrections',
    async (dialog) => {
      await dialog.getByRole('button', { name: 'Another correction' }).click();
      for (const [index, text] of asked.entries())
        await dialog
          .getByRole('group', { name: `Correction ${index + 1}` })
          .getByLabel('What the city asks')
          .fill(text);
    },
    'Log 2 corrections',
  );
  await page.getByText('2 corrections open. Resubmission waits for them.').waitFor();
  for (const [index, text] of asked.entries()) {
    await page.getByRole('button', { name: `1.${index + 1} ${text}` }).click();
    await inDialog(
      page,
      (dialog) => dialog.getByLabel('Our answer').fill('Revised on sheet A1.1.'),
      'Resolve',
    );
  }
  await act(page, 'Resubmit');
}
