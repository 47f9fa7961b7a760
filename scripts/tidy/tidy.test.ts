import { expect, test } from 'vitest';
import { CHECKS } from './checks.ts';
import type { RepoFile } from './files.ts';

const file = (path: string, text = '', bytes = text.length): RepoFile => ({
  path,
  text,
  bytes,
  lines: text.split('\n'),
});
const complaints = (files: RepoFile[]) =>
  Object.fromEntries(
    Object.entries(CHECKS).flatMap(([name, check]) =>
      check(files).length > 0 ? [[name, check(files)]] : [],
    ),
  );
const MODULE = 'apps/api/src/modules/lending';
const later = ['TO', 'DO'].join('');

const TIDY = [
  file('package.json', '{"scripts": {"start": "node scripts/start.ts"}}'),
  file('packages/domain/package.json', '{"name": "@connect/domain"}'),
  file(
    'packages/domain/src/money.ts',
    `// ${later}(#12) more currencies\nexport const today = (now: Date) => now;`,
  ),
  file('scripts/start.ts', "import '../apps/api/src/app/main.ts';"),
  file(
    'apps/api/src/app/main.ts',
    "import '../modules/lending/index.ts';\nimport { a } from '@connect/domain/money';",
  ),
  file(`${MODULE}/README.md`),
  file(`${MODULE}/index.ts`, "export { approve } from './lending.repo.ts';"),
  file(`${MODULE}/lending.repo.ts`, "db.selectFrom('lending.loans');"),
  file(`${MODULE}/lending.test.ts`, "import '../../../../../test/database.ts';"),
  file('test/database.ts'),
  file('apps/web/index.html', '<script type="module" src="/src/main.tsx"></script>'),
  file('apps/web/src/main.tsx', "import './main.css';\nnew Worker(new URL('./worker.ts', import.meta.url));"),
  file('apps/web/src/main.css'),
  file('apps/web/src/worker.ts', "fetch('/v1/work/main-street');"),
  file('docs/decisions/0001-first.md'),
  file('docs/decisions/0002-second.md'),
  file('apps/api/migrations/0001-first.sql'),
  file('package-lock.json', '', 900_000),
  file('packages/api-client/src/schema.gen.ts', 'x\n'.repeat(5000)),
];

test('a tidy repository passes', () => {
  expect(complaints(TIDY)).toEqual({});
});

test.each<[string, RepoFile, string]>([
  ['nothing refers to this file', file('apps/web/src/forgotten.ts'), 'apps/web/src/forgotten.ts'],
  ['larger than 250 KB', file('docs/film.png', '', 250_001), 'docs/film.png (251 KB)'],
  ['longer than 400 lines', file('apps/web/src/a.test.ts', '\n'.repeat(400)), 'apps/web/src/a.test.ts (401)'],
  [
    'a note for later without an issue',
    file('docs/x.md', `// ${later}: later`),
    `docs/x.md:1: // ${later}: later`,
  ],
  [
    'a path or address of somebody’s machine',
    file('docs/x.md', 'see\n/home/sample/notes.txt'),
    'docs/x.md:2: /home/sample/notes.txt',
  ],
  [
    'a default export',
    file('apps/web/src/a.test.ts', 'export default 1;'),
    'apps/web/src/a.test.ts:1: export default 1;',
  ],
  ['a module without README.md', file('apps/api/src/modules/tasks/a.test.ts'), 'apps/api/src/modules/tasks'],
  [
    'a module that is not in the deal order',
    file('apps/api/src/modules/misc/README.md'),
    'apps/api/src/modules/misc',
  ],
  [
    'a gap or a repetition in the numbers',
    file('docs/decisions/0004-late.md'),
    'docs/decisions/0004-late.md: expected a number one above the file before it',
  ],
  [
    'a gap or a repetition in the numbers',
    file('apps/api/migrations/0001-twin.sql'),
    'apps/api/migrations/0001-twin.sql: expected a number one above the file before it',
  ],
  [
    'a clock or chance in the domain, whose functions take `today` as an argument',
    file('packages/domain/src/a.gen.ts', 'const now = Date.now();'),
    'packages/domain/src/a.gen.ts:1: const now = Date.now();',
  ],
  [
    'a query outside *.repo.ts',
    file(`${MODULE}/service.gen.ts`, 'tx.updateTable(x)'),
    `${MODULE}/service.gen.ts:1: tx.updateTable(x)`,
  ],
])('%s', (complaint, planted, place) => {
  expect(complaints([...TIDY, planted])).toEqual({ [complaint]: [place] });
});

test('a file that only its own test uses is dead', () => {
  const files = [
    ...TIDY,
    file('apps/web/src/unused.ts'),
    file('apps/web/src/unused.test.ts', "import './unused.ts';"),
  ];
  expect(complaints(files)).toEqual({ 'nothing refers to this file': ['apps/web/src/unused.ts'] });
});

test('a file of the domain is alive once a test proves it', () => {
  const unused = file('packages/domain/src/unused.ts');
  const proof = file('packages/domain/src/unused.test.ts', "import './unused.ts';");
  expect(complaints([...TIDY, unused, proof])).toEqual({});
  expect(complaints([...TIDY, unused])).toEqual({ 'nothing refers to this file': [unused.path] });
});
