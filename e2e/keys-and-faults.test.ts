import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../test/browser.ts';
import { startForBrowser } from '../test/e2e-server.ts';
import { type Desk, enter, type House, hire, openBrowser } from './journey/desk.ts';

let house: House;
let desk: Desk;
let page: Page;

const PLACES = ['400 Broad St', '1000 4th Ave', '600 4th Ave'];
const PEOPLE = ['Sample Ames', 'Sample Birch', 'Sample Cole'];

beforeAll(async () => {
  house = { server: await startForBrowser(), browser: await launchBrowser(), pages: new Set() };
  desk = await hire(house, 'acquisitions', { displayName: 'Ada Acquisitions' });
  const projects: { id: string; version: number }[] = [];
  for (const address of PLACES) {
    const lead = await desk.api.post('/v1/leads', {
      address,
      city: 'Seattle',
      state: 'WA',
      zip: '98104',
      market: 'seattle',
      askCents: 64_000_000,
    });
    expect(lead.statusCode, lead.body).toBe(201);
    projects.push(lead.json());
  }
  const [{ id, version }] = projects as [{ id: string; version: number }];
  const moved = await desk.api.move(`/v1/projects/${id}`, version, { action: 'start_feasibility' });
  expect(moved.statusCode, moved.body).toBe(200);
  for (const [firstName, lastName] of PEOPLE.map((name) => name.split(' ')))
    expect((await desk.api.post('/v1/contacts', { firstName, lastName })).statusCode).toBe(201);
  await house.server.settle();
  page = await openBrowser(house);
  await page.goto('/');
  await enter(page, desk);
  await atHome();
});
afterAll(async () => {
  await house?.browser.close();
  await house?.server.close();
});

beforeEach(async () => {
  await page.goto('/');
  await atHome();
});
const atHome = (): Promise<void> => page.getByRole('heading', { level: 1, name: /day, / }).waitFor();

const press = (key: string): Promise<void> => page.keyboard.press(key);
const focused = (thing: Locator): Promise<void> => thing.and(page.locator(':focus')).waitFor();

/** The words of each row's link, from top to bottom. */
const links = (scope: Locator): Promise<string[]> => scope.locator('tbody a[data-slot=open]').allInnerTexts();

async function openPeople(): Promise<Locator> {
  await page.goto('/contacts');
  const table = page.getByRole('table', { name: 'People' });
  await table.getByRole('link', { name: PEOPLE[2]! }).waitFor();
  return table;
}

describe('without a mouse', () => {
  test('the search opens by its key, chooses by arrows and goes there by Enter', async () => {
    await press('Control+k');
    const search = page.getByRole('combobox', { name: 'Search projects, loans and contacts' });
    await focused(search);
    await search.fill('400 Broad');
    await page.getByRole('option', { name: '400 Broad St' }).waitFor();
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: '400 Broad St' }).waitFor();
    await press('Control+k');
    await search.fill('con');
    const [first, second] = [page.getByRole('option').nth(0), page.getByRole('option').nth(1)];
    await second.waitFor();
    await page.locator('[role=option][aria-selected=true]').and(first).waitFor();
    await press('ArrowDown');
    await page.locator('[role=option][aria-selected=true]').and(second).waitFor();
    await press('ArrowUp');
    await page.locator('[role=option][aria-selected=true]').and(first).waitFor();
    await press('Escape');
    await search.waitFor({ state: 'detached' });
  });

  test('a table is one stop of Tab; its rows are reached by arrows, Home and End, and opened by Enter', async () => {
    const table = await openPeople();
    const names = await links(table);
    expect(names.length).toBeGreaterThan(2);
    expect(await table.locator('tbody [tabindex="0"]').count()).toBe(1);
    const row = (at: number): Locator => table.locator(`a[data-row="${at}"]`);
    await row(0).focus();
    await press('ArrowDown');
    await focused(row(1));
    await press('End');
    await focused(row(names.length - 1));
    await press('ArrowUp');
    await focused(row(names.length - 2));
    await press('Home');
    await focused(row(0));
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: names[0]! }).waitFor();
  });

  test('the board is walked by arrows, within a column and across, and Enter opens the deal', async () => {
    await page.goto('/pipeline');
    const board = page.getByRole('group', { name: 'Deals by stage' });
    const lead = board.getByRole('region', { name: /^Lead, 2/ }).getByRole('link');
    const inFeasibility = board.getByRole('region', { name: /^Feasibility, 1/ }).getByRole('link');
    await inFeasibility.waitFor();
    expect(await board.locator('a[tabindex="0"]').count()).toBe(1);
    await lead.nth(0).focus();
    await press('ArrowDown');
    await focused(lead.nth(1));
    await press('ArrowRight');
    await focused(inFeasibility);
    await press('ArrowLeft');
    await focused(lead.nth(0));
    await press('ArrowRight');
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: PLACES[0]! }).waitFor();
  });

  test('a form opens, is filled in and closed without leaving the keys, and the focus comes back', async () => {
    await openPeople();
    const add = page.getByRole('button', { name: 'Add a person' });
    await add.focus();
    await press('Space');
    await focused(page.getByLabel('First name'));
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await focused(add);
  });
});

describe('when something is wrong', () => {
  test('what cannot be loaded says so with the number of the request, and comes when it is tried again', async () => {
    const requestId = '5f0c2f6e-0000-4000-8000-000000000001';
    await page.route('**/v1/contacts?*', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'Failed',
          status: 500,
          code: 'internal',
          detail: 'The server failed.',
          requestId,
        }),
      }),
    );
    await page.goto('/contacts');
    const error = page.getByRole('alert').filter({ hasText: 'Contacts could not be loaded' });
    await error.getByText(requestId).waitFor();
    await error.getByText('Nothing was changed and nothing is lost.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor(); // the rest of the page stays
    await page.unroute('**/v1/contacts?*');
    await error.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: PEOPLE[0]! }).waitFor();
    expect(await error.count()).toBe(0);
  });

  test('an empty list says what appears in it, and one that is filtered to nothing that nothing was found', async () => {
    await page.goto('/draws');
    await page.getByText('A draw appears here when a builder asks for money').waitFor();
    await openPeople();
    await page.getByLabel('Name or e-mail').fill('zebra');
    await page.getByRole('heading', { name: 'Nobody has this name' }).waitFor();
  });

  test('a change that somebody else was quicker with keeps what was typed, shows both versions, and can be saved then', async () => {
    const table = await openPeople();
    await table.getByRole('link', { name: PEOPLE[1]! }).click();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const form = page.getByRole('dialog', { name: 'Change the person' });
    await form.getByLabel('Company').fill('Sample Typed Inc');
    const id = page.url().split('/').at(-1)!;
    const { version } = (await desk.api.get(`/v1/contacts/${id}`)).json();
    const other = await desk.api.patch(`/v1/contacts/${id}`, version, { phone: '+1 206 555 0100' });
    expect(other.statusCode, other.body).toBe(200);
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').getByText('Somebody changed this record').waitFor();
    await page.getByRole('button', { name: 'See the change' }).click();
    const both = page.getByRole('dialog', { name: 'What changed' });
    await both.getByRole('row', { name: /Phone – \+1 ?206/ }).waitFor();
    await both.getByRole('button', { name: 'Go on with the new version' }).click();
    await both.waitFor({ state: 'detached' });
    expect(await form.getByLabel('Company').inputValue()).toBe('Sample Typed Inc');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText('Sample Typed Inc').first().waitFor();
  });
});
