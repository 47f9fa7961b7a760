/**
 * A life cycle is one table of (from, action, to, who, guard). From the table come the 409 that names the legal moves, the OpenAPI
 * enum, the buttons of the web with the reason when greyed, the SQL check, the diagram and the exhaustive test.
 */
import type { Role } from './permissions.ts';

/** Who makes a move: a role, or 'system' when an event of another module does. */
export type Actor = Role | 'system';

/** A condition of a move. `test` answers null when fulfilled, else what is missing and what unblocks it, as a sentence. */
export interface Guard<in C> {
  readonly code: string;
  readonly test: (ctx: C) => string | null;
}

export interface Row {
  readonly from: string;
  readonly action: string;
  readonly to: string;
  readonly by: readonly Actor[];
  /** Guards<never> takes a guard of any context; the machine works out which context a move needs. */
  readonly needs?: readonly Guard<never>[];
  /** The text of the button. */
  readonly label: string;
  /** The person must say why. */
  readonly reason?: 'required';
  /** The person must have proved who they are within the last minutes: money moves, or a decision is overridden. */
  readonly stepUp?: boolean;
}

type Intersect<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
type NeedsOf<R> = R extends { readonly needs: readonly (infer G)[] } ? G : never;
type ContextOfGuard<G> = G extends Guard<infer C> ? C : never;

/** What the guards of action A want to know; `unknown` when it has none. */
export type ContextFor<R extends Row, A extends string> = Intersect<
  ContextOfGuard<NeedsOf<Extract<R, { readonly action: A }>>>
>;

/** One entry of a row of buttons. */
export interface Move<A extends string = string, S extends string = string> {
  action: A;
  label: string;
  to: S;
  allowed: boolean;
  /** Why it is not allowed yet. */
  reason?: string;
  needsReason: boolean;
  stepUp: boolean;
}

export interface Machine<R extends Row> {
  readonly name: string;
  readonly rows: readonly R[];
  readonly states: readonly (R['from'] | R['to'])[];
  readonly actions: readonly R['action'][];
  readonly initial: R['from'];
  readonly finals: readonly (R['from'] | R['to'])[];
  /**
   * The row of a move, when it may be made.
   * @throws IllegalMove when the table has no such move, MoveForbidden when not for this role, GuardFailed when something is missing
   */
  step<A extends R['action']>(
    from: R['from'] | R['to'],
    action: A,
    role: Actor,
    ctx: ContextFor<R, A>,
  ): Extract<R, { readonly action: A }>;
  /** The rows that lead out of a state, for a role when given. */
  legal(from: R['from'] | R['to'], role?: Actor): R[];
  /** The buttons of a role in a state. Without a context guards are not asked, and every listed move is allowed. */
  moves(
    from: R['from'] | R['to'],
    role: Actor,
    ctx?: ContextFor<R, R['action']>,
  ): Move<R['action'], R['from'] | R['to']>[];
  /** A Mermaid state diagram. */
  mermaid(): string;
}

export type StateOf<M> = M extends Machine<infer R> ? R['from'] | R['to'] : never;
export type ActionOf<M> = M extends Machine<infer R> ? R['action'] : never;

/** 409: the table has no such move. */
export class IllegalMove extends Error {
  readonly code = 'illegal_move';
  readonly from: string;
  readonly action: string;
  /** The actions that this role may make from here. */
  readonly legal: string[];

  constructor(machineName: string, from: string, action: string, legal: string[]) {
    super(
      `A ${machineName} that is ${words(from)} cannot ${words(action)}; ` +
        (legal.length ? `it can ${legal.map(words).join(', ')}.` : 'there is nothing left to do.'),
    );
    this.name = 'IllegalMove';
    this.from = from;
    this.action = action;
    this.legal = legal;
  }
}

/** 403: the move exists, but never for this role. */
export class MoveForbidden extends Error {
  readonly code = 'move_forbidden';
  readonly action: string;
  readonly role: Actor;

  constructor(machineName: string, action: string, role: Actor) {
    super(`The role ${role} may not ${words(action)} a ${machineName}.`);
    this.name = 'MoveForbidden';
    this.action = action;
    this.role = role;
  }
}

/** 409: something is missing. `code` is the guard's, `reason` says what unblocks the move. */
export class GuardFailed extends Error {
  readonly code: string;
  readonly action: string;
  readonly reason: string;
  /** The other actions that this role may make from here. */
  readonly legal: string[];

  constructor(action: string, code: string, reason: string, legal: string[]) {
    super(reason);
    this.name = 'GuardFailed';
    this.action = action;
    this.code = code;
    this.reason = reason;
    this.legal = legal;
  }
}

/** 422 at /reason: a move that must be justified came without a word. */
export class ReasonMissing extends Error {
  readonly code = 'reason_required';
  readonly action: string;

  constructor(action: string) {
    super(`Say why: ${words(action)} needs a reason.`);
    this.name = 'ReasonMissing';
    this.action = action;
  }
}

/**
 * Refuses a move whose row wants a reason when none was given. Apart from `step`, since a button is not grey for want of a reason.
 * @throws ReasonMissing
 */
export function assertReason(row: Row, reason: string | null | undefined): void {
  if (row.reason === 'required' && !reason?.trim()) throw new ReasonMissing(row.action);
}

/** Writes a guard so that its context is inferred from the sentence it speaks. */
export const guard = <C>(code: string, test: (ctx: C) => string | null): Guard<C> => ({ code, test });

/**
 * Builds a machine from its table; the first row's `from` is the initial state.
 * @throws Error at load, when two rows claim one (from, action) or the table is empty
 */
export function machine<const R extends readonly Row[]>(name: string, table: R): Machine<R[number]> {
  type Each = R[number];
  type State = Each['from'] | Each['to'];
  const rows: readonly Each[] = table;
  const first = rows[0];
  if (!first) throw new Error(`The table of ${name} is empty.`);
  const byMove = index(name, rows);

  const states: State[] = unique(rows.flatMap((row) => [row.from, row.to]));
  const legal = (from: State, role?: Actor): Each[] =>
    rows.filter((row) => row.from === from && (role === undefined || row.by.includes(role)));
  const others = (from: State, action: string, role: Actor): string[] =>
    legal(from, role)
      .map((row) => row.action)
      .filter((each) => each !== action);

  return {
    name,
    rows,
    states,
    actions: unique(rows.map((row) => row.action)),
    initial: first.from,
    finals: states.filter((state) => legal(state).length === 0),
    legal,
    step(from, action, role, ctx) {
      const row = byMove.get(key(from, action));
      if (!row) throw new IllegalMove(name, from, action, others(from, action, role));
      if (!row.by.includes(role)) throw new MoveForbidden(name, action, role);
      const missing = firstMissing(row, ctx);
      if (missing) throw new GuardFailed(action, missing.code, missing.reason, others(from, action, role));
      return row as Extract<Each, { readonly action: typeof action }>;
    },
    moves(from, role, ctx) {
      return legal(from, role).map((row) => {
        const missing = ctx === undefined ? null : firstMissing(row, ctx);
        return {
          action: row.action,
          label: row.label,
          to: row.to,
          allowed: missing === null,
          ...(missing ? { reason: missing.reason } : {}),
          needsReason: row.reason === 'required',
          stepUp: row.stepUp === true,
        };
      });
    },
    mermaid: () =>
      [
        'stateDiagram-v2',
        `  [*] --> ${first.from}`,
        ...rows.map((row) => `  ${row.from} --> ${row.to}: ${words(row.action)}`),
        ...states.filter((state) => legal(state).length === 0).map((state) => `  ${state} --> [*]`),
      ].join('\n'),
  };
}

const key = (from: string, action: string) => `${from} ${action}`;
const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];
const words = (name: string) => name.replaceAll('_', ' ');

function index<R extends Row>(name: string, rows: readonly R[]): Map<string, R> {
  const byMove = new Map<string, R>();
  for (const row of rows) {
    const move = key(row.from, row.action);
    if (byMove.has(move)) throw new Error(`The table of ${name} has two rows for ${move}.`);
    byMove.set(move, row);
  }
  return byMove;
}

/** The first guard that says no. The context was checked against the guards where the caller wrote it, hence the cast to never. */
function firstMissing(row: Row, ctx: unknown): { code: string; reason: string } | null {
  for (const need of row.needs ?? []) {
    const reason = need.test(ctx as never);
    if (reason !== null) return { code: need.code, reason };
  }
  return null;
}
