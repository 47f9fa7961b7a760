import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the repository: committed, or about to be. */
export interface RepoFile {
  path: string;
  bytes: number;
  /** Empty for what is not text. */
  text: string;
  lines: string[];
}

/** All files under `root` that git knows or would take up (so neither node_modules nor build output). */
export function repoFiles(root: string): RepoFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  const paths = [...new Set(listed.toString().split('\0').filter(Boolean))].sort();
  return paths.filter((path) => existsSync(join(root, path))).map((path) => read(root, path));
}

function read(root: string, path: string): RepoFile {
  const full = join(root, path);
  const content = statSync(full).isFile() ? readFileSync(full) : Buffer.alloc(0);
  const text = content.subarray(0, 8000).includes(0) ? '' : content.toString('utf8');
  return { path, bytes: content.length, text, lines: text === '' ? [] : text.replace(/\n$/, '').split('\n') };
}

/** Written by a program, so long and not ours to shorten. */
export const isGenerated = (path: string): boolean =>
  path.endsWith('.gen.ts') || path === 'package-lock.json' || path === 'apps/api/openapi.json';
