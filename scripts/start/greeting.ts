export interface SignIn {
  role: string;
  email: string;
  password?: string;
}

export interface Greeting {
  url: string;
  seconds: number;
  /** `http://127.0.0.1:3000/…`: sets up the first administrator, once. */
  setupLink?: string;
  signIns?: SignIn[];
  dataDir: string;
}

/** What `npm start` prints when all is up: where to go and who to sign in as. */
export function greet({ url, seconds, setupLink, signIns = [], dataDir }: Greeting): string {
  const places = [
    ['Staff and portals', url],
    ['Inspections', `${url}/inspect/`],
    ['API reference', `${url}/docs`],
  ];
  const parts = [`Connect is ready after ${seconds.toFixed(1)} s.`, table(places)];
  if (setupLink) parts.push(`Set up the first administrator (this link works once):\n\n  ${setupLink}`);
  if (signIns.length > 0) parts.push(signInTable(signIns));
  parts.push(`Data is kept in ${dataDir}. Ctrl-C stops; npm start -- --reset begins again.`);
  return `\n${parts.join('\n\n')}\n`;
}

function signInTable(signIns: SignIn[]): string {
  const passwords = new Set(signIns.map(({ password }) => password));
  const [shared] = passwords.size === 1 ? passwords : [undefined];
  const rows = signIns.map(({ role, email, password }) =>
    shared ? [role, email] : [role, email, password ?? ''],
  );
  return `Sign in as${shared ? ` (password of all: ${shared})` : ''}\n\n${table(rows)}`;
}

function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('   ')}`.trimEnd())
    .join('\n');
}
