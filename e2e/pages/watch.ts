import type { Page, Request } from 'playwright-core';

export interface Watch {
  /** Waits until nothing is asked of the server, nothing is left to do, and nothing is drawn as loading. */
  quiet(): Promise<void>;
  /** What went wrong since this was asked last: words of the console, requests that failed. */
  heard(): string[];
}

/** Listens to a page from now on. */
export function watch(page: Page): Watch {
  let wrong: string[] = [];
  const open = new Set<Request>();
  let asked = 0;
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('request', (request) => {
    open.add(request);
    asked++;
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => {
    open.delete(request);
    // A page that is left gives up what it still waited for.
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') wrong.push(`${request.method()} ${request.url()}: ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400)
      wrong.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
  });
  return {
    async quiet() {
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      // What came in is drawn, and may ask for more: only a page that has nothing left to do, twice, is done.
      for (let idle = 0, before = asked; idle < 2; idle++) {
        await page.evaluate<void>(IDLE);
        if (open.size === 0 && asked === before) continue;
        before = asked;
        idle = -1;
      }
      await page.locator('[role=status][aria-label=Loading]').first().waitFor({ state: 'detached' });
    },
    heard() {
      const told = wrong;
      wrong = [];
      return told;
    },
  };
}

/* Of all tasks of the page one of this priority comes last. */
const IDLE = `scheduler.postTask(() => {}, { priority: 'background' })`;
