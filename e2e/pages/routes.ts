import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Permission, permissionsOf, ROLES, type Role } from '@connect/domain/permissions';

export interface Route {
  /** As in the table: `/loans/$id/$tab`. */
  path: string;
  /** One of these is enough; none means everybody who is signed in. */
  needs: Permission[];
}

const SOURCES = join(import.meta.dirname, '../../apps/web/src');

/* The app's own tables are read, so that a new page or tab is looked at from its first day. */
const read = (file: string): string => readFileSync(join(SOURCES, file), 'utf8');

/** The pages under the shell. */
export function routes(): Route[] {
  const [, table = ''] = read('app/routes.tsx').split('shell.addChildren([');
  const found = table
    .split(/\bpage\(/)
    .slice(1)
    .map(routeOf);
  return many(found, 40).filter(({ path }) => path !== '/$');
}

function routeOf(text: string): Route {
  const path = /'([^']+)'/.exec(text)?.[1] ?? '';
  const needs = /needs: ('[^']+'|\[[^\]]+\])/.exec(text)?.[1] ?? '';
  return { path, needs: [...needs.matchAll(/'([^']+)'/g)].map(([, name]) => name as Permission) };
}

/** The pages that one sees without having signed in. */
export const openPaths = (): string[] => many(all(read('app/routes.tsx'), /^ {2}open\('([^']+)'/gm), 5);

/** The keys of the tabs of a project's page and of a loan's. */
export const projectTabs = (): string[] => tabsOf('pages/deals/project-tabs.tsx');
export const loanTabs = (): string[] => tabsOf('pages/lending/loan-tabs.ts');

const tabsOf = (file: string): string[] => many(all(read(file), /^ {4}key: '(\w+)'/gm), 5);
const all = (text: string, what: RegExp): string[] => [...text.matchAll(what)].map(([, found = '']) => found);

function many<T>(found: T[], least: number): T[] {
  if (found.length < least) throw new Error('The table is not written as it was; read it anew.');
  return found;
}

export const mayOpen = (role: Role, { needs }: Route): boolean =>
  needs.length === 0 || needs.some((permission) => permissionsOf(role).includes(permission));

/** The pages at which a role is turned away in its test: among them, the roles meet every page that anybody is refused. */
export function refusedTo(role: Role): Route[] {
  const refused = routes().filter((route) => !mayOpen(role, route));
  const mine = routes().filter((route, index) => {
    const turnedAway = ROLES.filter((each) => !mayOpen(each, route));
    return turnedAway[index % turnedAway.length] === role;
  });
  return mine.length > 0 ? mine : refused.slice(0, 1);
}
