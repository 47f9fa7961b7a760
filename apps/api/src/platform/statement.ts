import type { CompiledQuery } from 'kysely';
import type { Reader } from './db.ts';

/** Stands for a value while a statement is built. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A statement that Kysely builds once and that afterwards only gets its values put in: building costs more than sending, so
 * what the busiest requests ask is declared this way. `build` may use each value as a parameter only, never look at it; values
 * that are left out (undefined) make a statement of their own.
 */
export function statement<V extends object, R>(
  build: (db: Reader, values: V) => { compile(): CompiledQuery<R> },
): (db: Reader, values: V) => Promise<R[]> {
  const built = new Map<string, CompiledQuery<R>>();
  return async (db, values) => {
    const names = Object.keys(values).filter((name) => values[name as keyof V] !== undefined);
    const shape = names.join();
    let known = built.get(shape);
    if (!known) {
      const slots = Object.fromEntries(names.map((name) => [name, new Slot(name)]));
      known = build(db, slots as V).compile();
      built.set(shape, known);
    }
    const parameters = known.parameters.map((each) =>
      each instanceof Slot ? values[each.name as keyof V] : each,
    );
    return (await db.executeQuery<R>({ ...known, parameters })).rows;
  };
}
