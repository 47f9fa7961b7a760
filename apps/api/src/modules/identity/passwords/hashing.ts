import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { Problem } from '../../../platform/errors.ts';

/** OWASP's parameters for Argon2id: 19 MiB, two passes, one lane; some 25 ms. */
const COST = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashes running at once: more would starve everything else of processor and memory. */
const AT_ONCE = 2;
/** Waiting behind them: about two seconds of work. */
const WAITING = 120;

/** The hash of a password that nobody has, so that an unknown account costs the same as a known one. */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$bCL9xs/Rl2R8P0YyNn77tw$TAP3qLUuqJhgJPcpWIjx0mDYPXDuhpmUV3sQZfS0xvw';

let running = 0;
const queue: (() => void)[] = [];

/** Runs work that hashes passwords, a few at a time. Throws 503 when too many wait already. */
export async function withHashingSlot<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (queue.length >= WAITING) throw overloaded();
    await new Promise<void>((resume) => queue.push(resume)); // the slot is handed over by whoever leaves
  } else running++;
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running--;
  }
}

/** The stored form of a password. Throws 503 when overloaded. */
export const hashPassword = (password: string): Promise<string> =>
  withHashingSlot(() => hash(password, COST));

/** Whether the password fits; without a hash it takes as long and is false. Call inside `withHashingSlot`. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? NOBODYS, password);
  return stored !== null && fits;
}

const overloaded = (): Problem =>
  new Problem(
    503,
    'busy',
    'Too many people are signing in right now. Try again in a moment.',
    { error: 'temporarily_unavailable' },
    { 'retry-after': '2' },
  );
