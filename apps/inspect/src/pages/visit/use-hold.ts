import { type PointerEvent, useEffect, useRef } from 'react';

const FIRST_MS = 450;
const EVERY_MS = 130;

/** Handlers of a button that acts once per touch, and goes on acting while it is held. */
export function useHold(act: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const held = useRef(false);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => () => clearTimeout(timer.current), []);
  const stop = () => clearTimeout(timer.current);
  const again = () => {
    held.current = true;
    latest.current();
    timer.current = setTimeout(again, EVERY_MS);
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      held.current = false;
      timer.current = setTimeout(again, FIRST_MS);
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    onContextMenu: (event: { preventDefault(): void }) => event.preventDefault(),
    // The click that ends a hold has been acted on already; one from the keyboard has no hold before it.
    onClick: () => {
      if (!held.current) latest.current();
      held.current = false;
    },
  };
}
