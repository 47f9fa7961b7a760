// Runs at the end of `npm ci`: builds the web and inspection apps and loads the sample book once, so that the first start finds
// both. An install for production brings no Vite, and one without optional packages may run on an old Node: both leave it at that,
// and `npm start` says what is missing. Plain old JavaScript, like node-version.cjs.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

if (canBuild()) {
  process.exitCode = run('build.ts');
  // Where PostgreSQL does not run, the install is whole all the same: `npm start` is the place to say so.
  if (process.exitCode === 0) run('start/prepared-sample.ts');
}

function run(script) {
  const { status } = spawnSync(process.execPath, [join(__dirname, script)], { stdio: 'inherit' });
  return status === null ? 1 : status;
}

function canBuild() {
  if (Number(process.versions.node.split('.')[0]) < 26) return false;
  try {
    return Boolean(require.resolve('vite/package.json'));
  } catch {
    return false;
  }
}
