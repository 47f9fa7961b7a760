import type { ToastProps } from '@connect/ui/toast';
import { create } from 'zustand';

export type ToastEntry = Omit<ToastProps, 'onClose'> & { id: string };
type Toasts = { list: ToastEntry[] };

export const useToasts = create<Toasts>(() => ({ list: [] }));

/** Shows a message at the foot of the page; what was done goes by itself after 6 s, what wants a look stays. Returns its id. */
export function toast(entry: Omit<ToastEntry, 'id'> & { id?: string }): string {
  const id = entry.id ?? crypto.randomUUID();
  useToasts.setState(({ list }) => ({
    list: [...list.filter((other) => other.id !== id), { ...entry, id }].slice(-4),
  }));
  if (!entry.actions && entry.tone !== 'look' && entry.tone !== 'hold')
    setTimeout(() => closeToast(id), 6_000);
  return id;
}

export const closeToast = (id: string): void =>
  useToasts.setState(({ list }) => ({ list: list.filter((entry) => entry.id !== id) }));
