// Runs at the end of `npm ci`: builds the web and inspection apps, so that the first start finds them built. An install for
// production brings no Vite, and one without optional packages may run on an old Node: both leave the apps as they are, and
// `npm start` says what is missing. Plain old JavaScript, like node-version.cjs.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

if (canBuild()) {
  const { status } = spawnSync(process.execPath, [join(__dirname, 'build.ts')], { stdio: 'inherit' });
  process.exitCode = status === null ? 1 : status;
}

function canBuild() {
  if (Number(process.versions.node.split('.')[0]) < 26) return false;
  try {
    return Boolean(require.resolve('vite/package.json'));
  } catch {
    return false;
  }
}
