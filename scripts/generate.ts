import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateClientSchema } from './generate/client-schema.ts';
import { generateDbTypes } from './generate/db-types.ts';
import { generateOpenapi } from './generate/openapi.ts';
import { generateStates } from './generate/states.ts';

const ROOT = join(import.meta.dirname, '..');

/** What is made from what, in this order: migrations → types; app → openapi.json → client; state tables → diagrams. */
const STEPS = {
  db: { file: 'apps/api/src/platform/db-types.gen.ts', make: () => generateDbTypes() },
  openapi: { file: 'apps/api/openapi.json', make: generateOpenapi },
  client: { file: 'packages/api-client/src/schema.gen.ts', make: generateClientSchema },
  states: { file: 'docs/STATES.md', make: generateStates },
};

/** `npm run generate [-- --check] [-- --only db|openapi|client|states]`: writes the generated files, or fails where one is stale. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
  });
  const unknown = values.only?.find((name) => !(name in STEPS));
  if (unknown) throw new Error(`--only ${unknown}: there are ${Object.keys(STEPS).join(', ')}`);
  for (const [name, { file, make }] of Object.entries(STEPS)) {
    if (values.only && !values.only.includes(name)) continue;
    const path = join(ROOT, file);
    const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
    try {
      const after = await make();
      if (before === after) console.log(`${file} is fresh`);
      else if (values.check) reportStale(file, before, after);
      else write(path, after);
    } catch (error) {
      console.error(`${file} cannot be made: ${(error as Error).message}`);
      process.exitCode = 1; // the others are made all the same
    }
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`${path.slice(ROOT.length + 1)} written`);
}

function reportStale(file: string, before: string, after: string): void {
  process.exitCode = 1;
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const first = fresh.findIndex((line, i) => line !== old[i]);
  const at = first === -1 ? fresh.length : first;
  const show = (lines: string[], sign: string) =>
    lines
      .slice(at, at + 5)
      .map((line) => `  ${sign} ${line.slice(0, 160)}`)
      .join('\n');
  console.error(
    `${file} is stale from line ${at + 1}; run npm run generate\n${show(old, '-')}\n${show(fresh, '+')}`,
  );
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
