import { useEffect, useState } from 'react';
import { useSession } from './session.ts';

export type Draft<T> = {
  value: T;
  /** As it was before anything was typed. */
  initial: T;
  set: (change: Partial<T>) => void;
  /** A former visit left it on this device. */
  restored: boolean;
  /** Forgets what is on the device and begins again: after the form was sent, or on request. */
  clear: () => void;
  /** Forgets what is on the device and leaves the form as it stands. */
  forget: () => void;
};

/** A form that is kept on this device while it is typed, so that nothing is lost by leaving the page. */
export function useDraft<T extends object>(key: string, initial: T): Draft<T> {
  // The next user of this device must not find it.
  const name = `connect.draft.${useSession.getState().user?.id ?? 'nobody'}.${key}`;
  const [restored, setRestored] = useState(() => read<T>(name) !== null);
  const [value, setValue] = useState<T>(() => ({ ...initial, ...read<T>(name) }));
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    if (touched) keep(name, value);
  }, [name, value, touched]);
  return {
    value,
    initial,
    set: (change) => {
      setTouched(true);
      setValue((before) => ({ ...before, ...change }));
    },
    restored,
    clear: () => {
      setTouched(false);
      setRestored(false);
      setValue(initial);
      drop(name);
    },
    forget: () => {
      setTouched(false);
      drop(name);
    },
  };
}

function read<T>(name: string): Partial<T> | null {
  try {
    const text = localStorage.getItem(name);
    return text ? (JSON.parse(text) as Partial<T>) : null;
  } catch {
    return null;
  }
}

function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full storage loses the draft, not the form.
  }
}

function drop(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept there either.
  }
}
