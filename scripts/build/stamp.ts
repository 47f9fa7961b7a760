import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A hash of everything that a client is built from: its own files, the packages it uses, the versions of its libraries. */
export function stampOf(root: string, client: string): string {
  const own = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'].map((name) =>
    join('apps', client, name),
  );
  const shared = [
    'packages/domain/src',
    'packages/ui/src',
    'packages/api-client/src',
    'package-lock.json',
    'scripts/build',
  ];
  return hashOf(root, [...own, ...shared]);
}

/** A hash of everything that the sample book is made by: the server, the rules, the steps. */
export const stampOfSample = (root: string): string =>
  hashOf(root, [
    'apps/api/src',
    'apps/api/migrations',
    'packages/domain/src',
    'demo',
    'scripts/start',
    'package-lock.json',
  ]);

function hashOf(root: string, paths: string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((name) => filesIn(root, name))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  if (/[.][\w]+$/.test(path) && !path.endsWith('/')) return isTest(path) ? [] : [path];
  const entries = readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return entries.flatMap((entry) => {
    const name = join(path, entry.name);
    if (entry.isDirectory()) return filesIn(root, name);
    return isTest(name) ? [] : [name];
  });
}

const isTest = (path: string): boolean => /[.]test[.]tsx?$/.test(path);
