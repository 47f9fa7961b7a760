import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../../test/app.ts';
import { open } from '../../app/main.ts';
import { systemActor } from '../../platform/actor.ts';
import { inTransaction } from '../../platform/transaction.ts';
import * as lending from '../lending/test/given.ts';
import { givenLoan, key } from '../servicing/test/given.ts';
import { givenStage, type InReview, type Stage } from '../servicing/test/given-stage.ts';

let server: TestApp;
let stage: Stage;
let cast: lending.Cast;
let draw: InReview;
let loan: lending.LoanAnswer;

/** A draw to pay and a loan to sign come about as anywhere; then the process goes on as production starts it. */
beforeAll(async () => {
  server = await startApp();
  stage = await givenStage(server);
  for (const name of ['Sample Framing Co.', 'Sample Roofing Inc.']) await stage.entity(name);
  draw = await stage.approved();
  cast = await lending.givenCast(server);
  const { id } = await lending.givenSubmitted(cast);
  loan = (await lending.move(cast.servicing, id, 'approve')).json();
  await inTransaction(systemActor('test'), (tx) =>
    tx
      .updateTable('identity.users')
      .set({ totp_enrolled_at: tx.now, totp_secret_sealed: 'nobody reads it here' })
      .execute(),
  );
  open({ ...server.config, production: true });
}, 60_000);
afterAll(() => server.close());

const missing = (setting: string) => ({
  status: 409,
  code: 'setting_missing',
  setting,
  detail: expect.stringContaining(setting === 'lender' ? 'The setting “Lender”' : 'The setting “ACH origin”'),
});
const send = () => lending.move(cast.servicing, loan.id, 'send_documents');
const pay = () => stage.accounting.post('/v1/payment-files', { drawIds: [draw.id] }, { key: key() });
const save = async (body: object) => {
  const { version } = (await stage.ada.get('/v1/settings')).json();
  return stage.ada.patch('/v1/settings', version, body);
};

test('the record shows no samples, and no paper names one as the lender', async () => {
  expect((await stage.ada.get('/v1/settings')).json()).toMatchObject({
    saved: [],
    lender: null,
    draws: { titleMaxAgeDays: 30 },
    achOrigin: null,
  });
  expect((await send()).json()).toMatchObject(missing('lender'));
  expect((await lending.loanOf(cast.servicing, loan.id)).state).toBe('approved');
  const { sam } = stage;
  const { id: loanId } = await givenLoan();
  const monthEnd = await sam.post('/v1/month-ends', { period: '2024-10' }, { key: key() });
  expect(monthEnd.json()).toMatchObject(missing('lender'));
  const statement = await sam.post('/v1/statements', { loanId, period: '2024-10' }, { key: key() });
  expect(statement.json()).toMatchObject(missing('lender'));
  const payoffDate = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const quote = await sam.post('/v1/payoff-quotes', { loanId, payoffDate }, { key: key() });
  expect(quote.json()).toMatchObject(missing('lender'));
});

test('once the lender is saved, loan documents go out', async () => {
  const lender = { name: 'Sample Construction Lender LLC', trustee: 'Sample Title Co.' };
  expect((await save({ lender })).json()).toMatchObject({ saved: ['lender'], lender });
  expect((await send()).json()).toMatchObject({ state: 'documents_out' });
});

test('no file goes to the bank as from a sample, and one that does names what was saved', async () => {
  expect((await pay()).json()).toMatchObject(missing('achOrigin'));
  const achOrigin = {
    bankRoutingNumber: '125000024',
    bankName: 'Sample Bank of Seattle',
    originId: '1234567890',
    originName: 'Sample Origin',
    companyId: '9876543210',
    companyName: 'Sample Company',
  };
  expect((await save({ achOrigin })).json().achOrigin).toEqual(achOrigin);
  const made = await pay();
  expect(made.statusCode).toBe(201);
  const file = (await stage.accounting.get(`/v1/payment-files/${made.json().id}/content`)).body;
  const [header, batch] = file.split('\r\n');
  expect(header).toContain(' 1250000241234567890');
  expect(header).toContain('SAMPLE BANK OF SEATTLE');
  expect(header).toContain('SAMPLE ORIGIN');
  expect(batch).toContain('SAMPLE COMPANY');
  expect(batch).toContain('9876543210');
});
