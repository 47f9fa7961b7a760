import type { Role } from '@connect/domain/permissions';

/** Who sees only some rows: one user on each side. */
export const LIMITED = ['inspector', 'builder', 'agent', 'consultant'] as const satisfies readonly Role[];
export type Limited = (typeof LIMITED)[number];
export const isLimited = (role: Role): role is Limited => (LIMITED as readonly Role[]).includes(role);
