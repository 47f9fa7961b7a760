/**
 * Shifts the clock of this process, server included, so that it shows `moment` now and goes on from there; PostgreSQL keeps its own time.
 * Gives back the way home.
 */
export function travelTo(moment: Date): () => void {
  const Here = globalThis.Date;
  globalThis.Date = shifted(Here, moment.getTime() - Here.now());
  return () => {
    globalThis.Date = Here;
  };
}

function shifted(Here: DateConstructor, ms: number): DateConstructor {
  return new Proxy(Here, {
    construct: (target, args, made) =>
      Reflect.construct(target, args.length ? args : [Here.now() + ms], made),
    apply: () => new Here(Here.now() + ms).toString(),
    get: (target, name) => (name === 'now' ? () => Here.now() + ms : Reflect.get(target, name)),
  });
}

/** The same for a page, as a script to run before its own. */
export const travelScript = (moment: Date): string => `{
  const Here = Date;
  const ms = ${moment.getTime()} - Here.now();
  globalThis.Date = new Proxy(Here, {
    construct: (target, args, made) => Reflect.construct(target, args.length ? args : [Here.now() + ms], made),
    apply: () => new Here(Here.now() + ms).toString(),
    get: (target, name) => (name === 'now' ? () => Here.now() + ms : Reflect.get(target, name)),
  });
}`;
