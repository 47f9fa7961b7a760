import { LRUCache } from 'lru-cache';
import type { SessionState } from './sessions.repo.ts';

const MAX_AGE_MS = 2000;

interface Seen {
  state: SessionState | null;
  /** When its read began, so that its age is never flattered. */
  at: number;
}

/**
 * The state of sessions as the database has it, at most two seconds old; one read per session is in flight at a time.
 * `fresh` always asks the database: money and decisions never trust a memory.
 */
export function makeSessionStates(read: (sessionId: string) => Promise<SessionState | null>) {
  const known = new LRUCache<string, Seen>({ max: 20_000 });
  const reading = new Map<string, Promise<SessionState | null>>();

  return async (sessionId: string, fresh = false): Promise<SessionState | null> => {
    const seen = known.get(sessionId);
    if (!fresh && seen && performance.now() - seen.at < MAX_AGE_MS) return seen.state;
    const running = reading.get(sessionId);
    if (running && !fresh) return running; // a fresh reader may not join a read that began before its cause
    return ask(sessionId);
  };

  function ask(sessionId: string): Promise<SessionState | null> {
    const at = performance.now();
    const asked = read(sessionId)
      .then((state) => {
        if ((known.get(sessionId)?.at ?? 0) < at) known.set(sessionId, { state, at });
        return state;
      })
      .finally(() => {
        if (reading.get(sessionId) === asked) reading.delete(sessionId);
      });
    reading.set(sessionId, asked);
    return asked;
  }
}
