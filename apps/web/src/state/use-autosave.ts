import type { ApiProblem } from '@connect/api-client';
import type { AutosaveState } from '@connect/ui/autosave-status';
import { useCallback, useEffect, useRef, useState } from 'react';
import { asProblem } from './use-submit.ts';

export type AutosaveOptions<T> = {
  /** Names the copy on this device: `draw-<id>`. */
  key: string;
  value: T;
  /** Saves to the server; throws ApiProblem. */
  save: (value: T) => Promise<unknown>;
  /** Milliseconds after the last change. */
  delay?: number;
  enabled?: boolean;
};
export type Autosave<T> = {
  state: AutosaveState;
  savedAt: Date | null;
  /** Why the server refused; null when it did not. */
  problem: ApiProblem | null;
  /** What a former visit left on this device and the server has not; offer it, then call `discardLocal`. */
  left: T | null;
  discardLocal: () => void;
  /** Saves at once, before leaving or moving on. True when the server has it. */
  flush: () => Promise<boolean>;
};

/** Saves a form by itself: to the server, or on this device while there is no network; goes out by itself when it is back. */
export function useAutosave<T>({
  key,
  value,
  save,
  delay = 800,
  enabled = true,
}: AutosaveOptions<T>): Autosave<T> {
  const storage = `connect.autosave.${key}`;
  const [state, setState] = useState<AutosaveState>('idle');
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [left, setLeft] = useState<T | null>(() => readLocal<T>(storage));
  const text = JSON.stringify(value);
  const latest = useRef({ value, text, save });
  latest.current = { value, text, save };
  const settled = useRef(text);
  const running = useRef<Promise<boolean> | null>(null);

  const flush = useCallback((): Promise<boolean> => {
    if (running.current)
      return running.current.then(() => (latest.current.text === settled.current ? true : flush()));
    const sent = latest.current;
    if (sent.text === settled.current) return Promise.resolve(true);
    setState('saving');
    running.current = sent
      .save(sent.value)
      .then(() => {
        settled.current = sent.text;
        dropLocal(storage);
        setProblem(null);
        setSavedAt(new Date());
        setState('saved');
        return true;
      })
      .catch((error: unknown) => {
        const why = asProblem(error);
        const kept = keepLocal(storage, sent.text);
        setProblem(why.status === 0 ? null : why);
        setState(kept ? 'local' : 'failed');
        return false;
      })
      .finally(() => {
        running.current = null;
      });
    return running.current;
  }, [storage]);

  useEffect(() => {
    if (!enabled || text === settled.current) return;
    const timer = setTimeout(() => void flush(), delay);
    return () => clearTimeout(timer);
  }, [text, enabled, delay, flush]);

  useEffect(() => {
    const retry = () => void flush();
    // A closed tab has no time for the network: the copy on this device is what survives.
    const leave = () => {
      if (latest.current.text !== settled.current) keepLocal(storage, latest.current.text);
    };
    window.addEventListener('online', retry);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('online', retry);
      window.removeEventListener('pagehide', leave);
      if (latest.current.text !== settled.current) void flush();
    };
  }, [flush, storage]);

  const discardLocal = () => {
    dropLocal(storage);
    setLeft(null);
  };
  return { state, savedAt, problem, left, discardLocal, flush };
}

function readLocal<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(name);
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

function keepLocal(name: string, text: string): boolean {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

function dropLocal(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept there either.
  }
}
