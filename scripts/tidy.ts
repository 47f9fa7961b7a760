import { join } from 'node:path';
import { CHECKS } from './tidy/checks.ts';
import { repoFiles } from './tidy/files.ts';

const files = repoFiles(process.argv[2] ?? join(import.meta.dirname, '..'));
let found = 0;
for (const [complaint, check] of Object.entries(CHECKS)) {
  const places = check(files);
  found += places.length;
  if (places.length > 0) console.log(`${complaint}:\n${places.map((place) => `  ${place}`).join('\n')}`);
}
console.log(`${files.length} files, ${found} untidy`);
process.exitCode = found > 0 ? 1 : 0;
