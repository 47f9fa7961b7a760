import { drawStates } from '@connect/domain/draw-states';
import { inspectionStates } from '@connect/domain/inspection-states';
import { lienWaiverStates } from '@connect/domain/lien-waiver-states';
import { disbursementStates } from '@connect/domain/payment-states';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { statesInDatabase } from '../../../../../../test/checks.ts';
import { givenLoan } from '../test/given.ts';
import { type DrawLoan, givenDraft, givenDrawLoan, pdf, upload } from '../test/given-draw.ts';

let server: TestApp;
let builder: SignedIn;
let stranger: SignedIn;
let servicing: SignedIn;
let loan: DrawLoan;

beforeAll(async () => {
  server = await startApp();
  builder = await signIn(server, 'builder', { displayName: 'Sample Builder' });
  stranger = await signIn(server, 'builder', { displayName: 'Sample Stranger' });
  servicing = await signIn(server, 'servicing', { displayName: 'Sam Servicing' });
  loan = await givenDrawLoan({ borrower: builder });
});
afterAll(() => server.close());

describe('a draft', () => {
  test('has a line for each budget line that draws pay, and there is one per loan', async () => {
    const first = await builder.post('/v1/draws', { loanId: loan.id });
    expect(first.statusCode).toBe(201);
    const draw = first.json();
    expect(draw).toMatchObject({ state: 'draft', number: null, requestedCents: 0, address: '600 4th Ave' });
    expect(draw.lines.map((line: { name: string }) => line.name)).toEqual([
      'Framing',
      'Roofing',
      'Plumbing',
      'Architect',
      'Contingency',
    ]);
    const again = await Promise.all([1, 2, 3].map(() => builder.post('/v1/draws', { loanId: loan.id })));
    expect(again.map((answer) => answer.json().id)).toEqual([draw.id, draw.id, draw.id]);
  });

  test('is saved as it is typed, what is not named stays, and the sum follows', async () => {
    const draw = await givenDraft(builder, loan, { Framing: 1000 });
    const more = await builder.patch(`/v1/draws/${draw.id}`, draw.version, {
      lines: [
        {
          budgetLineId: loan.lines.Roofing,
          requestedCents: 50_000,
          storedCents: 20_000,
          note: 'Roof dry',
          invoices: [{ payeeName: 'Sample Roofing Inc.', number: 'SR-1', amountCents: 50_000 }],
        },
      ],
    });
    expect(more.json()).toMatchObject({
      requestedCents: 150_000,
      totals: { requestedCents: 150_000, aboutCents: 135_000 },
    });
    const roofing = more.json().lines[1];
    expect(roofing).toMatchObject({
      requestedCents: 50_000,
      storedCents: 20_000,
      note: 'Roof dry',
      toDate: '0.002500',
      invoices: [{ payeeName: 'Sample Roofing Inc.', number: 'SR-1', payeeLinked: null }],
    });
    const stale = await builder.patch(`/v1/draws/${draw.id}`, draw.version, { note: 'late' });
    expect(stale.statusCode).toBe(412);
  });

  test('takes any amount: only requesting is gated', async () => {
    const draw = await givenDraft(builder, loan, { Plumbing: 999_999 });
    expect(draw.lines[2].requestedCents).toBe(99_999_900);
    await givenDraft(builder, loan, { Plumbing: 0 });
  });

  test.each([
    [
      'an unknown line',
      { lines: [{ budgetLineId: crypto.randomUUID(), requestedCents: 1 }] },
      '/lines/0/budgetLineId',
    ],
    [
      'a negative amount',
      { lines: [{ budgetLineId: 'Framing', requestedCents: -1 }] },
      '/lines/0/requestedCents',
    ],
    ['half a cent', { lines: [{ budgetLineId: 'Framing', requestedCents: 0.5 }] }, '/lines/0/requestedCents'],
    [
      'more stored than asked',
      { lines: [{ budgetLineId: 'Framing', requestedCents: 1, storedCents: 2 }] },
      '/lines/0/storedCents',
    ],
    ['U+0000', { note: 'a\u0000b' }, '/note'],
    ['an unknown field', { state: 'paid' }, '/state'],
    [
      'a payee without a name',
      { lines: [{ budgetLineId: 'Framing', invoices: [{ amountCents: 5 }] }] },
      '/lines/0/invoices/0/payeeName',
    ],
    [
      'an invoice that is not here',
      {
        lines: [
          {
            budgetLineId: 'Framing',
            invoices: [{ amountCents: 5, payeeName: 'X', documentId: crypto.randomUUID() }],
          },
        ],
      },
      '/lines/0/invoices/0/documentId',
    ],
  ])('refuses %s by name', async (_, patch, pointer) => {
    const draw = (await builder.post('/v1/draws', { loanId: loan.id })).json();
    const body = JSON.parse(JSON.stringify(patch).replace('"Framing"', `"${loan.lines.Framing}"`));
    const answer = await builder.patch(`/v1/draws/${draw.id}`, draw.version, body);
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors.map((each: { pointer: string }) => each.pointer)).toContain(pointer);
  });

  test('is not opened on another’s loan, an unknown one, or one without money out', async () => {
    const theirs = await stranger.post('/v1/draws', { loanId: loan.id });
    const nobodys = await stranger.post('/v1/draws', { loanId: crypto.randomUUID() });
    expect([theirs.statusCode, theirs.json().errors]).toEqual([nobodys.statusCode, nobodys.json().errors]);
    expect(theirs.statusCode).toBe(422);
    const over = await givenLoan({ borrower: builder, state: 'released' });
    expect((await builder.post('/v1/draws', { loanId: over.id })).json()).toMatchObject({
      status: 409,
      code: 'loan_takes_no_draws',
    });
  });

  test('does not exist for a stranger: not by id, list, count or change; a manager reads but never asks', async () => {
    const draw = (await builder.post('/v1/draws', { loanId: loan.id })).json();
    expect((await stranger.get(`/v1/draws/${draw.id}`)).statusCode).toBe(404);
    expect((await stranger.patch(`/v1/draws/${draw.id}`, draw.version, { note: 'x' })).statusCode).toBe(404);
    expect((await stranger.get('/v1/draws?withTotal=true')).json()).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
    const manager = await signIn(server, 'manager');
    expect((await manager.get(`/v1/draws/${draw.id}`)).statusCode).toBe(200);
    expect((await manager.post('/v1/draws', { loanId: loan.id })).statusCode).toBe(403);
    expect((await (await signIn(server, 'design')).get('/v1/draws')).statusCode).toBe(403);
  });
});

describe('a request', () => {
  test('needs an amount, gets a number without gaps and tells the timeline', async () => {
    const own = await givenDrawLoan({ borrower: builder });
    const empty = (await builder.post('/v1/draws', { loanId: own.id })).json();
    expect(empty.moves.find((move: { action: string }) => move.action === 'request')).toMatchObject({
      allowed: false,
      reason: 'Nothing is asked for yet. Enter an amount on at least one line.',
    });
    const bare = await builder.move(`/v1/draws/${empty.id}`, empty.version, { action: 'request' });
    expect(bare.json()).toMatchObject({ status: 409, code: 'nothing_requested' });
    const draft = await givenDraft(builder, own, { Framing: 1000 });
    const asked = await builder.move(`/v1/draws/${draft.id}`, draft.version, { action: 'request' });
    expect(asked.json()).toMatchObject({ state: 'requested', number: 1, requestedCents: 100_000 });
    const [event] = (await eventsOf('draw.requested')).filter((each) => each.subject_id === draft.id);
    expect(event).toMatchObject({ actor_id: builder.userId, project_id: own.projectId });
    const timeline = (await servicing.get(`/v1/projects/${own.projectId}/timeline`)).json();
    expect(timeline.items.map((each: { title: string }) => each.title)).toContain(
      'Draw 1 requested: $1,000.00',
    );
    const late = await builder.patch(`/v1/draws/${draft.id}`, asked.json().version, { note: 'x' });
    expect(late.json()).toMatchObject({ status: 409, code: 'not_a_draft' });
  });

  test('two at once on one draft make one draw; numbers stay without gaps over many loans', async () => {
    const own = await givenDrawLoan({ borrower: builder });
    for (const number of [1, 2, 3]) {
      const draft = await givenDraft(builder, own, { Framing: 10 });
      const both = await Promise.all([
        builder.move(`/v1/draws/${draft.id}`, draft.version, { action: 'request' }),
        servicing.move(`/v1/draws/${draft.id}`, draft.version, { action: 'request' }),
      ]);
      expect(both.map((answer) => answer.statusCode).sort()).toEqual([200, 412]);
      expect(both.find((answer) => answer.statusCode === 200)?.json().number).toBe(number);
    }
  });

  test('a move out of order names the legal ones; one that is not for the role is 403', async () => {
    const own = await givenDrawLoan({ borrower: builder });
    const draft = await givenDraft(builder, own, { Framing: 10 });
    const early = await servicing.move(`/v1/draws/${draft.id}`, draft.version, { action: 'approve' });
    expect(early.json()).toMatchObject({
      status: 409,
      code: 'illegal_move',
      legalMoves: ['request', 'withdraw'],
    });
    const asked = (await builder.move(`/v1/draws/${draft.id}`, draft.version, { action: 'request' })).json();
    const reject = await builder.move(`/v1/draws/${draft.id}`, asked.version, {
      action: 'reject',
      reason: 'x',
    });
    expect(reject.json()).toMatchObject({ status: 403, code: 'move_forbidden' });
    const silent = await servicing.move(`/v1/draws/${draft.id}`, asked.version, { action: 'reject' });
    expect(silent.json()).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] });
    const wild = await servicing.move(`/v1/draws/${draft.id}`, asked.version, { action: 'explode' });
    expect(wild.statusCode).toBe(422);
    const future = await servicing.move(`/v1/draws/${draft.id}`, asked.version, {
      action: 'reject',
      reason: 'Asked twice',
      data: { effectiveDate: '2199-01-01' },
    });
    expect(future.json().errors[0].pointer).toBe('/data/effectiveDate');
    const done = await servicing.move(`/v1/draws/${draft.id}`, asked.version, {
      action: 'reject',
      reason: 'Asked twice',
    });
    expect(done.json().state).toBe('rejected');
    const seen = (await builder.get(`/v1/draws/${draft.id}`)).json();
    expect(seen.history.at(-1)).toMatchObject({ action: 'reject', reason: 'Asked twice' });
  });

  test('says which papers are missing, and takes an invoice that is about this draw', async () => {
    const own = await givenDrawLoan({ borrower: builder });
    const draft = await givenDraft(
      builder,
      own,
      { Framing: 1000 },
      { Framing: [{ payeeName: 'Sample Framing Co.', amountCents: 100_000 }] },
    );
    expect(draft.missing).toEqual([
      'Conditional progress waiver, this draw, Sample Framing Co.',
      'Invoice $1,000.00, Sample Framing Co.',
    ]);
    const documentId = await upload(
      builder,
      { subjectType: 'draw', subjectId: draft.id, kind: 'invoice', title: 'Invoice SF-1' },
      pdf('sf-1'),
    );
    const saved = await builder.patch(`/v1/draws/${draft.id}`, draft.version, {
      lines: [
        {
          budgetLineId: own.lines.Framing,
          invoices: [{ payeeName: 'sample framing co.', number: 'SF-1', amountCents: 100_000, documentId }],
        },
      ],
    });
    expect(saved.json().missing).toEqual(['Conditional progress waiver, this draw, Sample Framing Co.']);
  });
});

test('pages follow each other without a gap or a repeat, in every declared sort', async () => {
  const all = (await servicing.get('/v1/draws?limit=200')).json().items.length;
  for (const sort of ['-createdAt', 'requestedAt']) {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { id: string }[]; nextCursor: string | null; total: number } = (
        await servicing.get(
          `/v1/draws?limit=2&sort=${sort}&withTotal=true${cursor ? `&cursor=${cursor}` : ''}`,
        )
      ).json();
      expect(page.total).toBe(all);
      seen.push(...page.items.map((item: { id: string }) => item.id));
      cursor = page.nextCursor;
    }
    expect(seen.length).toBe(all);
    expect(new Set(seen).size).toBe(all);
  }
  const open = (await servicing.get('/v1/draws?open=true&sort=requestedAt')).json().items;
  expect(open.every((item: { state: string }) => item.state === 'requested')).toBe(true);
  expect((await builder.get('/v1/draws?mine=true&state=draft')).json().items.length).toBeGreaterThan(0);
  expect((await servicing.get('/v1/draws?state=nonsense')).json().errors[0].pointer).toBe('?state');
  expect((await servicing.get('/v1/draws?cursor=nonsense')).statusCode).toBe(400);
});

test.each([
  ['servicing.draws', drawStates],
  ['servicing.inspections', inspectionStates],
  ['servicing.lien_waivers', lienWaiverStates],
  ['servicing.disbursements', disbursementStates],
])('the database knows the states of %s', async (table, machine) => {
  expect(await statesInDatabase(server, table)).toEqual([...machine.states].sort());
});
