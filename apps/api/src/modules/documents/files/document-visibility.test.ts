import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { samplePdf, type TestFile, upload } from '../../../../../../test/upload.ts';
import { systemActor } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { shareDocument, storeGenerated } from './store.ts';

let server: TestApp;
let servicing: SignedIn;
let manager: SignedIn;
let agent: SignedIn;
let stranger: SignedIn;
let projectId: string;

beforeAll(async () => {
  server = await startApp();
  servicing = await signIn(server, 'servicing');
  manager = await signIn(server, 'manager');
  agent = await signIn(server, 'agent');
  stranger = await signIn(server, 'agent');
  projectId = await leadOf(agent);
});
afterAll(() => server.close());

const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';
const leadOf = async (who: SignedIn): Promise<string> =>
  (await who.post('/v1/leads', { address: '600 4th Ave', city: 'Seattle', state: 'WA', zip: '98104' })).json()
    .id;
const survey = (more: Record<string, string> = {}) => ({
  subjectType: 'project',
  subjectId: projectId,
  kind: 'survey',
  ...more,
});
const send = (who: SignedIn, file?: TestFile, fields = survey(), key?: string) =>
  upload(who, '/v1/documents', fields, file, key);
const settled = async (who: SignedIn, file: TestFile, fields = survey()) => {
  const { id } = (await send(who, file, fields)).json();
  await server.settle();
  return (await who.get(`/v1/documents/${id}`)).json();
};
const asProgram = <T>(work: Parameters<typeof inTransaction<T>>[1]) =>
  inTransaction(systemActor('test'), work);

describe('who sees a document', () => {
  const store = (type: 'project' | 'loan', more: object = {}) =>
    asProgram((tx) =>
      storeGenerated(tx, {
        subject: { type, id: projectId, projectId },
        kind: 'title_report',
        title: 'Title report',
        fileName: 'title.pdf',
        mediaType: 'application/pdf',
        bytes: Buffer.from('%PDF-1.4 title'),
        ...more,
      }),
    );

  test('a partner sees what they sent and what was shared with them, and nothing else', async () => {
    const sent = await settled(agent, samplePdf('from the agent'));
    expect(sent.state).toBe('ready');
    const { documentId } = await store('project');
    const hidden = await agent.get(`/v1/documents/${documentId}`);
    const unknown = await agent.get(`/v1/documents/${UNKNOWN}`);
    expect([hidden.statusCode, unknown.statusCode]).toEqual([404, 404]);
    expect({ ...hidden.json(), requestId: '' }).toEqual({ ...unknown.json(), requestId: '' });
    for (const part of ['content', 'thumbnail'])
      expect((await agent.get(`/v1/documents/${documentId}/${part}`)).statusCode).toBe(404);
    expect((await upload(agent, `/v1/documents/${documentId}/versions`, {}, samplePdf())).statusCode).toBe(
      404,
    );
    const list = `/v1/documents?projectId=${projectId}&withTotal=true`;
    expect((await agent.get(list)).json()).toMatchObject({ total: 1, items: [{ id: sent.id }] });
    expect((await stranger.get(list)).json()).toEqual({ items: [], nextCursor: null, total: 0 });

    await asProgram((tx) => shareDocument(tx, documentId, agent.contactId));
    expect((await agent.get(`/v1/documents/${documentId}/content`)).body).toBe('%PDF-1.4 title');
    expect((await stranger.get(`/v1/documents/${documentId}`)).statusCode).toBe(404);
  });

  test('a partner’s foreign subject is as unknown as none', async () => {
    const theirs = await send(stranger, samplePdf());
    const nobodys = await send(stranger, samplePdf(), survey({ subjectId: UNKNOWN }));
    expect({ ...theirs.json(), requestId: '' }).toEqual({ ...nobodys.json(), requestId: '' });
    expect(theirs.statusCode).toBe(422);
  });

  test('a document shared by mistake stays hidden from a role that may never read its subject', async () => {
    const { registerSubject } = await import('../subjects.ts');
    registerSubject('loan', { read: 'read:loans' });
    const { documentId } = await store('loan', { shareWith: [agent.contactId] });
    expect((await servicing.get(`/v1/documents/${documentId}`)).statusCode).toBe(200);
    expect((await agent.get(`/v1/documents/${documentId}`)).statusCode).toBe(404);
    const design = await signIn(server, 'design');
    expect((await design.get(`/v1/documents/${documentId}`)).statusCode).toBe(404);
    const shown = (await design.get('/v1/documents?limit=200')).json().items;
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((each: { subjectType: string }) => each.subjectType === 'loan')).toEqual([]);
  });

  test('a loan’s paper is not told on the project’s timeline, which others read, but in the audit trail', async () => {
    const told = async (type: 'project' | 'loan') => {
      const { documentId } = await store(type);
      return (await eventsOf('document.added')).find((each) => each.subject_id === documentId)?.project_id;
    };
    expect([await told('project'), await told('loan')]).toEqual([projectId, null]);
  });

  test('an inspector sees those of the projects that were given to them', async () => {
    const inspector = await signIn(server, 'inspector', { contact: true });
    const { documentId } = await store('project');
    expect((await inspector.get(`/v1/documents/${documentId}`)).statusCode).toBe(404);
    const { grantAccess } = await import('../../contacts/index.ts');
    await asProgram((tx) => grantAccess(tx, 'project', projectId, inspector.contactId, 'inspector'));
    expect((await inspector.get(`/v1/documents/${documentId}`)).statusCode).toBe(200);
  });

  test('a manager reads and adds nothing; who is signed out gets 401', async () => {
    expect((await manager.get('/v1/documents')).statusCode).toBe(200);
    expect((await send(manager, samplePdf())).statusCode).toBe(403);
    for (const url of ['/v1/documents', `/v1/documents/${UNKNOWN}`, `/v1/documents/${UNKNOWN}/content`])
      expect((await server.app.inject({ url })).statusCode).toBe(401);
  });

  test('a download of a sensitive one is on the record', async () => {
    const document = await settled(servicing, samplePdf('W-9'), survey({ kind: 'tax_form' }));
    await manager.get(`/v1/documents/${document.id}/content`);
    const [event] = await eventsOf('document.downloaded');
    expect(event).toMatchObject({ subject_id: document.id, actor_id: manager.userId });
  });
});
