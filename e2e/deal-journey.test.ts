import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signIn } from '../test/actors.ts';
import { launchBrowser } from '../test/browser.ts';
import { travelTo } from '../test/clock.ts';
import { startForBrowser } from '../test/e2e-server.ts';
import { decide, deliver, orderReports, submitLead } from './journey/acquire.ts';
import { type Cast, castFor, GUARANTOR } from './journey/cast.ts';
import { weeksAgo } from './journey/dates.ts';
import type { House } from './journey/desk.ts';
import { approve, inspect, requestDraw, review, schedule } from './journey/draw.ts';
import { entitle } from './journey/entitle.ts';
import { approveAndSend, createLoan, fundAndPledge, mailedLinks, signerEmails } from './journey/lend.ts';
import { closeMonth, payOff, payOut, readStory, seeBalances } from './journey/service.ts';
import { isRefused, keepPapers, signByLink } from './journey/sign.ts';
import { STORY } from './journey/story.ts';

let house: House;
let cast: Cast;
let backToToday = (): void => {};
let failed = false;

/* Until the loan is funded it is last month, so that there is a month to close. */
beforeAll(async () => {
  backToToday = travelTo(weeksAgo());
  const server = await startForBrowser();
  house = { server, browser: await launchBrowser(), pages: new Set() };
  cast = await castFor(house);
  await server.settle();
  await server.work();
});
afterAll(async () => {
  backToToday();
  await house?.browser.close();
  await house?.server.close();
});

beforeEach(() => {
  if (failed) throw new Error('The step before this one failed.');
});

/* A step that failed leaves its browsers open: their pictures go to a folder of the system's. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail' || failed) return;
  failed = true;
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
  });

  test('4. the loan comes out of the project, is approved by another, signed by link and on paper, funded, pledged', async () => {
    const loanId = await createLoan(house, cast);
    await approveAndSend(house, cast);
    const [borrower = '', guarantor = ''] = await mailedLinks(house, cast, signerEmails(cast));
    await signByLink(house, borrower, 'Sample Builder');
    await signByLink(house, guarantor, GUARANTOR);
    await isRefused(house, guarantor, 'You have signed');
    await keepPapers(house, cast);
    await fundAndPledge(house, cast);
    const reader = await signIn(house.server, 'manager');
    const loan = (await reader.get(`/v1/loans/${loanId}`)).json();
    expect(loan).toMatchObject({ state: 'recorded', projectId });
  });

  test('5. draw 1: asked for on a phone, inspected without a network, approved by two, paid by the bank’s file', async () => {
    backToToday();
    await requestDraw(house, cast);
    await schedule(house, cast);
    await inspect(house, cast);
    await review(house, cast);
    await approve(house, cast);
    await payOut(house, cast);
    await seeBalances(house, cast);
  });

  test('6. month end, payment, payoff, lien release: the project closes and its timeline tells all of it', async () => {
    const interest = await closeMonth(house, cast);
    await payOff(house, cast, interest);
    const story = await readStory(house, cast);
    let at = 0;
    for (const [what, who] of STORY) {
      at = story.findIndex((line, index) => index >= at && line.includes(what));
      expect(at, `after what comes before: ${what}`).not.toBe(-1);
      expect(story[at]).toMatch(new RegExp(`${who}, \\d+:\\d\\d [AP]M`));
    }
  });
});
