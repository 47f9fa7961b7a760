import { join } from 'node:path';
import { STAGES, type Stage } from './test/stages.ts';
import { addUp, closingLine, failed, isExcused, skipped, type Tally } from './test/tally.ts';

const SHARED = join(import.meta.dirname, '../../shared');

/**
 * `npm test`: every stage, also after a failure; `npm test -- lint unit` only those. The last line counts; with CI=true
 * nothing may be skipped.
 */
async function main(keys: string[]): Promise<void> {
  const unknown = keys.find((key) => !STAGES.some((stage) => stage.key === key));
  if (unknown)
    throw new Error(
      `No stage ${unknown}; there are ${[...new Set(STAGES.map(({ key }) => key))].join(', ')}.`,
    );
  const stages = STAGES.filter(({ key }) => keys.length === 0 || keys.includes(key));
  const tallies = new Map<string, Tally>();
  for (const group of groupsOf(stages))
    await inTurns(group, async (stage) => void tallies.set(stage.name, await attempt(stage, tallies)));
  const strict = process.env.CI === 'true' || process.env.CI === '1';
  const total = addUp([...tallies.values()], { strict, excused: (name) => isExcused(name, SHARED) });
  list('Failed', total.failed);
  list('Skipped', total.skipped);
  process.exitCode = total.failed.length > 0 ? 1 : 0;
  console.log(`\n${closingLine(total)}`);
}

/** What uses one processor stands together with its neighbours, everything else alone. */
function groupsOf(stages: Stage[]): Stage[][] {
  const groups: Stage[][] = [];
  for (const stage of stages)
    if (stage.single && groups.at(-1)?.[0]?.single) groups.at(-1)!.push(stage);
    else groups.push([stage]);
  return groups;
}

const AT_ONCE = 2;

async function inTurns(stages: Stage[], work: (stage: Stage) => Promise<void>): Promise<void> {
  const waiting = stages.values();
  const worker = async (): Promise<void> => {
    for (const stage of waiting) await work(stage);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function attempt(stage: Stage, before: Map<string, Tally>): Promise<Tally> {
  const missing = stage.needs !== undefined && (before.get(stage.needs)?.failed.length ?? 0) > 0;
  if (missing) return skipped(`${stage.name} (needs: ${stage.needs})`);
  console.log(`\n▸ ${stage.name}`);
  const began = performance.now();
  const tally = await stage.run().catch((error: Error) => {
    console.log(`  ${error.message}`);
    return failed(stage.name);
  });
  const counts =
    tally.passed + tally.failed.length + tally.skipped.length > 1 ? ` (${closingLine(tally)})` : '';
  const mark = tally.failed.length > 0 ? '✗' : tally.skipped.length > 0 && tally.passed === 0 ? '–' : '✓';
  console.log(`  ${mark} ${stage.name}: ${((performance.now() - began) / 1000).toFixed(1)} s${counts}`);
  return tally;
}

function list(title: string, names: string[]): void {
  if (names.length > 0) console.log(`\n${title}:\n${names.map((name) => `  ${name}`).join('\n')}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
