/**
 * The permission matrix as data: routes, the SQL scope of "own", the token, the web and the coverage test all read this one table.
 * A missing cell means never (403); `own` and `assigned` mean that somebody else's row does not exist (404).
 */

export const ROLES = [
  'admin',
  'acquisitions',
  'design',
  'entitlement',
  'servicing',
  'manager',
  'inspector',
  'accounting',
  'builder',
  'agent',
  'consultant',
] as const;
export type Role = (typeof ROLES)[number];

export const INTERNAL_ROLES = [
  'admin',
  'acquisitions',
  'design',
  'entitlement',
  'servicing',
  'manager',
  'inspector',
  'accounting',
] as const satisfies readonly Role[];

export const EXTERNAL_ROLES = ['builder', 'agent', 'consultant'] as const satisfies readonly Role[];

export const isInternal = (role: Role): boolean => (INTERNAL_ROLES as readonly Role[]).includes(role);

/**
 * How far a permission goes. `own`: behind the signed-in user stands a contact (or a legal entity that the contact belongs to) with
 * access to the row. `assigned`: the row, or the project it belongs to, is given to this user to work on.
 */
export type Reach = 'all' | 'own' | 'assigned';
export type Cells = Partial<Record<Role, Reach>>;

/** The same reach for several roles. */
const to = (reach: Reach, ...roles: Role[]): Cells =>
  Object.fromEntries(roles.map((role) => [role, reach])) as Cells;

// Recurring groups. Manager reads everything and decides nothing; accounting, where nothing else is said, reads as manager.
const readers = to(
  'all',
  'admin',
  'acquisitions',
  'design',
  'entitlement',
  'servicing',
  'manager',
  'accounting',
);
const projectWriters = to('all', 'admin', 'acquisitions', 'design', 'entitlement');
const loanReaders = to('all', 'admin', 'acquisitions', 'servicing', 'manager', 'accounting');
const loanWriters = to('all', 'admin', 'acquisitions', 'servicing');
const drawDeciders = to('all', 'admin', 'servicing');
const workers = to('all', 'admin', 'acquisitions', 'design', 'entitlement', 'servicing');

export const MATRIX = {
  // A consultant's projects are those of the consultant's own orders and tasks, reached through the contact, hence 'own'.
  'read:projects': {
    ...readers,
    ...to('assigned', 'inspector'),
    ...to('own', 'builder', 'agent', 'consultant'),
  },
  'write:projects': projectWriters,
  // Who may write projects may also take down a lead that came by telephone.
  'submit:leads': { ...projectWriters, ...to('own', 'agent') },

  // Proformas, consultant orders, permits and plans follow Projects; an inspector therefore sees those of the assigned projects.
  'read:proformas': { ...readers, ...to('assigned', 'inspector') },
  'write:proformas': projectWriters,
  // A builder does not see consultant orders: they are the lender's own diligence. A consultant sees only the own ones.
  'read:consultant-orders': { ...readers, ...to('assigned', 'inspector'), ...to('own', 'consultant') },
  'write:consultant-orders': projectWriters,
  'deliver:consultant-orders': { ...projectWriters, ...to('own', 'consultant') },
  // An agent's interest ends with the lead: the table says "own leads", so no permits and no plans.
  'read:permits': { ...readers, ...to('assigned', 'inspector'), ...to('own', 'builder') },
  'write:permits': projectWriters,
  'read:plans': { ...readers, ...to('assigned', 'inspector'), ...to('own', 'builder') },
  'write:plans': projectWriters,

  'read:loans': { ...loanReaders, ...to('own', 'builder') },
  'write:loans': loanWriters,
  // The table has no separate row for approving a loan: it is a write of the loan.
  'approve:loans': loanWriters,
  // Postings and the bank line follow Loans, without the external roles.
  'read:postings': loanReaders,
  'read:bank-line': loanReaders,
  'write:bank-line': loanWriters,

  // The table is silent on reading draws: they follow Loans, and an inspector reads those of the assigned inspections.
  'read:draws': { ...loanReaders, ...to('assigned', 'inspector'), ...to('own', 'builder') },
  'request:draws': { ...loanWriters, ...to('own', 'builder') },
  // Schedule, start the review, hold, resume, reject: those who may approve.
  'review:draws': drawDeciders,
  'approve:draws': drawDeciders,
  'override:conditions': drawDeciders,

  // Builders do not read inspections: percentages stay between inspector and lender until the draw is decided.
  'read:inspections': { ...loanReaders, ...to('assigned', 'inspector') },
  'submit:inspections': { ...drawDeciders, ...to('assigned', 'inspector') },

  // Payments, quotes and statements follow Loans.
  'read:payments': { ...loanReaders, ...to('own', 'builder') },
  'write:payments': loanWriters,
  // Accounting releases payment files by its own clause, servicing because it "approves and pays draws". Acquisitions does neither.
  'release:payments': to('all', 'admin', 'servicing', 'accounting'),
  // Works with made-up loans only, so any internal role may.
  'calculate:loans': to('all', ...INTERNAL_ROLES),
  // Accounting's own clause; the table gives admin everything.
  'post:journals': to('all', 'admin', 'accounting'),
  'close:periods': to('all', 'admin', 'accounting'),
  'read:statements': { ...loanReaders, ...to('own', 'builder') },
  'write:statements': loanWriters,

  'read:tasks': { ...readers, ...to('own', 'inspector', 'builder', 'agent', 'consultant') },
  'write:tasks': { ...workers, ...to('own', 'inspector', 'builder', 'agent', 'consultant') },

  // Documents follow the rule of their subject: these cells are the outer bound, the subject's own permission narrows them.
  'read:documents': {
    ...readers,
    ...to('assigned', 'inspector'),
    ...to('own', 'builder', 'agent', 'consultant'),
  },
  'write:documents': {
    ...workers,
    ...to('assigned', 'inspector'),
    ...to('own', 'builder', 'agent', 'consultant'),
  },

  // The table has no row for contacts: internal roles need to reach anyone, external ones see themselves and their entities.
  // External roles do not edit: a changed bank account or address goes through staff.
  'read:contacts': { ...readers, ...to('all', 'inspector'), ...to('own', 'builder', 'agent', 'consultant') },
  'write:contacts': workers,
  // Tax ids, bank accounts, dates of birth: those who write loans. "Reads everything" of a manager stops at the mask.
  'reveal:sensitive': loanWriters,

  'read:audit': to('all', 'admin', 'manager'),
  'manage:users': to('all', 'admin'),
  'manage:settings': to('all', 'admin'),
  // Those who work on deals see what was written about them, each by the rule of its subject, and the manager. Single-use links in a
  // message (invitation, reset, signing) are credentials: whoever shows the outbox hides them from everybody but an admin.
  'read:outbox': { ...workers, ...to('all', 'manager') },
  'write:outbox': workers,

  // Design and entitlement get the reports about projects; a report that counts loans or money asks for read:loans as well.
  'read:reports': readers,
  'read:notes': { ...readers, ...to('assigned', 'inspector') },
  'write:notes': { ...workers, ...to('assigned', 'inspector') },

  // Envelopes follow Loans; a signer without an account signs by link and needs no permission.
  'read:envelopes': { ...loanReaders, ...to('own', 'builder') },
  'write:envelopes': loanWriters,
} as const satisfies Record<string, Cells>;

export type Permission = keyof typeof MATRIX;
export const PERMISSIONS = Object.keys(MATRIX) as Permission[];

/** How far `role` may use `permission`; null when never. */
export function reach(role: Role, permission: Permission): Reach | null {
  const cells: Cells = MATRIX[permission];
  return cells[role] ?? null;
}

/** What a token of this role carries, in the order of the matrix. */
export const permissionsOf = (role: Role): Permission[] =>
  PERMISSIONS.filter((permission) => reach(role, permission) !== null);

/** The roles that hold a permission at any reach. */
export const rolesWith = (permission: Permission): Role[] =>
  ROLES.filter((role) => reach(role, permission) !== null);
