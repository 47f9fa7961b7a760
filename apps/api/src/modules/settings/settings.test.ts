import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../test/app.ts';
import { givenLoan, key } from '../servicing/test/given.ts';

let server: TestApp;
let admin: SignedIn;

beforeAll(async () => {
  server = await startApp();
  admin = await signIn(server, 'admin', { displayName: 'Ada Admin' });
});
afterAll(() => server.close());

const seen = async () => (await admin.get('/v1/settings')).json();
/** Saves over what is there now. */
const save = async (body: object) => admin.patch('/v1/settings', (await seen()).version, body);

const DRAWS = { secondApprovalCents: 10_000_000, titleMaxAgeDays: 45, creditMaxAgeDays: 120 };
const ACH = {
  bankRoutingNumber: '125000024',
  bankName: 'Sample Bank of Seattle',
  originId: '1234567890',
  originName: 'Sample Lender LLC',
  companyId: '1234567890',
  companyName: 'Sample Lender',
};

test('before anything is saved the record says what holds, and that samples do', async () => {
  const answer = await admin.get('/v1/settings');
  expect(answer.statusCode).toBe(200);
  expect(answer.headers.etag).toBe('"1"');
  expect(answer.json()).toMatchObject({
    version: 1,
    updatedAt: null,
    saved: [],
    lender: { name: 'Connect Lending LLC' },
    draws: { secondApprovalCents: 5_000_000, titleMaxAgeDays: 30, creditMaxAgeDays: 180 },
    payments: { cutOffMinute: 840 },
    achOrigin: { bankRoutingNumber: '123456780', originName: 'Sample Lender' },
  });
});

describe('a change', () => {
  test('is saved as a whole, on record before and after, and leaves the others', async () => {
    const { version } = await seen();
    const changed = await admin.patch('/v1/settings', version, { draws: DRAWS });
    expect(changed.json()).toMatchObject({
      version: version + 1,
      saved: ['draws'],
      draws: DRAWS,
      payments: { cutOffMinute: 840 },
    });
    expect(await seen()).toEqual(changed.json());
    const [event] = await eventsOf('settings.changed');
    expect(event).toMatchObject({
      actor_id: admin.userId,
      subject_type: 'settings',
      payload: {
        setting: 'Draw approvals and evidence',
        before: { secondApprovalCents: 5_000_000, titleMaxAgeDays: 30, creditMaxAgeDays: 180 },
        after: DRAWS,
      },
    });
    const again = await admin.patch('/v1/settings', version + 1, { draws: DRAWS });
    expect(again.json()).toEqual(changed.json());
    expect(await eventsOf('settings.changed')).toHaveLength(1);
  });

  test('of the cut-off holds for the next payment', async () => {
    const { id: loanId } = await givenLoan();
    const receivedAt = '2024-10-01T18:00:00Z'; // 11:00 in Seattle, a Tuesday
    const receive = async () => {
      const body = { loanId, amountCents: 100, method: 'wire', receivedAt };
      return (await admin.post('/v1/payments', body, { key: key() })).json();
    };
    expect(await receive()).toMatchObject({ receivedOn: '2024-10-01' });
    await save({ payments: { cutOffMinute: 10 * 60 } });
    expect(await receive()).toMatchObject({ receivedOn: '2024-10-02' });
  });

  test('of the ACH origin leaves no number of ours in the trail', async () => {
    expect((await save({ achOrigin: ACH })).json().achOrigin).toEqual(ACH);
    const event = (await eventsOf('settings.changed')).at(-1)!;
    expect(event.payload).toMatchObject({
      setting: 'ACH origin',
      before: { bankRoutingNumber: '•••6780', companyId: '•••0000' },
      after: { bankRoutingNumber: '•••0024', originId: '•••7890', companyId: '•••7890' },
    });
    expect(JSON.stringify(event.payload)).not.toContain('1234567890');
  });

  test('by a stale version, without one, or by one of two at once is refused', async () => {
    const { version } = await seen();
    const stale = await admin.patch('/v1/settings', version - 1, { draws: DRAWS });
    expect(stale.json()).toMatchObject({ status: 412, code: 'stale_version', currentVersion: version });
    expect((await admin.call('PATCH', '/v1/settings', { body: { draws: DRAWS } })).statusCode).toBe(428);
    const both = await Promise.all(
      [31, 32].map((titleMaxAgeDays) =>
        admin.patch('/v1/settings', version, { draws: { ...DRAWS, titleMaxAgeDays } }),
      ),
    );
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
  });

  test('is asked to prove it is them, and is for administrators alone', async () => {
    const cold = await signIn(server, 'admin', { steppedUp: false });
    const { version } = await seen();
    expect((await cold.patch('/v1/settings', version, { draws: DRAWS })).json().code).toBe(
      'step_up_required',
    );
    expect((await cold.get('/v1/settings')).statusCode).toBe(200);
    for (const role of ['manager', 'servicing', 'accounting', 'acquisitions', 'builder'] as const) {
      const other = await signIn(server, role);
      expect((await other.get('/v1/settings')).statusCode).toBe(403);
      expect((await other.patch('/v1/settings', version, { draws: DRAWS })).statusCode).toBe(403);
    }
    expect((await server.app.inject({ url: '/v1/settings' })).statusCode).toBe(401);
  });

  test.each([
    [{ lender: { name: '  ', trustee: 'Sample Title Co.' } }, '/lender/name'],
    [{ lender: { name: 'Sample Lender LLC' } }, '/lender/trustee'],
    [{ draws: { ...DRAWS, secondApprovalCents: -1 } }, '/draws/secondApprovalCents'],
    [{ draws: { ...DRAWS, secondApprovalCents: 100.5 } }, '/draws/secondApprovalCents'],
    [{ draws: { ...DRAWS, titleMaxAgeDays: 0 } }, '/draws/titleMaxAgeDays'],
    [{ draws: { ...DRAWS, creditMaxAgeDays: 731 } }, '/draws/creditMaxAgeDays'],
    [{ payments: { cutOffMinute: 1440 } }, '/payments/cutOffMinute'],
    [{ payments: { cutOffMinute: '14:00' } }, '/payments/cutOffMinute'],
    [{ achOrigin: { ...ACH, bankRoutingNumber: '125000025' } }, '/achOrigin/bankRoutingNumber'],
    [{ achOrigin: { ...ACH, companyName: 'Sample Lender and Sons' } }, '/achOrigin/companyName'],
    [{ achOrigin: { ...ACH, originName: 'Sämple' } }, '/achOrigin/originName'],
    [{ achOrigin: { ...ACH, originId: '12345678901' } }, '/achOrigin/originId'],
    [{ achOrigin: { ...ACH, accountNumber: '1' } }, '/achOrigin/accountNumber'],
    [{ smtp: {} }, '/smtp'],
  ])('%j is refused by name', async (body, pointer) => {
    const before = await seen();
    const answer = await save(body);
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ pointer }] });
    expect(await seen()).toEqual(before);
  });
});
