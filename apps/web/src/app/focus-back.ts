/**
 * Gives the focus back to what had it before a dialog opened. Dialogs come and go as a whole here, so Mantine, which waits for one to
 * be closed, never does. Returns the way to stop.
 */
export function giveFocusBack(): () => void {
  const openers = new Map<Element, HTMLElement>();
  let before: HTMLElement | null = null;

  const gone = new MutationObserver(() => {
    for (const [dialog, opener] of [...openers].reverse()) {
      if (dialog.isConnected) continue;
      openers.delete(dialog);
      // Who put the focus somewhere else meanwhile meant it.
      if (document.activeElement === document.body && opener.isConnected)
        opener.focus({ preventScroll: true });
    }
  });
  const onFocus = (event: FocusEvent) => {
    const element = event.target as HTMLElement;
    const dialog = element.closest('[role=dialog]');
    if (dialog && before && !dialog.contains(before) && !openers.has(dialog)) {
      openers.set(dialog, before);
      gone.observe(dialog.closest('[data-portal]') ?? document.body, { childList: true, subtree: true });
    }
    before = element;
  };
  document.addEventListener('focusin', onFocus);
  return () => {
    document.removeEventListener('focusin', onFocus);
    gone.disconnect();
  };
}
