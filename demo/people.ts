import type { Role } from '@connect/domain/permissions';

/** A sample sign-in: staff by a name that says what they do, partners by their firm. */
export interface Person {
  key: string;
  role: Role;
  email: string;
  firstName: string;
  lastName: string;
  /** The legal entity behind a partner. */
  entity?: string;
}

const staff = (key: string, role: Role, firstName: string, lastName: string): Person => ({
  key,
  role,
  email: `${firstName}.${lastName}@example.com`.toLowerCase(),
  firstName,
  lastName,
});
const partner = (key: string, role: Role, entity: string): Person => ({
  key,
  role,
  email: `${entity
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-(llc|inc|co)-?$/, '')
    .replace(/^-|-$/g, '')}@example.com`,
  firstName: entity.split(' ')[0]!,
  lastName: entity.split(' ').slice(1).join(' '),
  entity,
});

export const PEOPLE: readonly Person[] = [
  staff('admin', 'admin', 'Alex', 'Admin'),
  staff('acquisitions', 'acquisitions', 'Ada', 'Acquisitions'),
  staff('acquisitions2', 'acquisitions', 'Al', 'Acquisitions'),
  staff('design', 'design', 'Dana', 'Design'),
  staff('entitlement', 'entitlement', 'Ed', 'Entitlement'),
  staff('servicing', 'servicing', 'Sam', 'Servicing'),
  staff('servicing2', 'servicing', 'Stella', 'Servicing'),
  staff('manager', 'manager', 'Max', 'Manager'),
  staff('inspector', 'inspector', 'Ines', 'Inspector'),
  staff('accounting', 'accounting', 'Art', 'Accounting'),
  partner('builder', 'builder', 'Sample Builder LLC'),
  partner('builder2', 'builder', 'Sample Homes LLC'),
  partner('builder3', 'builder', 'Sample Infill LLC'),
  partner('agent', 'agent', 'Sample Realty Inc'),
  partner('agent2', 'agent', 'Sample Referrals Inc'),
  partner('consultant', 'consultant', 'Sample Survey Co'),
  partner('consultant2', 'consultant', 'Sample Title Co'),
  partner('consultant3', 'consultant', 'Sample Tree Co'),
];
