import type { Response } from 'light-my-request';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import {
  tokenFor as newestToken,
  signAs as signByLink,
  signersBrowser,
} from '../../../../../../test/signing.ts';
import { systemActor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { storeGenerated } from '../files/store.ts';
import { registerSubject } from '../subjects.ts';
import { createEnvelope, type NewEnvelope } from './create-envelope.ts';
import { expireEnvelopes } from './envelope.jobs.ts';

let server: TestApp;
let admin: SignedIn;
let servicing: SignedIn;
let builder: SignedIn;
let stranger: SignedIn;
let documentId: string;

const LOAN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b22';
const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';
const AGREEMENT = Buffer.from('%PDF-1.4 the agreement');

beforeAll(async () => {
  server = await startApp();
  registerSubject('loan', { read: 'read:loans' });
  admin = await signIn(server, 'admin');
  servicing = await signIn(server, 'servicing');
  builder = await signIn(server, 'builder');
  stranger = await signIn(server, 'builder');
});
beforeEach(async () => {
  ({ documentId } = await asProgram((tx) =>
    storeGenerated(tx, {
      subject: { type: 'loan', id: LOAN },
      kind: 'loan_agreement',
      title: 'Loan agreement',
      fileName: 'agreement.pdf',
      mediaType: 'application/pdf',
      bytes: AGREEMENT,
    }),
  ));
});
afterAll(() => server.close());

const asProgram = <T>(work: Parameters<typeof inTransaction<T>>[1], now?: Date) =>
  inTransaction(systemActor('test', 'Automatic', now), work);
const borrower = () => ({
  partyId: builder.contactId,
  name: 'Sam Sample',
  email: 'sam@example.com',
  role: 'borrower' as const,
});
const guarantor = { name: 'Gail Guarantor', email: 'gail@example.com', role: 'guarantor' as const };
const envelopeOf = (recipients: NewEnvelope['recipients'], more: Partial<NewEnvelope> = {}, now?: Date) =>
  asProgram(
    (tx) =>
      createEnvelope(tx, {
        subject: { type: 'loan', id: LOAN },
        title: 'Loan agreement',
        documents: [{ documentId }],
        recipients,
        ...more,
      }),
    now,
  );
const stateOf = async (id: string) => (await servicing.get(`/v1/envelopes/${id}`)).json();

const tokenFor = (email: string) => newestToken(admin, email);
const browser = () => signersBrowser(server);
const codeOf = (answer: Response) => [answer.statusCode, answer.json().code];

const signAs = (name: string, email: string) => signByLink(server, admin, name, email);

describe('signing', () => {
  test('goes from the link over consent and signatures to a certificate, which the parties see', async () => {
    const id = await envelopeOf([borrower(), guarantor]);
    expect(await stateOf(id)).toMatchObject({
      state: 'sent',
      documents: [{ documentId, number: 1, title: 'Loan agreement' }],
    });

    const token = await tokenFor('sam@example.com');
    const page = browser();
    const opened = await page.post(`${token}/sessions`);
    expect(opened.statusCode).toBe(200);
    expect(opened.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict/);
    expect(opened.json()).toMatchObject({
      name: 'Sam Sample',
      role: 'borrower',
      state: 'delivered',
      consentedAt: null,
    });
    expect((await stateOf(id)).state).toBe('delivered');
    const content = await page.get(`${token}/documents/${documentId}/content`);
    expect([content.body, content.headers['content-type']]).toEqual([String(AGREEMENT), 'application/pdf']);
    expect(content.headers['content-disposition']).toMatch(/^attachment/);
    expect((await page.get(`${token}/documents/${UNKNOWN}/content`)).statusCode).toBe(404);

    const signature = { fullName: '  sam   SAMPLE ', agreed: true };
    expect(codeOf(await page.post(`${token}/signatures`, signature))).toEqual([409, 'consent_missing']);
    expect((await page.post(`${token}/consents`, { agreed: true })).json().consentedAt).toMatch(/^20/);
    expect((await eventsOf('envelope.consented')).at(-1)).toMatchObject({
      subject_id: id,
      actor_name: 'Sam Sample',
    });
    const other = await page.post(`${token}/signatures`, { fullName: 'Somebody Else', agreed: true });
    expect([other.statusCode, other.json().errors[0].pointer]).toEqual([422, '/fullName']);
    const signed = await page.post(`${token}/signatures`, signature, 'sign-once-1');
    expect(signed.json()).toMatchObject({ state: 'signed' });
    expect((await stateOf(id)).state).toBe('delivered');

    expect((await page.post(`${token}/signatures`, signature, 'sign-once-1')).body).toBe(signed.body);
    expect(codeOf(await page.post(`${token}/signatures`, signature))).toEqual([410, 'already_signed']);
    expect(codeOf(await page.get(token))).toEqual([410, 'already_signed']);

    await signAs('Gail Guarantor', 'gail@example.com');
    expect((await stateOf(id)).state).toBe('completed');
    await server.settle();
    const { certificateId } = await stateOf(id);
    const certificate = await builder.get(`/v1/documents/${certificateId}/content`);
    expect([certificate.statusCode, certificate.body.slice(0, 5)]).toEqual([200, '%PDF-']);
    expect((await builder.get(`/v1/documents/${documentId}/content`)).statusCode).toBe(200);
    expect((await stranger.get(`/v1/documents/${certificateId}`)).statusCode).toBe(404);

    const events = await eventsOf('envelope.signed');
    expect(events.map((each) => each.actor_name)).toEqual(['Sam Sample', 'Gail Guarantor']);
    expect(await eventsOf('envelope.completed')).toMatchObject([
      { subject_id: id, payload: { documentIds: [documentId] } },
    ]);
    const told = (await admin.get('/v1/outbox?limit=200'))
      .json()
      .items.filter((m: { subject: string }) => m.subject.startsWith('Signed by'));
    expect(told.map((m: { toName: string }) => m.toName).sort()).toEqual(['Gail Guarantor', 'Sam Sample']);
  });

  test('in order asks the second only when the first has signed', async () => {
    const id = await envelopeOf([
      { ...borrower(), order: 1 },
      { ...guarantor, email: 'second@example.com', order: 2 },
    ]);
    const states = async () => (await stateOf(id)).recipients.map((each: { state: string }) => each.state);
    expect(await states()).toEqual(['sent', 'waiting']);
    expect(
      (
        await servicing.post(`/v1/envelopes/${id}/resends`, {
          recipientId: (await stateOf(id)).recipients[1].id,
        })
      ).json().code,
    ).toBe('not_due');
    await signAs('Sam Sample', 'sam@example.com');
    expect(await states()).toEqual(['signed', 'sent']);
    await signAs('Gail Guarantor', 'second@example.com');
    expect((await stateOf(id)).state).toBe('completed');
  });

  test('two signatures at the same moment complete it once', async () => {
    const id = await envelopeOf([borrower(), guarantor]);
    const [a, b] = [await tokenFor('sam@example.com'), await tokenFor('gail@example.com')];
    const [first, second] = [browser(), browser()];
    for (const [page, token] of [
      [first, a],
      [second, b],
    ] as const) {
      await page.post(`${token}/sessions`);
      await page.post(`${token}/consents`, { agreed: true });
    }
    const before = (await eventsOf('envelope.completed')).length;
    const answers = await Promise.all([
      first.post(`${a}/signatures`, { fullName: 'Sam Sample', agreed: true }),
      first.post(`${a}/signatures`, { fullName: 'Sam Sample', agreed: true }),
      second.post(`${b}/signatures`, { fullName: 'Gail Guarantor', agreed: true }),
    ]);
    expect(answers.map((each) => each.statusCode).sort()).toEqual([200, 200, 410]);
    expect((await stateOf(id)).state).toBe('completed');
    expect((await eventsOf('envelope.completed')).length).toBe(before + 1);
  });

  test('declined by one ends for everybody, with the reason', async () => {
    const id = await envelopeOf([borrower(), guarantor]);
    const token = await tokenFor('gail@example.com');
    const page = browser();
    await page.post(`${token}/sessions`);
    expect((await page.post(`${token}/declines`, { reason: '' })).statusCode).toBe(422);
    expect((await page.post(`${token}/declines`, { reason: 'Not what we agreed' })).json().state).toBe(
      'declined',
    );
    expect(await stateOf(id)).toMatchObject({ state: 'declined', stateReason: 'Not what we agreed' });
    expect(codeOf(await browser().post(`${await tokenFor('sam@example.com')}/sessions`))).toEqual([
      410,
      'declined',
    ]);
    expect(await eventsOf('envelope.declined')).toMatchObject([
      { subject_id: id, actor_name: 'Gail Guarantor' },
    ]);
  });
});

describe('a link', () => {
  test('opens once: the browser that opened it may come back, nobody else', async () => {
    await envelopeOf([borrower()]);
    const token = await tokenFor('sam@example.com');
    const page = browser();
    expect(codeOf(await page.get(token))).toEqual([409, 'link_not_opened']);
    const [one, two] = await Promise.all([
      browser().post(`${token}/sessions`),
      browser().post(`${token}/sessions`),
    ]);
    expect([one.statusCode, two.statusCode].sort()).toEqual([200, 410]);
    expect(codeOf(await page.post(`${token}/sessions`))).toEqual([410, 'link_used']);
    for (const [path, body] of [
      ['consents', { agreed: true }],
      ['signatures', { fullName: 'Sam Sample', agreed: true }],
      ['declines', { reason: 'x' }],
    ] as const)
      expect(codeOf(await page.post(`${token}/${path}`, body))).toEqual([410, 'link_used']);
    expect(codeOf(await page.get(`${token}/documents/${documentId}/content`))).toEqual([410, 'link_used']);
  });

  test('may be opened again in its own browser, but not with a made-up session', async () => {
    await envelopeOf([borrower()]);
    const token = await tokenFor('sam@example.com');
    const page = browser();
    await page.post(`${token}/sessions`);
    expect((await page.post(`${token}/sessions`)).statusCode).toBe(200);
    expect((await page.get(token)).statusCode).toBe(200);
    const forged = await server.app.inject({
      url: `/v1/signing/${token}`,
      headers: { cookie: 'signing=made-up' },
    });
    expect(codeOf(forged)).toEqual([410, 'link_used']);
  });

  test('that nobody was sent is not there, whatever is asked of it', async () => {
    for (const token of ['x', 'x'.repeat(43), '%00', '..%2f..'])
      for (const answer of [await browser().get(token), await browser().post(`${token}/sessions`)])
        expect(codeOf(answer)).toEqual([404, 'not_found']);
    expect((await browser().post('x/signatures', { fullName: 'A', agreed: true })).statusCode).toBe(404);
  });

  test('ends with its session, its day, a newer link and the envelope', async () => {
    const id = await envelopeOf([borrower()]);
    const first = await tokenFor('sam@example.com');
    const page = browser();
    await page.post(`${first}/sessions`);
    await reader()
      .updateTable('documents.signing_links')
      .set({ session_expires_at: new Date(0) })
      .execute();
    expect(codeOf(await page.get(first))).toEqual([410, 'link_used']);

    expect((await servicing.post(`/v1/envelopes/${id}/resends`, {})).statusCode).toBe(200);
    const second = await tokenFor('sam@example.com');
    expect(second).not.toBe(first);
    expect(codeOf(await browser().post(`${first}/sessions`))).toEqual([410, 'link_replaced']);
    const { version } = await stateOf(id);
    expect(
      (await servicing.move(`/v1/envelopes/${id}`, version, { action: 'void' })).json().errors[0].pointer,
    ).toBe('/reason');
    const voided = await servicing.move(`/v1/envelopes/${id}`, version, {
      action: 'void',
      reason: 'The rate changed',
    });
    expect(voided.json()).toMatchObject({ state: 'voided', stateReason: 'The rate changed', moves: [] });
    expect(codeOf(await browser().post(`${second}/sessions`))).toEqual([410, 'voided']);
    const again = await servicing.move(`/v1/envelopes/${id}`, voided.json().version, { action: 'send' });
    expect([again.statusCode, again.json().legalMoves]).toEqual([409, []]);
    expect((await servicing.post(`/v1/envelopes/${id}/resends`, {})).json().code).toBe('not_out');
  });

  test('expires, and so does the envelope', async () => {
    const longAgo = new Date(Date.now() - 15 * 86_400_000);
    const id = await envelopeOf([{ ...borrower(), email: 'late@example.com' }], {}, longAgo);
    const token = await tokenFor('late@example.com');
    expect(codeOf(await browser().post(`${token}/sessions`))).toEqual([410, 'link_expired']);
    const fresh = await envelopeOf([guarantor]);
    await expireEnvelopes();
    await expireEnvelopes();
    expect((await stateOf(id)).state).toBe('expired');
    expect((await stateOf(fresh)).state).toBe('sent');
    expect(await eventsOf('envelope.expired')).toMatchObject([{ subject_id: id }]);
  });

  test('is kept nowhere in the clear', async () => {
    await envelopeOf([borrower()]);
    const token = await tokenFor('sam@example.com');
    const page = browser();
    await page.post(`${token}/sessions`, undefined, 'session-key-1');
    await page.post(`${token}/consents`, { agreed: true }, 'consent-key-1');
    const tables = [
      'documents.messages',
      'documents.signing_links',
      'platform.events',
      'platform.idempotency',
    ] as const;
    for (const table of tables) {
      const rows = await reader().selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows, (_, v) => (typeof v === 'bigint' ? `${v}` : v))).not.toContain(token);
    }
  });
});

describe('what can be sent', () => {
  test('only a PDF that was scanned, and never an empty envelope', async () => {
    await expect(envelopeOf([borrower()], { documents: [{ documentId: UNKNOWN }] })).rejects.toMatchObject({
      status: 422,
    });
    await expect(envelopeOf([borrower()], { documents: [] })).rejects.toMatchObject({
      code: 'envelope_empty',
    });
    await expect(envelopeOf([])).rejects.toMatchObject({ code: 'envelope_empty' });
    const prepared = await envelopeOf([borrower()], { send: false });
    expect(await stateOf(prepared)).toMatchObject({ state: 'created', recipients: [{ state: 'waiting' }] });
    expect((await servicing.move(`/v1/envelopes/${prepared}`, 1, { action: 'send' })).json()).toMatchObject({
      state: 'sent',
    });
  });

  test('a list of several states, separated by commas; a word that is no state is refused', async () => {
    const created = await envelopeOf([borrower()], { send: false });
    const sent = await envelopeOf([borrower()]);
    const list = await servicing.get('/v1/envelopes?state=created,sent&limit=2');
    expect(list.json().items.map(({ id }: { id: string }) => id)).toEqual([sent, created]);
    expect((await servicing.get('/v1/envelopes?state=sent,posted')).statusCode).toBe(422);
  });

  test('a signature, once given, is never changed', async () => {
    const id = await envelopeOf([borrower()]);
    await signAs('Sam Sample', 'sam@example.com');
    const change = reader()
      .updateTable('documents.envelope_recipients')
      .set({ signed_name: 'Other' })
      .where('envelope_id', '=', id)
      .execute();
    await expect(change).rejects.toThrow('never changed');
  });
});

describe('who sees an envelope', () => {
  test('staff with loans, and the party that signs; the role decides who may void', async () => {
    const id = await envelopeOf([borrower()]);
    expect((await builder.get(`/v1/envelopes/${id}`)).json()).toMatchObject({ id, moves: [] });
    expect(
      (await builder.get('/v1/envelopes?withTotal=true')).json().items.map((e: { id: string }) => e.id),
    ).toContain(id);
    expect((await stranger.get(`/v1/envelopes/${id}`)).statusCode).toBe(404);
    expect((await stranger.get('/v1/envelopes?withTotal=true')).json()).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
    expect((await stranger.get(`/v1/documents/${documentId}/content`)).statusCode).toBe(404);
    const body = { action: 'void', reason: 'No' };
    expect((await builder.move(`/v1/envelopes/${id}`, 2, body)).statusCode).toBe(403);
    for (const role of ['manager', 'accounting'] as const) {
      const reads = await signIn(server, role);
      expect((await reads.get(`/v1/envelopes/${id}`)).statusCode).toBe(200);
      expect((await reads.move(`/v1/envelopes/${id}`, 2, body)).statusCode).toBe(403);
    }
    for (const role of ['design', 'entitlement', 'inspector', 'agent', 'consultant'] as const)
      expect((await (await signIn(server, role)).get(`/v1/envelopes/${id}`)).statusCode).toBe(403);
    expect((await servicing.get(`/v1/envelopes/${UNKNOWN}`)).statusCode).toBe(404);
    expect((await servicing.move(`/v1/envelopes/${id}`, 99, body)).statusCode).toBe(412);
    expect((await servicing.get(`/v1/envelopes?loanId=${LOAN}&limit=1`)).statusCode).toBe(200);
  });
});
