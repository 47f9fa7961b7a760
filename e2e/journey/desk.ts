import { readFile } from 'node:fs/promises';
import type { Role } from '@connect/domain/permissions';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { type SignedIn, type SignInOptions, signIn } from '../../test/actors.ts';
import { travelScript } from '../../test/clock.ts';
import { type BrowserServer, givePassword } from '../../test/e2e-server.ts';

/** The machine may be busy; what does not come in this time does not come at all. */
const PATIENCE_MS = 30_000;

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};
export const TABLET: BrowserContextOptions = { viewport: { width: 820, height: 1180 } };

/** Where the journey takes place. */
export interface House {
  server: BrowserServer;
  browser: Browser;
  /** Every browser that is open, for pictures of a failure. */
  pages: Set<Page>;
}

/** Somebody who works in a browser of their own. `api` only reads what the screen is compared with. */
export interface Desk {
  api: SignedIn;
  password: string;
}

/** A user with a password to type. */
export async function hire(house: House, role: Role, options: SignInOptions): Promise<Desk> {
  const api = await signIn(house.server, role, options);
  return { api, password: await givePassword(api) };
}

/** Opens a browser of one's own, without anybody signed in; its clock shows what the server's shows. */
export async function openBrowser(house: House, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await house.browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: house.server.url,
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript({ content: travelScript(new Date()) });
  const page = await context.newPage();
  house.pages.add(page);
  page.on('close', () => house.pages.delete(page));
  return page;
}

/** Somebody signs in at the door, works, and goes home. */
export async function at<T>(
  house: House,
  desk: Desk,
  work: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  const page = await openBrowser(house, options);
  await page.goto('/');
  await enter(page, desk);
  await page.getByRole('heading', { level: 1, name: /day, / }).waitFor();
  const done = await work(page);
  await leave(page);
  return done;
}

/** Fills in the form of sign-in that is on the page. */
export async function enter(page: Page, desk: Desk): Promise<void> {
  await page.getByLabel('E-mail').fill(desk.api.email);
  await page.getByLabel('Password', { exact: true }).fill(desk.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Closes the browser; a browser of a failed step stays open for its picture. */
export const leave = (page: Page): Promise<void> => page.context().close();

/** Presses a button of the page, fills in the dialog that opens, presses its button, and waits until it is gone. */
export async function act(
  page: Page,
  button: string,
  fill: (dialog: Locator) => Promise<void> = async () => {},
  done: string | RegExp = button,
): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).first().click();
  await inDialog(page, fill, done);
}

export async function inDialog(
  page: Page,
  fill: (dialog: Locator) => Promise<void>,
  done: string | RegExp,
): Promise<void> {
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByRole('button', { name: done, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Chooses by typing a part of the name. */
export async function pick(scope: Locator, label: string, name: string): Promise<void> {
  await scope.getByRole('combobox', { name: label }).fill(name);
  await scope.page().getByRole('option', { name }).first().click();
}

/** Chooses from a short list. */
export async function choose(scope: Locator, label: string, option: string): Promise<void> {
  await scope.getByRole('combobox', { name: label }).click();
  await scope.page().getByRole('option', { name: option, exact: true }).click();
}

export const nextStep = (page: Page): Locator => page.getByRole('region', { name: 'Next step' });

/** Waits until the page says what comes next. */
export const saysNext = (page: Page, words: string): Promise<void> =>
  nextStep(page)
    .getByRole('heading', { name: `Next: ${words}` })
    .waitFor();

/** The definition behind a term, such as a figure of the totals. */
export const fact = (scope: Page | Locator, term: string): Promise<string> =>
  scope.locator(`dt:text-is("${term}") + dd`).first().innerText();

/** The last look before money moves: the password, and a button that says the amount. */
export async function confirmMoney(page: Page, desk: Desk, button: string | RegExp): Promise<void> {
  const last = page.getByRole('dialog').filter({ has: page.getByLabel('Your password') });
  await last.getByLabel('Your password').fill(desk.password);
  await last.getByRole('button', { name: button }).click();
  await last.waitFor({ state: 'detached' });
}

/** Presses a button that opens the chooser of files, and chooses. */
export async function chooseFile(
  page: Page,
  button: Locator,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const chosen = page.waitForEvent('filechooser');
  await button.click();
  await (await chosen).setFiles(file);
}

/** What a press of the button saves to disk. */
export async function saved(page: Page, button: Locator): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await button.click();
  return readFile(await (await download).path());
}
