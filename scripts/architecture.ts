import { existsSync, realpathSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { ICruiseResult } from 'dependency-cruiser';
import { RULES } from './architecture/rules.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['apps', 'packages', 'scripts', 'test', 'e2e', 'bench'];

export interface Breach {
  rule: string;
  from: string;
  to: string;
  advice: string;
}

/**
 * The forbidden imports under `root`, type-only ones included. Throws when dependency-cruiser cannot read TypeScript,
 * for then it would see nothing and find all in order.
 */
export async function findBreaches(root: string): Promise<{ breaches: Breach[]; files: number }> {
  lendTypescript5();
  const { cruise, allExtensions } = await import('dependency-cruiser');
  if (!allExtensions.some(({ extension, available }) => extension === '.ts' && available)) {
    throw new Error('dependency-cruiser finds no TypeScript compiler that it can use');
  }
  const { output } = await cruise(
    FOLDERS.filter((folder) => existsSync(join(root, folder))),
    {
      baseDir: realpathSync(root),
      ruleSet: { forbidden: RULES.map((rule) => ({ ...rule, severity: 'error' as const })) },
      validate: true,
      tsPreCompilationDeps: true,
      combinedDependencies: true,
      exclude: { path: '(^|/)(dist|[.]cache|[.]connect)/' },
      doNotFollow: { path: 'node_modules' },
      parser: 'tsc',
    },
    {
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default', 'require'],
      mainFields: ['module', 'main', 'types'],
    },
  );
  const { summary } = output as ICruiseResult;
  const advice = new Map(RULES.map(({ name, comment }) => [name, comment]));
  const breaches = summary.violations.map(({ rule, from, to, cycle }) => ({
    rule: rule.name,
    from,
    to: cycle ? cycle.map(({ name }) => name).join(' → ') : to,
    advice: advice.get(rule.name) ?? '',
  }));
  return { breaches, files: summary.totalCruised };
}

/** dependency-cruiser reads TypeScript through the compiler's JS API, which TypeScript 7 has not: it gets the 5.9 of packages/api-client. */
function lendTypescript5(): void {
  const fromOwner = createRequire(join(ROOT, 'packages/api-client/package.json'));
  registerHooks({
    resolve: (specifier, context, next) => {
      const lend = /^typescript($|\/)/.test(specifier) && context.parentURL?.includes('/dependency-cruiser/');
      if (!lend) return next(specifier, context);
      return { url: pathToFileURL(fromOwner.resolve(specifier)).href, shortCircuit: true };
    },
  });
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { root: { type: 'string', default: ROOT }, json: { type: 'boolean', default: false } },
  });
  const { breaches, files } = await findBreaches(values.root);
  if (values.json) console.log(JSON.stringify(breaches));
  else {
    for (const { rule, from, to, advice } of breaches)
      console.log(`${from}\n  → ${to}\n  ${rule}: ${advice}`);
    console.log(`${files} files, ${breaches.length} forbidden imports`);
  }
  process.exitCode = breaches.length > 0 ? 1 : 0;
}
