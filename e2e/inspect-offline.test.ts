import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type DrawLoan,
  givenDraft,
  givenDrawLoan,
  today,
} from '../apps/api/src/modules/servicing/test/given-draw.ts';
import { type SignedIn, signIn } from '../test/actors.ts';
import { launchBrowser } from '../test/browser.ts';
import { type BrowserServer, givePassword, startForBrowser } from '../test/e2e-server.ts';

const PATIENCE_MS = 30_000;

let server: BrowserServer;
let browser: Browser;
let builder: SignedIn;
let servicing: SignedIn;
let inspector: SignedIn;
let password: string;
let loan: DrawLoan;
let drawId: string;
let visitId: string;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  server = await startForBrowser();
  browser = await launchBrowser();
  builder = await signIn(server, 'builder', { displayName: 'Sample Builder LLC' });
  servicing = await signIn(server, 'servicing');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  inspector = await signIn(server, 'inspector', { contact: true, displayName: 'Sample Inspector' });
  password = await givePassword(inspector);
  loan = await givenDrawLoan({ borrower: builder });
  const draft = await givenDraft(builder, loan, { Framing: 30_000, Roofing: 20_000 });
  drawId = draft.id;
  const asked = (await builder.move(`/v1/draws/${drawId}`, draft.version, { action: 'request' })).json();
  const planned = await servicing.move(`/v1/draws/${drawId}`, asked.version, {
    action: 'schedule_inspection',
    data: { inspectorId: inspector.contactId, date: today() },
  });
  visitId = planned.json().inspection.id;
  context = await browser.newContext({ viewport: { width: 820, height: 1180 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE_MS);
  page = await context.newPage();
  await enter();
});
afterEach(() => context.close());

/** Signs in and waits until program and visit are on the device. */
async function enter(): Promise<void> {
  await page.goto(`${server.url}/inspect/`);
  await page.getByLabel('E-mail').fill(inspector.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Ready offline').waitFor();
  await page.waitForFunction(PROGRAM_IS_KEPT);
}

/* Text, because the tests are typed without a browser. */
const PROGRAM_IS_KEPT = `navigator.serviceWorker.ready.then(({ active }) =>
  active.state === 'activated' && navigator.serviceWorker.controller !== null)`;
const CONTROLS = 'main button, main a, main textarea, footer button, header button, header a';
const SMALL_CONTROLS = `[...document.querySelectorAll('${CONTROLS}')]
  .map((element) => ({ element, box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.height < 48 || box.width < 48))
  .map(({ element }) => element.outerHTML.slice(0, 120))`;

const theVisit = async () => (await inspector.get(`/v1/inspections/${visitId}`)).json();
const openVisit = () => page.getByRole('link', { name: /600 4th Ave/ }).click();
const saved = () => page.locator('[role=status][data-state=saved]').waitFor();

async function judgeAll(): Promise<void> {
  for (let i = 0; i < 4; i++) await page.getByRole('button', { name: 'Framing: more' }).click();
  await page.getByRole('button', { name: 'Roofing: more' }).click();
  await page.getByRole('button', { name: /^Same 0%/ }).click();
}

async function sign(): Promise<void> {
  await page.getByRole('button', { name: 'Finish and sign' }).click();
  await page.getByLabel('Your full name').fill('Sample Inspector');
  await page.getByRole('button', { name: 'Sign and finish' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** A photo as a camera makes it: larger than what is kept, with its moment. */
const photo = async () => ({
  name: 'IMG_0001.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#a0b0c0' } })
    .withExif({ IFD2: { DateTimeOriginal: '2026:11:20 13:49:07' } })
    .jpeg()
    .toBuffer(),
});

/** The battery dies: the page goes without a word, and the app is opened anew. */
async function dieAndReopen(): Promise<void> {
  await page.close({ runBeforeUnload: false });
  page = await context.newPage();
  await page.goto(`${server.url}/inspect/visits/${visitId}`);
  await page.getByRole('heading', { name: '600 4th Ave' }).waitFor();
}

describe('an inspection without a network', () => {
  test('is recorded, survives a dead battery, and is on the server once when the network is back', async () => {
    const submits: Request[] = [];
    await context.route('**/transitions', (route) => {
      if (route.request().postDataJSON().action === 'submit') submits.push(route.request());
      return route.continue();
    });
    await context.setOffline(true);
    await page.reload();
    await openVisit();
    const finish = page.getByRole('button', { name: 'Finish and sign' });
    expect(await finish.getAttribute('aria-disabled')).toBe('true');
    await judgeAll();
    await page.getByRole('button', { name: /^Framing Last/ }).click();
    await page.getByLabel('Choose photos of Framing').setInputFiles(await photo());
    await page.getByRole('button', { name: /^Photo of Framing/ }).waitFor();
    await page.getByLabel('Note on Framing').fill('Second floor is up.');
    await saved();
    await page.getByText(/No signal since .* Only on this device: 1 visit, 3 lines, 1 photo\./).waitFor();

    await dieAndReopen();
    expect(await page.getByRole('spinbutton').allInnerTexts()).toEqual(['20%\n+20', '5%\n+5', '0%\nsame']);
    await page.getByRole('button', { name: /^Framing Last/ }).click();
    expect(await page.getByLabel('Note on Framing').inputValue()).toBe('Second floor is up.');
    await page.getByRole('button', { name: /^Photo of Framing/ }).waitFor();
    await sign();
    await page.getByText('Only on this device').first().waitFor();
    expect(await theVisit()).toMatchObject({ state: 'scheduled', linesSet: 0 });

    await page.reload();
    await context.setOffline(false);
    await page
      .getByText(/^Sent \d/)
      .first()
      .waitFor();
    await server.settle();
    const done = await theVisit();
    expect(done).toMatchObject({ state: 'submitted', lineCount: 3, linesSet: 3 });
    expect(done.lines.map((line: { percent: number }) => line.percent)).toEqual([20, 5, 0]);
    expect(done.reports).toHaveLength(1);
    const [report] = done.reports;
    expect(report.photos).toEqual([{ documentId: expect.any(String), budgetLineId: loan.lines.Framing }]);
    expect(Date.parse(report.startedAt)).toBeLessThanOrEqual(Date.parse(report.submittedAt));
    const picture = (await inspector.get(`/v1/documents/${report.photos[0].documentId}`)).json();
    expect(picture).toMatchObject({
      kind: 'photo',
      state: 'ready',
      width: 2048,
      height: 1365,
      takenAt: '2026-11-20T13:49:07',
    });

    await replay(submits[0]!, submits[0]!.headers()['idempotency-key']!);
    await replay(submits[0]!, 'a-key-that-was-never-used');
    expect(await theVisit()).toEqual(done);
  });

  test('reaches the server once although the answer was lost on the way', async () => {
    let lost = 0;
    await context.route('**/transitions', async (route) => {
      if (lost > 0 || route.request().postDataJSON().action !== 'submit') return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await openVisit();
    await judgeAll();
    await sign();
    await expect.poll(async () => (await theVisit()).reports.length, { timeout: PATIENCE_MS }).toBe(1);
    await page
      .getByText(/^Sent \d/)
      .first()
      .waitFor();
    expect(lost).toBe(1);
    expect((await theVisit()).reports).toHaveLength(1);
  });

  test('keeps everything when the office has cancelled the visit meanwhile, and says so', async () => {
    await openVisit();
    await context.setOffline(true);
    await judgeAll();
    await sign();
    const draw = (await servicing.get(`/v1/draws/${drawId}`)).json();
    await servicing.move(`/v1/draws/${drawId}`, draw.version, { action: 'withdraw', reason: 'Asked twice.' });
    await context.setOffline(false);
    await page.getByText('The office has another version of this visit').first().waitFor();
    await page.getByRole('button', { name: 'Compare both' }).first().click();
    await page.getByText(/The office has this visit as cancelled/).waitFor();
    await page.getByRole('button', { name: 'The office’s counts' }).click();
    await page.getByText('Put aside: the office’s version counts.').waitFor();
    expect(await page.getByRole('row', { name: /^Framing/ }).innerText()).toContain('20%');
    expect((await theVisit()).reports).toEqual([]);
  });

  test('shows both versions when another device was at the same line, and sends the one that was chosen', async () => {
    await openVisit();
    await page
      .getByRole('button', { name: /^Same 0%/ })
      .first()
      .click();
    // What is set is at the office while the visit goes on.
    await expect.poll(async () => (await theVisit()).linesSet, { timeout: PATIENCE_MS }).toBe(1);
    await context.setOffline(true);
    const other = await theVisit();
    await inspector.patch(`/v1/inspections/${visitId}`, other.version, {
      deviceId: 'another-device',
      lines: [{ budgetLineId: loan.lines.Roofing, percent: 50 }],
    });
    await page.getByRole('button', { name: 'Roofing: more' }).click();
    await page.getByRole('button', { name: /^Same 0%/ }).click();
    await sign();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Compare both' }).first().click();
    expect(
      await page
        .getByRole('dialog')
        .getByRole('row', { name: /^Roofing/ })
        .innerText(),
    ).toMatch(/5%\s+50%/);
    expect((await theVisit()).reports).toEqual([]);
    await page.getByRole('button', { name: 'Send mine' }).click();
    await page
      .getByText(/^Sent \d/)
      .first()
      .waitFor();
    expect((await theVisit()).lines[1]).toMatchObject({ name: 'Roofing', percent: 5 });
  });

  test('begins another round with the same values when the office returns it', async () => {
    await openVisit();
    await judgeAll();
    await sign();
    await page
      .getByText(/^Sent \d/)
      .first()
      .waitFor();
    const first = await theVisit();
    await servicing.move(`/v1/inspections/${visitId}`, first.version, {
      action: 'return',
      reason: 'The north side is missing.',
    });
    await page.getByRole('button', { name: /menu$/ }).click();
    await page.getByRole('button', { name: 'Send and download now' }).click();
    await page.getByText('Returned by the office.').waitFor();
    expect(await page.getByRole('spinbutton').first().innerText()).toBe('20%\n+20');
    await page.getByRole('button', { name: 'Framing: less' }).click();
    await sign();
    await expect.poll(async () => (await theVisit()).reports.length, { timeout: PATIENCE_MS }).toBe(2);
    const { reports } = await theVisit();
    const framing = (round: number) =>
      reports[round].lines.find((line: { budgetLineId: string }) => line.budgetLineId === loan.lines.Framing);
    expect([framing(0).percent, framing(1).percent]).toEqual([20, 15]);
  });

  test('waits for a sign-in when the session has ended, then goes out by itself', async () => {
    await openVisit();
    await context.setOffline(true);
    await judgeAll();
    await sign();
    await context.clearCookies();
    await page.reload();
    await context.setOffline(false);
    await page.getByText(/Sign in again to send\. Only on this device: 1 visit, 3 lines\./).waitFor();
    expect((await theVisit()).reports).toEqual([]);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByText(/^Sent \d/)
      .first()
      .waitFor();
    expect((await theVisit()).state).toBe('submitted');
  });

  test.each([390, 820, 1440])('is a page without faults of access at %i px', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    expect(await faults()).toEqual([]);
    await openVisit();
    await page.getByRole('button', { name: /^Framing Last/ }).click();
    await page.getByLabel('Note on Framing').waitFor();
    expect(await faults()).toEqual([]);
    expect(await tooSmall()).toEqual([]);
    await judgeAll();
    await page.getByRole('button', { name: 'Finish and sign' }).click();
    await page.getByLabel('Your full name').waitFor();
    expect(await faults()).toEqual([]);
  });
});

async function replay(request: Request, key: string): Promise<void> {
  const { 'if-match': version = '' } = request.headers();
  const answer = await inspector.call('POST', new URL(request.url()).pathname, {
    body: request.postDataJSON(),
    key,
    version: Number(version.replaceAll('"', '')),
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.json().reports).toHaveLength(1);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe calls serious or critical. */
async function faults(): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations.map(({ id, impact, nodes }) => ({ id, impact, at: nodes[0]?.html }));
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, at }) => `${id}: ${at}`);
}
type Violation = { id: string; impact: string; nodes: { html: string }[] };

/** Controls in sight that are less than 48 px high or wide. */
const tooSmall = (): Promise<string[]> => page.evaluate<string[]>(SMALL_CONTROLS);
