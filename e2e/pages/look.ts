import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** In other colours a page can only fail by its colours. */
const RULES = { all: {}, colours: { runOnly: ['color-contrast'] } };

/* The rows of a long table are alike. */
const SPARED = 'tbody tr:nth-child(n+17)';

/** What axe calls serious or critical on the page as it stands, with the first place of each. */
export async function faults(page: Page, rules: keyof typeof RULES = 'all'): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe);
  const options = JSON.stringify({ resultTypes: ['violations'], ...RULES[rules] });
  return page.evaluate<string[]>(`axe.run({ exclude: '${SPARED}' }, ${options}).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 160)))`);
}

/** How far the page can be moved sideways, in pixels, and what stands out most. */
export const overflow = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const [widest] = [...document.querySelectorAll('main *')]
      .map((element) => ({ element, right: element.getBoundingClientRect().right }))
      .sort((a, b) => b.right - a.right);
    return ['moves sideways by ' + (scrollWidth - clientWidth) + ' px: ' + widest?.element.outerHTML.slice(0, 120)];
  })()`);

/** Goes to another page as a link does, without loading the app anew. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate<void>(`{
    const link = Object.assign(document.createElement('a'), { href: ${JSON.stringify(path)} });
    document.querySelector('main').append(link);
    link.click();
    link.remove();
  }`);
  await page
    .waitForURL((url) => (url.pathname + url.search).startsWith(path)) // a draft goes on to its form
    .catch(() => {
      throw new Error(`${path} led to ${page.url()}`);
    });
}

export const DESK = { width: 1440, height: 900 };
export const TABLET = { width: 820, height: 1180 };
export const PHONE = { width: 390, height: 844 };

/** Shows the page in another width or in other colours, and waits until they are there. */
export async function show(page: Page, size: typeof DESK, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme });
  // A predicate of Playwright's would be compiled in the page, which its content security policy forbids.
  await page.evaluate<void>(`new Promise((done) => {
    const look = () =>
      innerWidth === ${size.width} && document.documentElement.dataset.mantineColorScheme === '${colorScheme}'
        ? done()
        : requestAnimationFrame(look);
    look();
  })`);
  await page.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    .then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
    .then(() => undefined)`);
}
