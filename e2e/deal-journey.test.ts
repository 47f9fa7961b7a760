import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../test/browser.ts';
import { travelTo } from '../test/clock.ts';
import { startForBrowser } from '../test/e2e-server.ts';
import { decide, deliver, orderReports, submitLead } from './journey/acquire.ts';
import { type Cast, castFor } from './journey/cast.ts';
import { weeksAgo } from './journey/dates.ts';
import type { House } from './journey/desk.ts';
import { entitle } from './journey/entitle.ts';

let house: House;
let cast: Cast;
let goHome = (): void => {};

/* The loan is funded last month, so that there is a month to close. */
beforeAll(async () => {
  goHome = travelTo(weeksAgo());
  const server = await startForBrowser({}, { worker: true });
  house = { server, browser: await launchBrowser(), pages: new Set() };
  cast = await castFor(house);
});
afterAll(async () => {
  goHome();
  await house?.browser.close();
  await house?.server.close();
});

/* A step that failed leaves its browsers open: their pictures go to a folder of the system's. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const folder = mkdtempSync(join(tmpdir(), 'connect-journey-'));
  for (const [index, page] of [...house.pages].entries()) {
    await page.screenshot({ path: join(folder, `${index}.png`), fullPage: true }).catch(() => {});
    await page.context().close();
  }
  console.error(`What the browsers showed is in ${folder}`);
});

describe('one deal from lead to lien release, in the browser', () => {
  let projectId: string;

  test('1. an agent submits a lead and is told that it came in', async () => {
    projectId = await submitLead(house, cast);
  });

  test('2. acquisitions orders reports, the consultants deliver, a proforma is saved and GO decided', async () => {
    await orderReports(house, cast);
    await deliver(house, cast.surveyor, 'Survey');
    await deliver(house, cast.title, 'Title report');
    await deliver(house, cast.arborist, 'Arborist report');
    expect(await decide(house, cast)).toMatch(/^SEA-\d{4}-0001$/);
  });

  test('3. entitlement picks a plan, and the permit comes through after one round of corrections', async () => {
    await entitle(house, cast);
    expect(projectId).toBeTruthy();
  });
});
