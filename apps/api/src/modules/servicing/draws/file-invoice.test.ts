import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { type DrawLoan, givenDraft, givenDrawLoan, pdf, upload } from '../test/given-draw.ts';
import { givenStage, look, type Stage } from '../test/given-stage.ts';

let server: TestApp;
let stage: Stage;
let builder: Stage['builder'];
let sam: Stage['sam'];

beforeAll(async () => {
  server = await startApp();
  stage = await givenStage(server);
  ({ builder, sam } = stage);
});
afterAll(() => server.close());

/** A draw that was sent with one invoice whose file is not there. */
async function sent(loan?: DrawLoan) {
  const own = loan ?? (await givenDrawLoan({ borrower: builder }));
  const billed = { payeeName: 'Sample Framing Co.', amountCents: 100_000 };
  const draft = await givenDraft(builder, own, { Framing: 1000 }, { Framing: [billed] });
  const asked = await builder.move(`/v1/draws/${draft.id}`, draft.version, { action: 'request' });
  return asked.json();
}
const invoiceOf = (draw: { lines: { invoices: { id: string }[] }[] }): string =>
  draw.lines.flatMap(({ invoices }) => invoices)[0]!.id;
const upTo = (who: Stage['sam'], drawId: string, name: string): Promise<string> =>
  upload(
    who,
    { subjectType: 'draw', subjectId: drawId, kind: 'invoice', title: `Invoice ${name}` },
    pdf(name),
  );
const file = (
  who: Stage['sam'],
  draw: { id: string; version: number },
  invoiceId: string,
  documentId: string,
) =>
  who.call('PUT', `/v1/draws/${draw.id}/invoices/${invoiceId}/document`, {
    version: draw.version,
    body: { documentId },
  });

test('the builder brings the file of an invoice after sending; another one in its place keeps the first on record', async () => {
  const draw = await sent();
  expect(draw.missing).toContain('Invoice $1,000.00, Sample Framing Co.');
  const invoiceId = invoiceOf(draw);
  const first = await upTo(builder, draw.id, 'sf-1');
  const filed = await file(builder, draw, invoiceId, first);
  expect(filed.statusCode).toBe(200);
  expect(filed.json().missing).not.toContain('Invoice $1,000.00, Sample Framing Co.');
  expect(filed.json().papers).toContainEqual(
    expect.objectContaining({ kind: 'invoice', invoiceId, documentId: first, isIn: true }),
  );
  const again = await file(builder, filed.json(), invoiceId, first);
  expect(again.json().version).toBe(filed.json().version);
  const second = await upTo(sam, draw.id, 'sf-1-corrected');
  const replaced = await file(sam, filed.json(), invoiceId, second);
  expect(replaced.json().lines[0].invoices[0].documentId).toBe(second);
  const kept = await sam.get(`/v1/documents?subjectType=draw&subjectId=${draw.id}&kind=invoice`);
  expect(
    kept
      .json()
      .items.map(({ id }: { id: string }) => id)
      .sort(),
  ).toEqual([first, second].sort());
  const events = (await eventsOf('draw.invoice_filed')).filter((each) => each.subject_id === draw.id);
  expect(events.map(({ payload, actor_id }) => [payload, actor_id])).toEqual([
    [expect.objectContaining({ documentId: first, replacedDocumentId: null }), builder.userId],
    [expect.objectContaining({ documentId: second, replacedDocumentId: first }), sam.userId],
  ]);
  const timeline = (await sam.get(`/v1/projects/${draw.projectId}/timeline`)).json();
  expect(timeline.items.map(({ title }: { title: string }) => title)).toContain(
    'Invoice $1,000.00 of Sample Framing Co. replaced by another file for draw 1',
  );
});

test('with the last paper the file is complete and its clock starts', async () => {
  const { id, loan } = await stage.review({ without: 'invoice' });
  const before = await look(builder, id);
  expect(before).toMatchObject({ fileCompleteAt: null, missing: ['Invoice $30,000.00, Sample Framing Co.'] });
  const invoiceId = before.lines.find(
    ({ budgetLineId }: { budgetLineId: string }) => budgetLineId === loan.lines.Framing,
  ).invoices[0].id;
  const filed = (await file(builder, before, invoiceId, await upTo(builder, id, 'sf-9'))).json();
  expect(filed.missing).toEqual([]);
  expect(filed.clocks.sinceComplete).toMatchObject({ minutes: 0, payBy: expect.any(String) });
  expect(filed.fileCompleteAt).not.toBeNull();
  // Whoever reviews has to have seen it before the decision.
  const blind = await sam.move(`/v1/draws/${id}`, before.version, { action: 'approve' });
  expect(blind.statusCode).toBe(412);
});

test('a stranger finds neither the draw nor an invoice of another draw, and staff without draws may never', async () => {
  const draw = await sent();
  const documentId = await upTo(builder, draw.id, 'sf-2');
  expect((await file(stage.stranger, draw, invoiceOf(draw), documentId)).statusCode).toBe(404);
  expect((await file(builder, draw, randomUUID(), documentId)).statusCode).toBe(404);
  expect((await file(builder, draw, invoiceOf(await sent()), documentId)).statusCode).toBe(404);
  expect((await file(stage.accounting, draw, invoiceOf(draw), documentId)).statusCode).toBe(403);
  expect((await file(stage.inspector, draw, invoiceOf(draw), documentId)).statusCode).toBe(403);
});

test('the document is about this draw and the caller sees it', async () => {
  const draw = await sent();
  const refused = [
    randomUUID(),
    await upTo(builder, (await sent()).id, 'other'),
    await upTo(sam, draw.id, 'internal'), // not shared with the builder
  ];
  for (const documentId of refused)
    expect((await file(builder, draw, invoiceOf(draw), documentId)).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/documentId', message: 'No such document of this draw.' }],
    });
  const stale = { ...draw, version: draw.version - 1 };
  expect((await file(builder, stale, invoiceOf(draw), await upTo(builder, draw.id, 'x'))).statusCode).toBe(
    412,
  );
});

test('a draft says where the document goes, a decided draw that its papers stay', async () => {
  const loan = await givenDrawLoan({ borrower: builder });
  const billed = { payeeName: 'Sample Framing Co.', amountCents: 100_000 };
  const draft = await givenDraft(builder, loan, { Framing: 1000 }, { Framing: [billed] });
  const early = await file(builder, draft, invoiceOf(draft), await upTo(builder, draft.id, 'early'));
  expect(early.json()).toMatchObject({
    status: 409,
    code: 'still_a_draft',
    detail: 'This draw is not sent yet: save the document with the invoice of its line.',
  });
  const draw = await sent(loan);
  const back = await builder.move(`/v1/draws/${draw.id}`, draw.version, {
    action: 'withdraw',
    reason: 'Later',
  });
  const late = await file(
    builder,
    back.json(),
    invoiceOf(draw),
    await upTo(builder, draw.id, 'late').catch(() => randomUUID()),
  );
  expect(late.json()).toMatchObject({
    status: 409,
    code: 'papers_settled',
    detail: 'Draw 1 is withdrawn: its invoices stay as they are.',
  });
});
