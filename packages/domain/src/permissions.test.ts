import { describe, expect, test } from 'vitest';
import {
  EXTERNAL_ROLES,
  INTERNAL_ROLES,
  PERMISSIONS,
  type Permission,
  permissionsOf,
  ROLES,
  type Role,
  reach,
} from './permissions.ts';

const _ = null;
const all = 'all';
const own = 'own';
const assigned = 'assigned';

/** The table of the domain description, cell by cell; accounting by its prose. */
const columns: Role[] = [
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
];
const golden: [Permission, ...(string | null)[]][] = [
  ['read:projects', all, all, all, all, all, all, assigned, all, own, own, own],
  ['write:projects', all, all, all, all, _, _, _, _, _, _, _],
  ['submit:leads', all, all, all, all, _, _, _, _, _, own, _],
  ['read:loans', all, all, _, _, all, all, _, all, own, _, _],
  ['write:loans', all, all, _, _, all, _, _, _, _, _, _],
  ['request:draws', all, all, _, _, all, _, _, _, own, _, _],
  ['approve:draws', all, _, _, _, all, _, _, _, _, _, _],
  ['submit:inspections', all, _, _, _, all, _, assigned, _, _, _, _],
  ['read:tasks', all, all, all, all, all, all, own, all, own, own, own],
  ['write:tasks', all, all, all, all, all, _, own, _, own, own, own],
  ['post:journals', all, _, _, _, _, _, _, all, _, _, _],
  ['close:periods', all, _, _, _, _, _, _, all, _, _, _],
  ['read:audit', all, _, _, _, _, all, _, _, _, _, _],
  ['manage:users', all, _, _, _, _, _, _, _, _, _, _],
  ['manage:settings', all, _, _, _, _, _, _, _, _, _, _],
];

describe('the matrix', () => {
  test.each(golden)('%s', (permission, ...cells) => {
    expect(columns.map((role) => reach(role, permission))).toEqual(cells);
  });

  test.each([
    'read:proformas',
    'read:notes',
    'read:postings',
    'read:bank-line',
    'reveal:sensitive',
    'read:reports',
  ] as const)('no external role holds %s', (permission) => {
    for (const role of EXTERNAL_ROLES) expect(reach(role, permission)).toBeNull();
  });

  test('an external role never reaches all', () => {
    for (const role of EXTERNAL_ROLES) {
      for (const permission of permissionsOf(role)) expect(reach(role, permission)).toBe('own');
    }
  });

  test('a manager reads and decides nothing', () => {
    // The calculator works with made-up loans: it decides nothing.
    for (const permission of permissionsOf('manager')) expect(permission).toMatch(/^read:|^calculate:loans$/);
  });

  test('accounting reads loans, releases payment files, posts journals and closes periods, and never approves', () => {
    expect(permissionsOf('accounting').filter((permission) => !permission.startsWith('read:'))).toEqual([
      'release:payments',
      'calculate:loans',
      'post:journals',
      'close:periods',
    ]);
    expect(reach('accounting', 'read:bank-line')).toBe('all');
  });

  test('design and entitlement know nothing of loans and their money', () => {
    for (const role of ['design', 'entitlement'] as const) {
      const held = permissionsOf(role).filter((p) =>
        /^(?!calculate).*:(loans|draws|payments|statements|postings|bank-line|envelopes|inspections)$/.test(
          p,
        ),
      );
      expect(held).toEqual([]);
    }
  });

  test('writing implies reading', () => {
    for (const role of ROLES) {
      for (const permission of permissionsOf(role)) {
        const [verb, resource] = permission.split(':');
        const read = `read:${resource}` as Permission;
        if (verb === 'write' && PERMISSIONS.includes(read))
          expect([role, read, reach(role, read)]).not.toContain(null);
      }
    }
  });

  test('every role is either internal or external', () => {
    expect([...INTERNAL_ROLES, ...EXTERNAL_ROLES].sort()).toEqual([...ROLES].sort());
  });
});
