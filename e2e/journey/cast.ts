import { expect } from 'vitest';
import type { SignedIn } from '../../test/actors.ts';
import { type Desk, type House, hire } from './desk.ts';

export interface Cast {
  agent: Desk;
  acquisitions: Desk;
  surveyor: Desk;
  title: Desk;
  arborist: Desk;
  entitlement: Desk;
  servicing: Desk;
  second: Desk;
  accounting: Desk;
  inspector: Desk;
  builder: Desk;
  admin: Desk;
}

export const GUARANTOR = 'Sample Guarantor';
export const GUARANTOR_EMAIL = 'guarantor@example.com';
export const BORROWER = 'Sample Builder LLC';
export const EXCAVATION = 'Sample Excavation Co';
export const CONCRETE = 'Sample Concrete Co';

/** Everybody the deal needs: the users, and the parties that are known before it begins. */
export async function castFor(house: House): Promise<Cast> {
  const user = (role: Parameters<typeof hire>[1], displayName: string, contact?: boolean): Promise<Desk> =>
    hire(house, role, contact ? { displayName, contact } : { displayName });
  const cast: Cast = {
    agent: await user('agent', 'Sample Realty Inc'),
    acquisitions: await user('acquisitions', 'Ada Acquisitions'),
    surveyor: await user('consultant', 'Sample Survey Co'),
    title: await user('consultant', 'Sample Title Co'),
    arborist: await user('consultant', 'Sample Tree Co'),
    entitlement: await user('entitlement', 'Ed Entitlement'),
    servicing: await user('servicing', 'Sam Servicing'),
    second: await user('servicing', 'Stella Servicing'),
    accounting: await user('accounting', 'Art Accounting'),
    inspector: await user('inspector', 'Ines Inspector', true),
    builder: await user('builder', 'Sample Builder'),
    admin: await user('admin', 'Alex Admin'),
  };
  await parties(cast);
  return cast;
}

/** The borrower with who signs for it, the guarantor, and subcontractors with a bank account. */
async function parties({ acquisitions, servicing, builder }: Cast): Promise<void> {
  const borrower = await made(acquisitions.api, '/v1/entities', {
    name: BORROWER,
    entityType: 'llc',
    state: 'WA',
    email: builder.api.email,
  });
  await made(acquisitions.api, `/v1/entities/${borrower.id}/members`, {
    contactId: builder.api.contactId,
    title: 'Managing member',
  });
  const [firstName, lastName] = GUARANTOR.split(' ');
  await made(acquisitions.api, '/v1/contacts', { firstName, lastName, email: GUARANTOR_EMAIL });
  for (const name of [EXCAVATION, CONCRETE]) {
    const payee = await made(servicing.api, '/v1/entities', { name, entityType: 'corporation', state: 'WA' });
    const account = { bankName: 'Sample Bank', routingNumber: '123456780', accountNumber: '000912345678' };
    const answer = await servicing.api.patch(`/v1/entities/${payee.id}/bank-account`, payee.version, account);
    expect(answer.statusCode, answer.body).toBe(200);
  }
}

async function made(who: SignedIn, path: string, body: object): Promise<{ id: string; version: number }> {
  const answer = await who.post(path, body);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}
