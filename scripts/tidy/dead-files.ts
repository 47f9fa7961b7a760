import { posix } from 'node:path';
import type { RepoFile } from './files.ts';

const SOURCE = /[.](ts|tsx|css|js|mjs|cjs)$/;
const TEST = /[.]test[.]tsx?$/;
/** Found by their name or place rather than by an import. */
const ENTRY = /[.](test|gen|d)[.]tsx?$|(^|\/)vi(te|test)[.]config[.]ts$|^apps\/\w+\/public\//;

/**
 * Source files that nothing refers to: no import, script of a package.json, page, worker URL or config names them. A
 * file that only tests use is dead too, unless it lies with the tests or in packages/domain: its functions are offered
 * to whoever reckons with deals, and a test that proves one is a reader of it.
 */
export function deadFiles(files: RepoFile[]): string[] {
  const sources = files.map(({ path }) => path).filter((path) => SOURCE.test(path));
  const packages = packageFolders(files);
  const known = new Set(sources);
  const alive = new Set<string>();
  for (const file of files) {
    if (file.path.endsWith('.md') || file.path === 'package-lock.json') continue;
    for (const name of namesIn(file.text)) {
      const target = candidates(file.path, name, packages).find(
        (path) => known.has(path) && path !== file.path,
      );
      if (target && (!TEST.test(file.path) || isForTests(target))) alive.add(target);
    }
  }
  return sources.filter((path) => !alive.has(path) && !ENTRY.test(path));
}

const isForTests = (path: string): boolean =>
  /(^|\/)(test|testing|e2e|bench)\/|^packages\/domain\/src\//.test(path) ||
  /[.](fixture|testing)[.]tsx?$/.test(path);

/** Whatever is quoted, or stands as a word of a command line, and could be the path of a source file. */
function namesIn(text: string): Set<string> {
  return new Set(
    [...text.matchAll(/[@\w./-]*[\w-]/g)]
      .map(([name]) => name)
      .filter((name) => name.includes('/') || SOURCE.test(name)),
  );
}

function candidates(from: string, name: string, packages: Map<string, string>): string[] {
  const bases = [
    posix.join(posix.dirname(from), name),
    name.replace(/^\//, ''),
    posix.join(packageOf(from), name),
  ];
  const [scope, own, ...rest] = name.split('/');
  const folder = packages.get(`${scope}/${own}`);
  if (folder) bases.push(posix.join(folder, 'src', rest.join('/') || 'index'));
  return bases.flatMap((base) => [base, `${base}.ts`, `${base}.tsx`]);
}

/** `apps/web/index.html` names `/src/main.tsx` from its own package. */
const packageOf = (path: string): string => path.split('/').slice(0, 2).join('/');

function packageFolders(files: RepoFile[]): Map<string, string> {
  const manifests = files.filter(({ path }) => /^(apps|packages)\/[^/]+\/package[.]json$/.test(path));
  return new Map(
    manifests.map(({ path, text }) => [(JSON.parse(text) as { name: string }).name, posix.dirname(path)]),
  );
}
