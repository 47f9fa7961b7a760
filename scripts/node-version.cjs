// Preloaded (`node -r`) by the commands, and plain old JavaScript, so that an old Node can still read it and say what is wrong.
const major = Number(process.versions.node.split('.')[0]);
if (major < 26) {
  console.error(
    `Connect needs Node 26; this is Node ${process.versions.node}.\n` +
      'npm ci brings Node 26 along for Linux (x64, arm64) and macOS (arm64), and the npm scripts use it: run npm ci, then ' +
      'npm start.\nOn another system, or with --omit=optional, install Node 26 yourself.',
  );
  process.exit(1);
}
