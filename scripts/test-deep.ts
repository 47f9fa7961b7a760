/**
 * `npm run test:deep`: the properties of `*.deep.test.ts`, which `npm test` tries on a few random cases, on many. `SEED` repeats a run,
 * `DEEP_RUNS` says how many cases each. The last line counts.
 */
import { tests } from './test/stages.ts';
import { addUp, closingLine } from './test/tally.ts';

// Another seed every time: what a run found is repeated by the seed that it printed.
process.env.SEED ??= String(Date.now() % 2_147_483_647);
process.env.DEEP = '1';
const { SEED, DEEP_RUNS } = process.env;
console.log(
  `SEED=${SEED}${DEEP_RUNS === undefined ? '' : ` DEEP_RUNS=${DEEP_RUNS}`} npm run test:deep repeats this run.`,
);

const tallies = [];
for (const [key, name] of [
  ['unit', 'Properties of what is worked out'],
  ['api', 'Properties of what is kept in PostgreSQL'],
] as const) {
  console.log(`\n▸ ${name}`);
  tallies.push(await tests(key, name, '.deep.test.ts').run());
}
const total = addUp(tallies, { strict: false, excused: () => false });
for (const name of total.failed) console.log(`  failed: ${name}`);
process.exitCode = total.failed.length > 0 ? 1 : 0;
console.log(`\nSEED=${SEED}\n${closingLine(total)}`);
