import { generateSync } from 'otplib';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenLoan } from '../apps/api/src/modules/servicing/test/given.ts';
import { signIn } from '../test/actors.ts';
import { launchBrowser } from '../test/browser.ts';
import { travelTo } from '../test/clock.ts';
import { startForBrowser } from '../test/e2e-server.ts';
import { type Desk, enter, type House, hire, openBrowser } from './journey/desk.ts';

let house: House;
let backToToday = (): void => {};

beforeAll(async () => {
  house = { server: await startForBrowser(), browser: await launchBrowser(), pages: new Set() };
});
afterAll(async () => {
  backToToday();
  await house?.browser.close();
  await house?.server.close();
});

const STEP_MS = 30_000;

/** What the authenticator shows. A code counts once, so before each of them half a minute goes by for the server and for us. */
function nextCode(secret: string): string {
  backToToday();
  backToToday = travelTo(new Date(Date.now() + ++codes * STEP_MS));
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1000) });
}
let codes = 0;

/** Types digit by digit, as one does: the boxes pass the focus on. */
async function typeCode(scope: Page | Locator, code: string): Promise<void> {
  await scope.getByLabel('Digit 1').click();
  for (const [at, digit] of [...code].entries())
    await scope
      .getByLabel(`Digit ${at + 1}`)
      .and(scope.locator(':focus'))
      .pressSequentially(digit);
}

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('an authenticator is set up, asked for at the door, and proves who pays a loan off', async () => {
  const desk = await hire(house, 'servicing', { displayName: 'Sam Servicing' });
  const loan = await givenLoan();
  const page = await openBrowser(house);
  const secret = await setUp(page, desk);
  await signOut(page);
  await comeBack(page, desk, secret);
  await payOff(page, loan.id, secret);
  const reader = await signIn(house.server, 'manager');
  expect((await reader.get(`/v1/loans/${loan.id}`)).json().state).toBe('paid_off');
  await page.context().close();
});

/** Answers the secret that the page showed. */
async function setUp(page: Page, desk: Desk): Promise<string> {
  await page.goto('/security');
  await enter(page, desk);
  await page.getByText('Not set up').waitFor();
  await page.getByRole('button', { name: 'Set up an authenticator' }).click();
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await typeCode(page, nextCode(secret));
  await page.getByText('Set up', { exact: true }).waitFor();
  return secret;
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sam Servicing' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

async function comeBack(page: Page, desk: Desk, secret: string): Promise<void> {
  await page.goto('/');
  await enter(page, desk);
  await page.getByRole('group', { name: 'Code from your authenticator app' }).waitFor();
  await typeCode(page, wrong(nextCode(secret)));
  await page.getByText('This code is not right. Use the newest one.').waitFor();
  await retype(page, nextCode(secret));
  await page.getByRole('heading', { level: 1, name: /day, / }).waitFor();
}

async function retype(scope: Page | Locator, code: string): Promise<void> {
  for (let at = 6; at > 0; at--) await scope.getByLabel(`Digit ${at}`).press('Backspace');
  await typeCode(scope, code);
}

async function payOff(page: Page, loanId: string, secret: string): Promise<void> {
  await page.goto(`/loans/${loanId}/payoff`);
  await page.getByRole('button', { name: 'Quote payoff' }).click();
  await page.getByRole('button', { name: 'Record payoff' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reference').fill('PAYOFF-0001');
  await dialog.getByRole('button', { name: 'Go on to the last look' }).click();
  const post = dialog.getByRole('button', { name: /^Post \$/ });
  await post.waitFor();
  await typeCode(dialog, wrong(nextCode(secret)));
  await post.click();
  await dialog.getByRole('alert').waitFor();
  await retype(dialog, nextCode(secret));
  await post.click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Paid off', { exact: true }).first().waitFor();
}
