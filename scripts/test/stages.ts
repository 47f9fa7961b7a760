import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClients } from '../build.ts';
import { failed, passed, type Tally, tallyOf, type VitestReport } from './tally.ts';

const ROOT = join(import.meta.dirname, '../..');
const BIN = join(ROOT, 'node_modules/.bin');

export interface Stage {
  name: string;
  /** Short name for `npm test -- <key> …`, which runs only the stages named. */
  key: string;
  /** The stage without which this one makes no sense. */
  needs?: string;
  /** Uses one processor, so that two of them in a row run at once. */
  single?: boolean;
  run(): Promise<Tally>;
}

/** Everything `npm test` does, quickest first, but for the check that the others are done beside. Each check counts as one test, those of vitest one by one. */
export const STAGES: Stage[] = [
  types('Types of server and tools', 'tsconfig.node.json'),
  check('lint', 'Format and lint', ['biome', 'check', '.']),
  types('Types of web and inspection app', 'tsconfig.browser.json'),
  check('rules', 'Architecture rules', ['node', 'scripts/architecture.ts']),
  check('tidy', 'Tidy', ['node', 'scripts/tidy.ts']),
  check('generated', 'Generated files are fresh', ['node', 'scripts/generate.ts', '--check']),
  check('openapi', 'OpenAPI document', [
    'redocly',
    'lint',
    '--extends=recommended-strict',
    '--format=stylish',
    'apps/api/openapi.json',
  ]),
  tests('unit', 'Unit tests'),
  tests('api', 'HTTP tests with PostgreSQL'),
  { key: 'build', name: 'Build of the apps', run: build },
  ...budget(),
  { ...tests('e2e', 'Journeys in Chromium'), needs: 'Build of the apps' },
  { ...tests('paint', 'First paint on a slow phone'), needs: 'Build of the apps' },
];

/** Each checker works out the types of the database anew: one of them takes a third of the processor time of the usual four. */
function types(name: string, project: string): Stage {
  return check('types', name, ['tsc', '-p', project, '--incremental', 'false', '--checkers', '1']);
}

function check(key: string, name: string, [command = '', ...args]: string[]): Stage {
  return {
    key,
    name,
    single: true,
    run: async () => {
      const { code, output } = await run(command, args, 'on failure');
      if (code !== 0) console.log(indent(output));
      return code === 0 ? passed() : failed(name);
    },
  };
}

/** The tests of a project of vitest; with `only`, those whose path has it in it. */
export function tests(key: string, name: string, only?: string): Stage {
  return {
    key,
    name,
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'connect-report-'));
      const file = join(folder, 'report.json');
      try {
        const args = [
          'run',
          '--project',
          key,
          '--reporter=dot',
          '--reporter=json',
          `--outputFile.json=${file}`,
          ...(only === undefined ? [] : [only, '--passWithNoTests']),
        ];
        const { code } = await run('vitest', args, 'as it comes');
        if (!existsSync(file)) return failed(`${name}: vitest gave no report`);
        return tallyOf(JSON.parse(readFileSync(file, 'utf8')) as VitestReport, code, name, ROOT);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}

async function build(): Promise<Tally> {
  await buildClients({ log: (line) => console.log(`  ${line}`) });
  return passed();
}

/** Once scripts/build/budget.ts is there: its `checkBudget(): Promise<string[]>` gives a sentence for each limit exceeded. */
function budget(): Stage[] {
  const path = join(ROOT, 'scripts/build/budget.ts');
  if (!existsSync(path)) return [];
  const measure = async (): Promise<Tally> => {
    const { checkBudget } = (await import(path)) as { checkBudget(): Promise<string[]> };
    const exceeded = await checkBudget();
    for (const sentence of exceeded) console.log(`  ${sentence}`);
    return exceeded.length === 0 ? passed() : failed('Size budget');
  };
  return [{ key: 'build', name: 'Size budget', needs: 'Build of the apps', run: measure }];
}

/** Nothing in a test calls home or asks for updates. */
const QUIET = {
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  NO_UPDATE_NOTIFIER: '1',
  VITE_CJS_IGNORE_WARNING: '1',
};

function run(
  command: string,
  args: string[],
  show: 'as it comes' | 'on failure',
): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const executable = command === 'node' ? process.execPath : join(BIN, command);
    const child = spawn(executable, args, {
      cwd: ROOT,
      env: { ...process.env, ...QUIET },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (show === 'as it comes') process.stdout.write(text);
      });
    }
    child.on('error', fail).on('close', (code) => done({ code, output }));
  });
}

const MAX_LINES = 120;

function indent(output: string): string {
  const lines = output.trimEnd().split('\n');
  const cut =
    lines.length > MAX_LINES
      ? [...lines.slice(0, MAX_LINES), `… and ${lines.length - MAX_LINES} lines more`]
      : lines;
  return cut.map((line) => `  ${line}`).join('\n');
}
