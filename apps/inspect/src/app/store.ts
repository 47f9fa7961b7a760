import { useSyncExternalStore } from 'react';

export type Store<T> = {
  get: () => T;
  set: (part: Partial<T> | ((state: T) => Partial<T>)) => void;
  subscribe: (listener: () => void) => () => void;
};

/** A value outside of React that components and the sync both see. */
export function makeStore<T extends object>(initial: T): Store<T> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(part) {
      state = { ...state, ...(typeof part === 'function' ? part(state) : part) };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** One part of a store; `pick` must give the same value while nothing of it changed. */
export const useStore = <T extends object, P>(store: Store<T>, pick: (state: T) => P): P =>
  useSyncExternalStore(store.subscribe, () => pick(store.get()));
