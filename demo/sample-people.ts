import { addMember, createContact, createEntity, linkUser } from '../apps/api/src/modules/contacts/index.ts';
import { createUser, DEMO_PASSWORD, hashPassword } from '../apps/api/src/modules/identity/index.ts';
import { systemActor } from '../apps/api/src/platform/actor.ts';
import { inTransaction } from '../apps/api/src/platform/transaction.ts';
import { PEOPLE, type Person } from './people.ts';
import type { Common } from './world.ts';

const CAPACITY: Record<string, 'agent' | 'builder' | 'consultant'> = {
  agent: 'agent',
  builder: 'builder',
  consultant: 'consultant',
};

/** The sample sign-ins, with the contacts and entities behind them. All have the same password, so it is hashed once. */
export async function loadPeople(common: Common, since: Date): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  for (const [index, person] of PEOPLE.entries())
    await loadPerson(common, person, passwordHash, index, since);
  for (const [index, name] of SUBCONTRACTORS.entries())
    common.payees.push(await loadSubcontractor(name, index, since));
  for (const [index, lastName] of ['One', 'Two', 'Three'].entries())
    common.guarantors.push(await loadGuarantor(lastName, index, since));
}

async function loadPerson(
  common: Common,
  person: Person,
  passwordHash: string,
  index: number,
  since: Date,
): Promise<void> {
  const { role, email, firstName, lastName, entity } = person;
  const name = entity ?? `${firstName} ${lastName}`;
  await inTransaction(systemActor('sample', 'Sample data', since), async (tx) => {
    const userId = await createUser(tx, { email, displayName: name, role, passwordHash, isDemo: true });
    const capacity = CAPACITY[role];
    const contactId = await createContact(tx, {
      firstName,
      lastName,
      email,
      phone: `+1206555${String(100 + index).padStart(4, '0')}`,
      ...(capacity ? { capacities: [capacity] } : {}),
    });
    await linkUser(tx, contactId, userId);
    let partyId = contactId;
    if (entity) {
      partyId = await createEntity(tx, {
        name: entity,
        entityType: entity.endsWith('LLC') ? 'llc' : 'corporation',
        state: 'WA',
        email,
        // 123456780 is no bank’s routing number, but one whose check digit is right.
        bank: {
          bankName: 'Sample Bank',
          routingNumber: '123456780',
          accountNumber: `00012345${1000 + index}`,
        },
      });
      await addMember(tx, partyId, contactId, role === 'builder' ? 'Managing member' : 'Member');
    }
    common.people.set(person.key, { userId, role, name, contactId, partyId });
  });
}

const SUBCONTRACTORS = [
  'Sample Excavation Co',
  'Sample Concrete Co',
  'Sample Framing Co',
  'Sample Roofing Co',
];

const loadSubcontractor = (
  name: string,
  index: number,
  since: Date,
): Promise<{ partyId: string; name: string }> =>
  inTransaction(systemActor('sample', 'Sample data', since), async (tx) => ({
    name,
    partyId: await createEntity(tx, {
      name,
      entityType: 'corporation',
      state: 'WA',
      email: `billing@${name.toLowerCase().replace(/ co$/, '').replaceAll(' ', '-')}.example.com`,
      bank: { bankName: 'Sample Bank', routingNumber: '123456780', accountNumber: `0009876${5000 + index}` },
    }),
  }));

/** Guarantors sign by link and need no sign-in. */
const loadGuarantor = (lastName: string, index: number, since: Date): Promise<string> =>
  inTransaction(systemActor('sample', 'Sample data', since), (tx) =>
    createContact(tx, {
      firstName: 'Sample Guarantor',
      lastName,
      email: `guarantor-${lastName.toLowerCase()}@example.com`,
      phone: `+1206555${String(160 + index).padStart(4, '0')}`,
    }),
  );
