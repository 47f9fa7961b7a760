import { DEAL_ORDER } from '../architecture/rules.ts';
import { deadFiles } from './dead-files.ts';
import { isGenerated, type RepoFile } from './files.ts';

const MAX_BYTES = 250_000;
const MAX_LINES = 400;
const CODE = /[.](ts|tsx|mjs|cjs|css|sql)$/;
const TEST = /[.]test[.]tsx?$/;

type Check = (files: RepoFile[]) => string[];

/** What `npm test` refuses beside what Biome and the import rules see; each gives the places it dislikes. */
export const CHECKS: Record<string, Check> = {
  'nothing refers to this file': deadFiles,
  'larger than 250 KB': (files) =>
    files
      .filter(({ path, bytes }) => bytes > MAX_BYTES && !isGenerated(path))
      .map(({ path, bytes }) => `${path} (${Math.ceil(bytes / 1000)} KB)`),
  'longer than 400 lines': (files) =>
    files
      .filter(({ path, lines }) => CODE.test(path) && lines.length > MAX_LINES && !isGenerated(path))
      .map(({ path, lines }) => `${path} (${lines.length})`),
  // A note for later names its issue: "(#12)" behind the word.
  'a note for later without an issue': (files) =>
    matches(files, /\b(?:TO-?DO|FIX-?ME|X{3})\b(?!\(#\d+\))/, (path) => !path.endsWith('.test.ts')),
  'a path or address of somebody’s machine': (files) =>
    matches(
      files,
      /(?<![\w.:}-])\/(?:home|Users|root|work)\/[\w.-]+\/|\bregistry\.npmjs\.org\b|\blocalhost:4873\b/,
      (path) => !isGenerated(path) && !TEST.test(path),
    ),
  'a default export': (files) =>
    matches(
      files,
      /^export default\b/,
      (path) => /[.]tsx?$/.test(path) && !/vi(te|test)[.]config[.]ts$/.test(path),
    ),
  'a module without README.md': (files) =>
    modules(files).filter((folder) => !files.some(({ path }) => path === `${folder}/README.md`)),
  'a module that is not in the deal order': (files) =>
    modules(files).filter((folder) => !DEAL_ORDER.includes(folder.split('/').at(-1) ?? '')),
  'a gap or a repetition in the numbers': (files) => [
    ...misnumbered(files, /^docs\/decisions\/(\d+)-[^/]+[.]md$/),
    ...misnumbered(files, /^apps\/api\/migrations\/(\d+)-[^/]+[.]sql$/),
  ],
  'a clock or chance in the domain, whose functions take `today` as an argument': (files) =>
    matches(
      files,
      /\bDate\.now\(|\bnew Date\(\)|\bTemporal\.Now\b|\bMath\.random\(/,
      (path) => path.startsWith('packages/domain/src/') && !TEST.test(path),
    ),
  'a query outside *.repo.ts': (files) =>
    matches(
      files,
      /\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|\bsql(?:<[^>]*>)?`/,
      (path) =>
        /^apps\/api\/src\/(?:modules|app|events|integrations)\//.test(path) &&
        !path.endsWith('.repo.ts') &&
        !path.includes('/test/') &&
        !TEST.test(path),
    ),
};

function matches(files: RepoFile[], pattern: RegExp, within: (path: string) => boolean): string[] {
  return files
    .filter(({ path }) => within(path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, i) =>
        pattern.test(line) ? [`${path}:${i + 1}: ${line.trim().slice(0, 120)}`] : [],
      ),
    );
}

function modules(files: RepoFile[]): string[] {
  return [
    ...new Set(files.flatMap(({ path }) => /^apps\/api\/src\/modules\/[^/]+(?=\/)/.exec(path)?.[0] ?? [])),
  ];
}

function misnumbered(files: RepoFile[], pattern: RegExp): string[] {
  const numbered = files
    .filter(({ path }) => pattern.test(path))
    .map(({ path }) => ({ path, number: pattern.exec(path)?.[1] }));
  return numbered
    .filter(({ number }, i) => number !== String(i + 1).padStart(4, '0'))
    .slice(0, 1)
    .map(({ path }) => `${path}: expected a number one above the file before it`);
}
