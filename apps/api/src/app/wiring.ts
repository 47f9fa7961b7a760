import type { Config } from '../platform/config.ts';

/** Fills the function types by which a module asks something of one to its right, and gives each port its adapter. */
export function wire(_config: Config): void {}
