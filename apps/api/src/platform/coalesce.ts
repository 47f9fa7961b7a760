/**
 * Lets everybody who asks the same at the same time share one piece of work. Whoever comes while it runs gets the next run, so
 * nobody is told what was so before they asked, and the work runs once at a time however many ask.
 */
export function coalesce<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  const next = new Map<string, Promise<T>>();

  function start(key: string, work: () => Promise<T>): Promise<T> {
    const run = work().finally(() => {
      if (running.get(key) === run) running.delete(key);
    });
    running.set(key, run);
    return run;
  }

  return (key, work) => {
    const current = running.get(key);
    if (!current) return start(key, work);
    const waiting = next.get(key);
    if (waiting) return waiting;
    const following = current
      .then(
        () => {},
        () => {},
      )
      .then(() => {
        next.delete(key);
        return start(key, work);
      });
    next.set(key, following);
    return following;
  };
}
