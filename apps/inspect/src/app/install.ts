/** Keeps the program on the device, and asks the browser not to clear what is recorded. */
import { makeStore, useStore } from './store.ts';

const updates = makeStore<{ waiting: ServiceWorker | null; keptSafe: boolean | null }>({
  waiting: null,
  keptSafe: null,
});
export const useUpdate = () => useStore(updates, (state) => state.waiting);
/** Whether the browser promised to keep the data; null while it is not known. */
export const useKeptSafe = () => useStore(updates, (state) => state.keptSafe);

/** Registers `../service-worker.ts` and asks for lasting storage. */
export async function install(): Promise<void> {
  void askToKeep();
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const scope = import.meta.env.BASE_URL;
  try {
    const registration = await navigator.serviceWorker.register(`${scope}service-worker.js`, { scope });
    watch(registration);
  } catch {
    // Private windows have none: the app then needs a network to open, and says so nowhere else.
  }
}

function watch(registration: ServiceWorkerRegistration): void {
  const look = () => {
    // The first one of all has nothing to take over from.
    if (registration.waiting && navigator.serviceWorker.controller)
      updates.set({ waiting: registration.waiting });
  };
  look();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
}

/** Goes on with the newer program; everything recorded is on the disk already. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  updates.get().waiting?.postMessage('take-over');
}

async function askToKeep(): Promise<void> {
  const { storage } = navigator;
  if (!storage?.persist) return;
  updates.set({ keptSafe: (await storage.persisted()) || (await storage.persist()) });
}
