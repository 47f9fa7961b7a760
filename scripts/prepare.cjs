// Runs at the end of `npm ci`: builds the web and inspection apps and loads the sample book once, so that the first start finds
// both. An install for production brings no Vite, and one without optional packages may run on an old Node: both leave it at that,
// and `npm start` says what is missing. Plain old JavaScript, like node-version.cjs.
const { spawnSync } = require('node:child_process');
const { existsSync, symlinkSync } = require('node:fs');
const { join } = require('node:path');

const MODULES = join(__dirname, '../node_modules');

linkNode();
const node = nodeToRun();
if (node && canBuild()) {
  process.exitCode = run('build.ts');
  // Where PostgreSQL does not run, the install is whole all the same: `npm start` is the place to say so.
  if (process.exitCode === 0) run('start/prepared-sample.ts');
}

/** npm 10, which comes with Node 20, takes this link away with the packages of other systems that it leaves out. */
function linkNode() {
  const link = join(MODULES, '.bin/node');
  if (broughtNode() && !existsSync(link)) symlinkSync(join('..', packageOfNode(), 'bin/node'), link);
}

function packageOfNode() {
  const { platform, arch } = process;
  return `${platform === 'darwin' ? 'node-bin' : 'node'}-${platform}-${arch}`;
}

/** The Node that the install brought along, if it is one for this system. */
function broughtNode() {
  const path = join(MODULES, packageOfNode(), 'bin/node');
  return existsSync(path) ? path : undefined;
}

function nodeToRun() {
  return Number(process.versions.node.split('.')[0]) >= 26 ? process.execPath : broughtNode();
}

function canBuild() {
  try {
    return Boolean(require.resolve('vite/package.json'));
  } catch {
    return false;
  }
}

function run(script) {
  const { status } = spawnSync(node, [join(__dirname, script)], { stdio: 'inherit' });
  return status === null ? 1 : status;
}
