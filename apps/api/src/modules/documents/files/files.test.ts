import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { samplePdf, type TestFile, upload } from '../../../../../../test/upload.ts';
import { folderFiles } from '../../../integrations/files/folder.ts';
import { systemActor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { rescanDocuments } from './scan.jobs.ts';
import { readContent, storeGenerated, storeGeneratedVersion } from './store.ts';

let server: TestApp;
let acquisitions: SignedIn;
let agent: SignedIn;
let stranger: SignedIn;
let projectId: string;

beforeAll(async () => {
  server = await startApp();
  acquisitions = await signIn(server, 'acquisitions');
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
const incoming = () => readdirSync(join(server.config.dataDir, 'files/incoming'));
const asProgram = <T>(work: Parameters<typeof inTransaction<T>>[1]) =>
  inTransaction(systemActor('test'), work);

describe('an upload', () => {
  test('is stored, scanned, and then served as an attachment that no browser runs', async () => {
    const file = samplePdf('Boundary survey');
    const made = await send(acquisitions, file, survey({ title: 'Boundary survey' }));
    expect(made.statusCode).toBe(201);
    const document = made.json();
    expect(document).toMatchObject({
      title: 'Boundary survey',
      projectId,
      state: 'stored',
      mediaType: 'application/pdf',
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      latest: 1,
      version: 1,
    });
    const content = `/v1/documents/${document.id}/content`;
    const early = await acquisitions.get(content);
    expect([early.statusCode, early.json().code]).toEqual([409, 'not_scanned']);

    await server.settle();
    const served = await acquisitions.get(content);
    expect(served.statusCode).toBe(200);
    expect(served.body).toBe(file.bytes);
    expect(served.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="sample.pdf"; filename*=UTF-8''sample.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
    });
    expect(incoming()).toEqual([]);
  });

  test.each([
    ['page.pdf', '<!doctype html><script>alert(1)</script>'],
    ['picture.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['page.txt', '  <html><body>hello</body></html>'],
    ['tool.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['tool.txt', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, ...Array(60).fill(0)])],
    ['latin.csv', Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72])],
    ['null.txt', 'a\u0000b'],
    ['noname.bin', 'just words'],
    ['script.txt', '#!/bin/sh\n\u0007'],
  ])('of %s that is not on the list is refused, whatever it calls itself', async (name, bytes) => {
    const answer = await send(acquisitions, { name, bytes, type: 'application/pdf' });
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'file_type_not_allowed']);
    expect(incoming()).toEqual([]);
  });

  test('of plain text is taken as such, and a table by its name', async () => {
    const text = (await send(acquisitions, { name: 'notes.txt', bytes: 'Größe, “quoted”' })).json();
    expect(text.mediaType).toBe('text/plain');
    const table = await settled(acquisitions, { name: 'budget.csv', bytes: 'line,cents\nland,100\n' });
    expect(table.mediaType).toBe('text/csv');
    const served = await acquisitions.get(`/v1/documents/${table.id}/content`);
    expect(served.headers['content-type']).toBe('text/csv; charset=utf-8');
  });

  test('keeps the sender’s name without its folders, and writes it safely into the header', async () => {
    const document = await settled(acquisitions, { ...samplePdf(), name: "..\\..\\etc\\Größe 'x' %00.pdf" });
    expect(document.fileName).toBe("Größe 'x' %00.pdf");
    const { headers } = await acquisitions.get(`/v1/documents/${document.id}/content`);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="Gr__e 'x' _00.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%27x%27%20%2500.pdf`,
    );
  });

  test.each([
    [{ subjectType: 'planet' }, '/subjectType'],
    [{ subjectType: 'user' }, '/subjectType'],
    [{ subjectId: '17' }, '/subjectId'],
    [{ subjectId: UNKNOWN }, '/subjectId'],
    [{ kind: 'certificate' }, '/kind'],
    [{ kind: '' }, '/kind'],
    [{ title: 'a\u0000b' }, '/title'],
    [{ title: 'x'.repeat(201) }, '/title'],
    [{ extra: '1' }, '/extra'],
  ])('with %j is refused by field and leaves nothing', async (bad, pointer) => {
    const before = await reader().selectFrom('documents.documents').select('id').execute();
    const answer = await send(acquisitions, samplePdf(), { ...survey(), ...bad } as ReturnType<
      typeof survey
    >);
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([422, pointer]);
    expect(await reader().selectFrom('documents.documents').select('id').execute()).toEqual(before);
    expect(incoming()).toEqual([]);
  });

  test('needs one file, not empty, in a form', async () => {
    expect((await send(acquisitions)).json().errors).toEqual([{ pointer: '/file', message: 'Required.' }]);
    expect((await send(acquisitions, { name: 'a.pdf', bytes: '' })).json().errors[0].pointer).toBe('/file');
    expect((await send(acquisitions, { ...samplePdf(), part: 'other' })).json().errors[0].pointer).toBe(
      '/other',
    );
    expect((await acquisitions.post('/v1/documents', survey())).statusCode).toBe(415);
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    for (const body of [
      '',
      'garbage',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
    ])
      expect(
        (await acquisitions.call('POST', '/v1/documents', { headers, body: Buffer.from(body) })).statusCode,
      ).toBeLessThan(500);
    expect(incoming()).toEqual([]);
  });

  test('that is too large is cut off', async () => {
    const answer = await send(acquisitions, {
      name: 'huge.pdf',
      bytes: Buffer.alloc(100 * 1024 * 1024 + 1, '%'),
    });
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'too_large']);
    expect(incoming()).toEqual([]);
  });

  test('sent twice under one key is one document; another file under it is refused', async () => {
    const once = () => send(acquisitions, samplePdf('once'), survey(), 'upload-key-1');
    const [first, again] = [await once(), await once()];
    expect(again.json().id).toBe(first.json().id);
    const other = await send(acquisitions, samplePdf('other'), survey(), 'upload-key-1');
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused']);
  });

  test('in which the scanner finds something is quarantined and served to nobody', async () => {
    const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join('');
    const document = await settled(acquisitions, {
      name: 'invoice.txt',
      bytes: `${' '.repeat(70_000)}${eicar}`,
    });
    expect(document).toMatchObject({
      state: 'quarantined',
      quarantineReason: expect.stringContaining('EICAR'),
    });
    const answer = await acquisitions.get(`/v1/documents/${document.id}/content`);
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'quarantined']);
    const [event] = await eventsOf('document.quarantined');
    expect(event).toMatchObject({ subject_id: document.id, project_id: projectId });
  });
});

test('an upload that was never scanned is asked for again after an hour, once', async () => {
  const { id } = (await send(acquisitions, samplePdf('left behind'))).json();
  await reader()
    .updateTable('documents.versions')
    .set({ created_at: new Date(Date.now() - 7_200_000) })
    .where('document_id', '=', id)
    .execute();
  await rescanDocuments();
  await server.settle();
  expect((await acquisitions.get(`/v1/documents/${id}`)).json().state).toBe('ready');
  await rescanDocuments();
  await server.settle();
  expect((await acquisitions.get(`/v1/documents/${id}`)).json().state).toBe('ready');
});

test('what a killed process left half uploaded is swept, what is arriving is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'connect-sweep-'));
  const incoming = join(folder, 'files/incoming');
  mkdirSync(incoming, { recursive: true });
  for (const name of ['old', 'new']) writeFileSync(join(incoming, name), 'half');
  utimesSync(join(incoming, 'old'), 0, 0);
  const staged = await folderFiles(folder).stage(Readable.from([Buffer.from('whole')]), 100);
  await expect.poll(() => readdirSync(incoming)).not.toContain('old');
  await staged.discard();
  expect(readdirSync(incoming)).toEqual(['new']);
  rmSync(folder, { recursive: true });
});

describe('versions', () => {
  test('are kept beside one another', async () => {
    const first = samplePdf('first draft');
    const { id } = await settled(acquisitions, first);
    const added = await upload(
      acquisitions,
      `/v1/documents/${id}/versions`,
      { title: 'Final' },
      samplePdf('final'),
    );
    expect(added.statusCode).toBe(201);
    expect(added.json()).toMatchObject({ latest: 2, version: 2, title: 'Final', state: 'stored' });
    await server.settle();
    const old = await acquisitions.get(`/v1/documents/${id}/content?number=1`);
    expect(old.body).toBe(first.bytes);
    expect((await acquisitions.get(`/v1/documents/${id}/content`)).body).toContain('final');
    expect((await acquisitions.get(`/v1/documents/${id}/content?number=3`)).statusCode).toBe(404);
    const numbers = (await acquisitions.get(`/v1/documents/${id}`))
      .json()
      .versions.map((v: { number: number }) => v.number);
    expect(numbers).toEqual([2, 1]);
  });

  test('are never overwritten, not even by the program', async () => {
    const { id } = await settled(acquisitions, samplePdf('kept'));
    const rewrite = reader()
      .updateTable('documents.versions')
      .set({ sha256: 'f'.repeat(64) })
      .where('document_id', '=', id)
      .execute();
    await expect(rewrite).rejects.toThrow('never overwritten');
  });
});

describe('a photo', () => {
  const photo = async (): Promise<TestFile> => ({
    name: 'site.jpg',
    bytes: await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#446655' } })
      .withExif({ IFD0: { Copyright: 'Sample' }, IFD2: { DateTimeOriginal: '2026:11:20 09:14:00' } })
      .jpeg()
      .toBuffer(),
  });

  test('shows its size, its moment and a thumbnail without its metadata', async () => {
    const document = await settled(acquisitions, await photo(), survey({ kind: 'photo' }));
    expect(document).toMatchObject({
      width: 1200,
      height: 900,
      takenAt: '2026-11-20T09:14:00',
      hasThumbnail: true,
    });
    const small = await acquisitions.get(`/v1/documents/${document.id}/thumbnail`);
    expect(small.headers['content-type']).toBe('image/webp');
    const { width, height, exif } = await sharp(small.rawPayload).metadata();
    expect({ width, height, exif }).toEqual({ width: 480, height: 360, exif: undefined });
    const headers = { 'if-none-match': String(small.headers.etag) };
    expect(
      (await acquisitions.call('GET', `/v1/documents/${document.id}/thumbnail`, { headers })).statusCode,
    ).toBe(304);
    expect((await stranger.get(`/v1/documents/${document.id}/thumbnail`)).statusCode).toBe(404);
  });

  test('that cannot be decoded, and a file that is none, have no thumbnail', async () => {
    const broken = {
      name: 'broken.png',
      bytes: Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(64)]),
    };
    const document = await settled(acquisitions, broken, survey({ kind: 'photo' }));
    expect((await acquisitions.get(`/v1/documents/${document.id}/thumbnail`)).statusCode).toBe(404);
    const pdf = await settled(acquisitions, samplePdf());
    expect((await acquisitions.get(`/v1/documents/${pdf.id}/thumbnail`)).statusCode).toBe(404);
  });
});

describe('the program’s own documents', () => {
  test('are ready at once, in versions, and read back byte by byte', async () => {
    const bytes = Buffer.from('%PDF-1.4 statement');
    const made = await asProgram((tx) =>
      storeGenerated(tx, {
        subject: { type: 'project', id: projectId, projectId },
        kind: 'statement',
        title: 'Statement',
        fileName: 'statement.pdf',
        mediaType: 'application/pdf',
        bytes,
        shareWith: [agent.contactId],
      }),
    );
    expect((await agent.get(`/v1/documents/${made.documentId}/content`)).body).toBe(String(bytes));
    const next = await asProgram((tx) =>
      storeGeneratedVersion(tx, made.documentId, {
        fileName: 's2.pdf',
        mediaType: 'application/pdf',
        bytes: Buffer.from('%PDF-1.4 two'),
      }),
    );
    expect(next.number).toBe(2);
    const [first, latest] = await asProgram((tx) =>
      Promise.all([readContent(tx, made.documentId, 1), readContent(tx, made.documentId)]),
    );
    expect([first.bytes, first.sha256]).toEqual([bytes, made.sha256]);
    expect(String(latest.bytes)).toBe('%PDF-1.4 two');
  });
});

test('the list goes page by page and filters', async () => {
  const own = await leadOf(agent);
  for (const kind of ['survey', 'survey', 'invoice'])
    await send(acquisitions, samplePdf(kind), survey({ subjectId: own, kind }));
  const page = (query: string) =>
    acquisitions.get(`/v1/documents?projectId=${own}&${query}`).then((answer) => answer.json());
  const first = await page('limit=2&withTotal=true');
  const second = await page(`limit=2&cursor=${first.nextCursor}`);
  expect([first.total, first.items.length, second.items.length, second.nextCursor]).toEqual([3, 2, 1, null]);
  expect((await page('kind=invoice')).items).toHaveLength(1);
  expect((await page('state=ready')).items).toHaveLength(0);
  expect((await page('state=stored&subjectType=project')).items).toHaveLength(3);
  expect((await acquisitions.get('/v1/documents?kind=nonsense')).statusCode).toBe(422);
});
