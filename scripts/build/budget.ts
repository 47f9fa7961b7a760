import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Permission, permissionsOf, ROLES, type Role } from '@connect/domain/permissions';

const ROOT = join(import.meta.dirname, '../..');
const DIST = join(ROOT, 'apps/web/dist');
const PANELS = join(ROOT, 'apps/web/src/pages/home/panels.ts');

/** What sign-in and the home page of any role may load of JavaScript, as it travels: brotli. */
export const BUDGET_BYTES = 200 * 1024;

/** What every role loads between the door and its home page. */
const EVERYBODY = [
  'index.html',
  'src/pages/account/sign-in.tsx',
  'src/app/shell.tsx',
  'src/pages/home/home.tsx',
];

/** Vite's own list of what it built: by source, the file, what it imports at once. */
type Manifest = Record<string, { file: string; imports?: string[] }>;

/**
 * Adds up the built web app's JavaScript from the door to each role's home page: what index.html loads, the sign-in page, the shell, the
 * home page and the role's panels, each with what it imports. Answers a sentence for each limit exceeded; throws when the app is not built.
 */
export async function checkBudget(folder = DIST): Promise<string[]> {
  const found = (await bytesByRole(folder)).filter(({ bytes }) => bytes > BUDGET_BYTES);
  return found.map(
    ({ role, bytes }) =>
      `Sign-in and the home page of ${role} load ${kilobytes(bytes)} of JavaScript (brotli); the limit is ${kilobytes(BUDGET_BYTES)}.`,
  );
}

/** What each role loads, in bytes of brotli. Throws when a part that is counted has no file of its own in the build. */
export async function bytesByRole(folder = DIST): Promise<{ role: Role; bytes: number }[]> {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
  const panels = await panelModules();
  return ROLES.map((role) => {
    const parts = [...EVERYBODY, ...panels.filter(({ sees }) => sees(role)).map(({ module }) => module)];
    const files = [...withImports(manifest, parts)];
    return { role, bytes: files.reduce((sum, file) => sum + travelling(join(folder, file)), 0) };
  });
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

interface Panel {
  roles?: readonly Role[];
  needs?: Permission;
  Component: { _payload?: { _result?: unknown } };
}

/** The home page's own table of panels: which module each loads, and for whom. Throws when a panel does not say what it loads. */
async function panelModules(): Promise<{ module: string; sees: (role: Role) => boolean }[]> {
  // By a path in a variable: the web app is typed for browsers, and only its table is wanted here.
  const { PANELS: panels } = (await import(PANELS)) as { PANELS: readonly Panel[] };
  return panels.map(({ roles, needs, Component }) => {
    const [, path] = /import\('([^']+)[.]tsx'\)/.exec(String(Component._payload?._result)) ?? [];
    if (!path) throw new Error('A panel of the home page does not say what it loads.');
    return {
      module: join('src/pages/home', `${path}.tsx`),
      sees: (role) => (!roles || roles.includes(role)) && (!needs || permissionsOf(role).includes(needs)),
    };
  });
}

/** The files of the given sources and of everything that they import, not of what they load later. */
function withImports(manifest: Manifest, sources: readonly string[]): Set<string> {
  const files = new Map<string, string>();
  const visit = (source: string): void => {
    if (files.has(source)) return;
    const chunk = manifest[source];
    if (!chunk) throw new Error(`The build has no file of its own for ${source}, so it cannot be counted.`);
    files.set(source, chunk.file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const source of sources) visit(source);
  return new Set(files.values());
}

/** Small files travel as they are. */
const travelling = (path: string): number => statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
