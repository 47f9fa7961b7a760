import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Breach } from '../architecture.ts';
import { DEAL_ORDER, RULES } from './rules.ts';

const API = 'apps/api/src';
const MODULES = `${API}/modules`;
const EMPTY = 'export const nothing = 0;\n';

/** Where each rule is broken, and by which line. Type-only imports count as much as others. */
const BREACHES: Record<string, [file: string, line: string][]> = {
  ...Object.fromEntries(
    DEAL_ORDER.slice(0, -1).map((module, i) => [
      `deal-order-${module}`,
      [
        [
          `${MODULES}/${module}/looks-right.ts`,
          `import type { nothing } from '../${DEAL_ORDER[i + 1]}/index.ts';`,
        ],
      ],
    ]),
  ),
  'deal-order-unknown': [
    [`${API}/app/unknown.ts`, "export { nothing } from '../modules/surprise/index.ts';"],
  ],
  'front-door-of-other-modules': [
    [
      `${MODULES}/servicing/through-the-window.ts`,
      "import type { nothing } from '../lending/lending.service.ts';",
    ],
    [`${MODULES}/servicing/draws/deeper.ts`, "import '../../lending/lending.service.ts';"],
  ],
  'front-door-of-modules': [
    [`${API}/app/through-the-window.ts`, "import { nothing } from '../modules/lending/lending.service.ts';"],
  ],
  'front-door-is-for-others': [[`${MODULES}/lending/own-door.ts`, "import { nothing } from './index.ts';"]],
  'no-barrels-inside-a-module': [
    [`${MODULES}/servicing/uses-barrel.ts`, "import { nothing } from './draws/index.ts';"],
  ],
  'port-never-vendor': [
    [`${MODULES}/documents/vendor.ts`, "import type { nothing } from '../../integrations/files/folder.ts';"],
    [
      `${MODULES}/documents/late-vendor.ts`,
      "export const late = () => import('../../integrations/files/folder.ts');",
    ],
  ],
  'vendor-sdk-in-integrations': [[`${MODULES}/documents/sdk.ts`, "import { Redis } from 'ioredis';"]],
  'foundations-know-no-module': [
    [`${API}/platform/knows.ts`, "import type { nothing } from '../modules/identity/index.ts';"],
    [`${API}/events/knows.ts`, "import '../modules/identity/index.ts';"],
    [`${API}/integrations/files/knows.ts`, "import '../../modules/identity/index.ts';"],
  ],
  'nothing-imports-app': [
    [`${API}/platform/wiring.ts`, "import type { nothing } from '../app/server.ts';"],
    [`${MODULES}/reporting/wiring.ts`, "import '../../app/server.ts';"],
  ],
  'domain-alone': [
    ['packages/domain/src/reads-files.ts', "import { readFileSync } from 'node:fs';"],
    ['packages/domain/src/library.ts', "import type { ZodType } from 'zod';"],
    ['packages/domain/src/client.ts', "import { nothing } from '../../ui/src/theme.ts';"],
  ],
  'database-in-repos': [
    [`${MODULES}/lending/lending.sql-in-service.ts`, "import { sql } from 'kysely';"],
    [`${API}/app/query.ts`, "import type pg from 'pg';"],
    [`${API}/events/query.ts`, "import type { Kysely } from 'kysely';"],
  ],
  'clients-never-import-the-server': [
    ['apps/web/src/schema.tsx', "import type { nothing } from '../../api/src/platform/fine.ts';"],
    ['apps/inspect/src/schema.ts', "import '../../api/src/platform/fine.ts';"],
    ['packages/ui/src/schema.ts', "import '../../../apps/api/src/platform/fine.ts';"],
  ],
  'server-never-imports-a-client': [
    [`${API}/app/client.ts`, "import '../../../../packages/ui/src/theme.ts';"],
  ],
  'apps-apart': [
    ['apps/web/src/neighbour.ts', "import type { nothing } from '../../inspect/src/main.tsx';"],
    ['packages/ui/src/upwards.tsx', "import '../../../apps/web/src/main.ts';"],
  ],
  'no-test-code-in-the-product': [
    [`${API}/platform/tested.ts`, "import '../../../../test/database.ts';"],
    [`${MODULES}/tasks/tested.ts`, "import './tasks.test.ts';"],
    [`${MODULES}/tasks/door.ts`, "import './testing/door.ts';"],
  ],
  'no-cycles': [
    ['packages/domain/src/egg.ts', "import type { nothing } from './hen.ts';"],
    ['packages/domain/src/hen.ts', "import type { nothing } from './egg.ts';"],
  ],
  'every-import-resolves': [['apps/web/src/typo.ts', "import './mian.ts';"]],
};

/** What the rules must leave alone. */
const ALLOWED: [file: string, line: string][] = [
  [
    `${MODULES}/servicing/servicing.service.ts`,
    "import { nothing } from '../lending/index.ts';\nimport type { port } from '../../integrations/files/port.ts';",
  ],
  [`${MODULES}/lending/index.ts`, "export { nothing } from './lending.service.ts';"],
  [
    `${MODULES}/lending/lending.repo.ts`,
    "import { sql } from 'kysely';\nimport type { nothing } from '../../platform/fine.ts';",
  ],
  [
    `${MODULES}/lending/lending.test.ts`,
    "import '../../app/server.ts';\nimport '../../../../../test/database.ts';\nimport pg from 'pg';",
  ],
  [`${MODULES}/lending/money.ts`, "import { nothing } from '@connect/domain/money';"],
  [`${API}/platform/db.ts`, "import pg from 'pg';\nimport { Kysely } from 'kysely';"],
  [
    `${API}/app/routes.ts`,
    "import { nothing } from '../modules/lending/index.ts';\nimport '../integrations/files/folder.ts';",
  ],
  [
    `${MODULES}/tasks/testing/door.ts`,
    "import '../../../../../../test/database.ts';\nimport '../../../app/server.ts';",
  ],
  ['packages/domain/test/cases.ts', "import { readFileSync } from 'node:fs';"],
  ['packages/domain/src/sums.ts', "import { nothing } from './money.ts';"],
  [
    'packages/domain/src/sums.test.ts',
    "import { readFileSync } from 'node:fs';\nimport { nothing } from './sums.ts';",
  ],
  [
    'apps/web/src/page.tsx',
    "import { nothing } from '@connect/domain/money';\nexport const page = <p>{nothing}</p>;",
  ],
];

const PLAIN = [
  ...[...DEAL_ORDER, 'surprise'].map((module) => `${MODULES}/${module}/index.ts`),
  `${MODULES}/lending/lending.service.ts`,
  `${MODULES}/servicing/draws/index.ts`,
  `${MODULES}/tasks/tasks.test.ts`,
  `${API}/integrations/files/folder.ts`,
  `${API}/integrations/files/port.ts`,
  `${API}/platform/fine.ts`,
  `${API}/app/server.ts`,
  'packages/domain/src/money.ts',
  'packages/ui/src/theme.ts',
  'apps/web/src/main.ts',
  'apps/inspect/src/main.tsx',
  'test/database.ts',
];

let root: string;
let breaches: Breach[];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'architecture-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const path of PLAIN) write(path, EMPTY);
  for (const [path, line] of [...Object.values(BREACHES).flat(), ...ALLOWED])
    write(path, `${line}\nexport const own = 1;\n`);
  write('package.json', '{"type":"module"}');
  write(
    'packages/domain/package.json',
    '{"name":"@connect/domain","type":"module","exports":{"./*":"./src/*.ts"}}',
  );
  for (const name of ['kysely', 'pg', 'ioredis', 'zod']) {
    write(`node_modules/${name}/package.json`, `{"name":"${name}","main":"index.js"}`);
    write(`node_modules/${name}/index.js`, '');
  }
  mkdirSync(join(root, 'node_modules/@connect'));
  symlinkSync(join(root, 'packages/domain'), join(root, 'node_modules/@connect/domain'));
  const script = join(import.meta.dirname, '../architecture.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--root', root, '--json']).catch(
    (error) => error,
  );
  breaches = JSON.parse(stdout);
});
afterAll(() => rmSync(root, { recursive: true }));

test('each rule has a breach planted here', () => {
  expect(Object.keys(BREACHES).sort()).toEqual(RULES.map(({ name }) => name).sort());
});

test.each(Object.entries(BREACHES))('%s is caught', (rule, planted) => {
  const caught = breaches.filter((breach) => breach.rule === rule).map(({ from }) => from);
  const each = rule === 'no-cycles' ? planted.slice(0, 1) : planted; // a cycle is told once, by its first file
  for (const [file] of each) expect(caught).toContain(file);
});

test('what is allowed is left alone', () => {
  const allowed = ALLOWED.map(([file]) => file);
  expect(breaches.filter(({ from }) => allowed.includes(from))).toEqual([]);
});
