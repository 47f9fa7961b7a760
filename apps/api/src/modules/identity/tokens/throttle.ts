import { isIPv6 } from 'node:net';
import type { Actor } from '../../../platform/actor.ts';
import { reader, type Tx } from '../../../platform/db.ts';
import { Problem } from '../../../platform/errors.ts';
import { sha256 } from '../../../platform/seal.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import * as repo from './throttle.repo.ts';

/** What an attempt counts for; seconds. After `forgetAfter` without a failure the count starts anew. */
const RULES = {
  /** One account from one network. */
  pair: { free: 5, longest: 900, forgetAfter: 86_400 },
  /** One account from all networks it is not known from: slows a botnet, at most a minute per guess. */
  account: { free: 20, longest: 60, forgetAfter: 86_400 },
  /** One network against all accounts it is not known for. */
  address: { free: 30, longest: 900, forgetAfter: 3600 },
  /** The second factor of somebody who is signed in. */
  stepUp: { free: 5, longest: 900, forgetAfter: 86_400 },
  /** Reset links asked for by one network. */
  resets: { free: 10, longest: 3600, forgetAfter: 3600 },
  /** Reset links sent to one account; further ones are silently not sent. */
  resetsTo: { free: 4, longest: 900, forgetAfter: 3600 },
} as const;
type Rule = keyof typeof RULES;

export interface Counter {
  rule: Rule;
  key: string;
}

export const counter = (rule: Rule, ...parts: string[]): Counter => ({
  rule,
  key: `${rule}:${sha256(parts.join('\n'))}`,
});

/**
 * What a sign-in is counted for. From an address that this account has proved itself from, only its own failures there
 * count: strangers guessing elsewhere, even thousands of them, cannot keep the user out.
 */
export function signInCounters(email: string, ip: string | null, known: boolean): Counter[] {
  const network = networkOf(ip);
  const pair = counter('pair', email, network);
  return known ? [pair] : [pair, counter('account', email), counter('address', network)];
}

/** Throws 429 with Retry-After while any of these waits; cheap, so it comes before any hashing. */
export async function refuseIfWaiting(counters: Counter[]): Promise<void> {
  const until = await repo.blockedUntil(reader(), keys(counters), new Date());
  if (until) throw slowDown(until);
}

/** Counts the attempt as failed until `attemptSucceeded` takes it back. Throws 429 when another used the turn up. */
export async function countAttempt(actor: Actor, counters: Counter[]): Promise<void> {
  await inTransaction(actor, async (tx) => {
    for (const { rule, key } of counters) {
      if (!(await repo.countAttempt(tx, key, RULES[rule])))
        throw slowDown((await repo.blockedUntil(tx, [key], tx.now)) ?? tx.now);
    }
  });
}

/**
 * The attempt was right: its own count is cleared, the shared ones get it back. One by one in the order of `countAttempt`, else
 * two sign-ins of one account would wait for each other's rows.
 */
export async function attemptSucceeded(tx: Tx, counters: Counter[]): Promise<void> {
  for (const { rule, key } of counters) {
    if (rule === 'account' || rule === 'address') await repo.uncountAttempt(tx, key);
    else await repo.clearAttempts(tx, key);
  }
}

/** The attempt was neither right nor wrong (a second factor is still to come). */
export async function attemptOpen(tx: Tx, counters: Counter[]): Promise<void> {
  for (const { key } of counters) await repo.uncountAttempt(tx, key);
}

/** A link that came by e-mail proves more than a password from an unknown place: the account is free again from here. */
export async function provedByLink(tx: Tx, user: { id: string; email: string }): Promise<void> {
  const network = networkOf(tx.actor.ip);
  await repo.clearAttempts(tx, counter('pair', user.email, network).key);
  await repo.clearAttempts(tx, counter('account', user.email).key);
  await repo.rememberAddress(tx, user.id, network);
}

export const rememberAddress = (tx: Tx, userId: string): Promise<unknown> =>
  repo.rememberAddress(tx, userId, networkOf(tx.actor.ip));

/** An IPv4 address, or the /64 of an IPv6 one: within that anybody may pick any address. */
export function networkOf(ip: string | null): string {
  if (!ip) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped) return mapped[1]!;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.toLowerCase().split('%')[0]!.split('::');
  const front = head.split(':').filter(Boolean);
  const back = (tail ?? '').split(':').filter(Boolean);
  const full =
    tail === undefined
      ? front
      : [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return `${full
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}

const keys = (counters: Counter[]): string[] => counters.map(({ key }) => key);

function slowDown(until: Date): Problem {
  const seconds = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000));
  return new Problem(
    429,
    'too_many_attempts',
    `Too many attempts. Try again in ${seconds} s.`,
    { error: 'slow_down' },
    { 'retry-after': String(seconds) },
  );
}
