import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { type DrawLoan, givenDraft, givenDrawLoan, png, today, upload } from '../test/given-draw.ts';

let server: TestApp;
let builder: SignedIn;
let servicing: SignedIn;
let inspector: SignedIn;
let other: SignedIn;
let loan: DrawLoan;
let drawId: string;
let visit: { id: string; version: number };

beforeAll(async () => {
  server = await startApp();
  builder = await signIn(server, 'builder', { displayName: 'Sample Builder' });
  servicing = await signIn(server, 'servicing');
  inspector = await signIn(server, 'inspector', { contact: true, displayName: 'Ines Inspector' });
  other = await signIn(server, 'inspector', { contact: true, displayName: 'Otto Inspector' });
});
afterAll(() => server.close());

beforeEach(async () => {
  loan = await givenDrawLoan({ borrower: builder });
  const draft = await givenDraft(builder, loan, { Framing: 30_000, Roofing: 20_000 });
  drawId = draft.id;
  const asked = (await builder.move(`/v1/draws/${drawId}`, draft.version, { action: 'request' })).json();
  const planned = await servicing.move(`/v1/draws/${drawId}`, asked.version, {
    action: 'schedule_inspection',
    data: { inspectorId: inspector.contactId, date: today() },
  });
  expect(planned.json()).toMatchObject({ state: 'inspection_scheduled', inspectorName: 'Ines Inspector' });
  visit = planned.json().inspection;
});

const report = (lines: object[], more: object = {}) => ({
  action: 'submit',
  data: {
    lines,
    startedAt: new Date(Date.now() - 3_600_000).toISOString(),
    submittedAt: new Date().toISOString(),
    deviceId: 'ipad-1',
    clientKey: randomUUID(),
    ...more,
  },
});
const framing = (percent: number, note = '') => ({ budgetLineId: loan.lines.Framing, percent, note });
const roofing = (percent: number) => ({ budgetLineId: loan.lines.Roofing, percent });
const url = () => `/v1/inspections/${visit.id}`;

describe('an inspector', () => {
  test('sees the own visits only, and nothing of what is asked until a value is set', async () => {
    const mine = (await inspector.get('/v1/inspections?withTotal=true')).json();
    expect(mine.items.map((item: { id: string }) => item.id)).toContain(visit.id);
    expect((await other.get('/v1/inspections?withTotal=true')).json()).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
    expect((await other.get(url())).statusCode).toBe(404);
    expect((await other.get(`/v1/draws/${drawId}`)).statusCode).toBe(404);
    expect((await other.patch(url(), 1, { lines: [framing(1)] })).statusCode).toBe(404);
    const seen = (await inspector.get(url())).json();
    expect(seen.lines).toHaveLength(3);
    expect(seen.lines[0]).toMatchObject({
      name: 'Framing',
      lastPercent: 0,
      percent: null,
      askedPercent: null,
    });
    const draw = (await inspector.get(`/v1/draws/${drawId}`)).json();
    expect(draw).toMatchObject({ requestedCents: null, papers: [], conditions: [] });
    expect(JSON.stringify(draw)).not.toContain('"requestedCents":3000000');
    const timeline = await inspector.get(`/v1/projects/${loan.projectId}/timeline`);
    expect(timeline.body).not.toContain('requested');
    expect((await builder.get(url())).statusCode).toBe(403);
    const saved = await inspector.patch(url(), 1, { deviceId: 'ipad-1', lines: [framing(10)] });
    expect(saved.json().lines[0]).toMatchObject({ percent: 10, askedPercent: 10 });
    expect(saved.json().lines[1].askedPercent).toBeNull();
  });

  test('syncs what changed since', async () => {
    const since = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
    expect(
      (await inspector.get(`/v1/inspections?sort=updatedAt&updatedSince=${since}`)).json().items,
    ).toEqual([]);
    const before = encodeURIComponent((await inspector.get(url())).json().updatedAt);
    const changed = (await inspector.get(`/v1/inspections?sort=updatedAt&updatedSince=${before}`)).json()
      .items;
    expect(changed.map((item: { id: string }) => item.id)).toEqual([visit.id]);
  });

  test('cannot submit while a line that asks for money has no percentage', async () => {
    const early = await inspector.move(url(), visit.version, report([framing(10)]));
    expect(early.json()).toMatchObject({ status: 409, code: 'lines_not_judged' });
    expect((await inspector.get(url())).json()).toMatchObject({ state: 'scheduled', version: visit.version });
  });

  test('who is another cannot be made the inspector of a draw', async () => {
    const planned = await servicing.patch(url(), visit.version, { inspectorId: builder.contactId });
    expect(planned.json().errors[0].pointer).toBe('/inspectorId');
    const mine = await inspector.patch(url(), visit.version, { inspectorId: other.contactId });
    expect(mine.statusCode).toBe(403);
    const given = await servicing.patch(url(), visit.version, { inspectorId: other.contactId });
    expect(given.json().inspectorName).toBe('Otto Inspector');
    expect((await inspector.get(url())).statusCode).toBe(404);
    expect((await inspector.get(`/v1/draws/${drawId}`)).statusCode).toBe(404);
    expect((await other.get(url())).statusCode).toBe(200);
  });
});

describe('a submission', () => {
  test('made offline and sent again does nothing twice, and moves the draw', async () => {
    const documentId = await upload(
      inspector,
      { subjectType: 'inspection', subjectId: visit.id, kind: 'photo', title: 'Roof' },
      png('roof'),
    );
    const sent = report([framing(10, 'Walls up'), roofing(5)], {
      photos: [{ documentId, budgetLineId: loan.lines.Roofing }],
    });
    const first = await inspector.move(url(), visit.version, sent);
    expect(first.statusCode).toBe(200);
    expect(first.json()).toMatchObject({
      state: 'submitted',
      lines: [{ percent: 10 }, { percent: 5 }, { percent: null }],
    });
    const again = await inspector.move(url(), visit.version, sent);
    expect(again.json()).toEqual(first.json());
    const twins = await Promise.all([1, 2, 3].map(() => inspector.move(url(), visit.version, sent)));
    expect(twins.map((answer) => answer.statusCode)).toEqual([200, 200, 200]);
    const events = (await eventsOf('inspection.submitted')).filter((each) => each.subject_id === visit.id);
    expect(events).toHaveLength(1);
    await server.settle();
    const draw = (await servicing.get(`/v1/draws/${drawId}`)).json();
    expect(draw).toMatchObject({
      state: 'inspection_complete',
      proposedCents: 3_600_000,
      totals: {
        requestedCents: 5_000_000,
        supportedCents: 4_000_000,
        cutCents: 1_000_000,
        retainageCents: 400_000,
      },
      inspection: { photoCount: 1 },
    });
    expect(draw.lines[1]).toMatchObject({
      inspectedPercent: 5,
      supportedCents: 1_000_000,
      decision: 'cut',
      photos: [documentId],
    });
    const titles = (await servicing.get(`/v1/projects/${loan.projectId}/timeline`))
      .json()
      .items.map((each: { title: string }) => each.title);
    expect(titles).toContain('Inspection 1 submitted, 2 lines');
    expect(titles).toContain('Draw 1 cut to $36,000.00 after inspection');
    const seen = (await builder.get(`/v1/draws/${drawId}`)).json();
    expect(seen.lines[1]).toMatchObject({ inspectedPercent: null, supportedCents: null, decision: null });
    expect(seen.proposedCents).toBeNull();
    expect((await builder.get(`/v1/documents/${documentId}`)).statusCode).toBe(404);
  });

  test('stays as it was: not by another submission, not in the database; a return is answered by another report', async () => {
    await inspector.move(url(), visit.version, report([framing(10), roofing(5)]));
    const now = (await inspector.get(url())).json();
    expect((await inspector.patch(url(), now.version, { lines: [framing(99)] })).json()).toMatchObject({
      status: 409,
      code: 'inspection_submitted',
    });
    const second = await inspector.move(url(), now.version, report([framing(99), roofing(99)]));
    expect(second.json()).toMatchObject({ status: 409, code: 'illegal_move' });
    const owner = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    try {
      for (const change of [
        'update servicing.inspection_report_lines set percent = 99',
        'delete from servicing.inspection_report_lines',
        'delete from servicing.inspection_report_photos',
        'update servicing.inspection_reports set note = $$x$$',
        `insert into servicing.inspection_report_lines (report_id, budget_line_id, percent)
           select id, '${loan.lines.Plumbing}', 50 from servicing.inspection_reports`,
      ])
        await expect(owner.query(change)).rejects.toThrow('append-only');
    } finally {
      await owner.end();
    }
    const bare = await servicing.move(url(), now.version, { action: 'return' });
    expect(bare.json().errors[0].pointer).toBe('/reason');
    const back = await servicing.move(url(), now.version, {
      action: 'return',
      reason: 'No photo of the roof',
    });
    expect(back.json()).toMatchObject({ state: 'returned', reason: 'No photo of the roof' });
    await server.settle();
    const holding = (await servicing.get(`/v1/draws/${drawId}`)).json();
    expect(holding.conditions[0]).toMatchObject({ code: 'inspection_supports', status: 'holds' });
    const answer = await inspector.move(url(), back.json().version, report([roofing(8)]));
    expect(answer.json()).toMatchObject({ state: 'submitted', reports: [{ round: 1 }, { round: 2 }] });
    expect(answer.json().reports[0].lines).toContainEqual(expect.objectContaining({ percent: 5 }));
    await server.settle();
    const draw = (await servicing.get(`/v1/draws/${drawId}`)).json();
    expect(draw.lines[1]).toMatchObject({ inspectedPercent: 8, supportedCents: 1_600_000 });
    const accepted = await servicing.move(url(), answer.json().version, { action: 'accept' });
    expect(accepted.json().state).toBe('accepted');
  });

  test('from two devices merges line by line; the same line with two values is answered with both', async () => {
    const base = visit.version;
    const first = await inspector.patch(url(), base, { deviceId: 'ipad-1', lines: [framing(10)] });
    expect(first.statusCode).toBe(200);
    const merged = await inspector.patch(url(), base, { deviceId: 'ipad-2', lines: [roofing(5)] });
    expect(merged.json().lines).toMatchObject([{ percent: 10 }, { percent: 5 }, { percent: null }]);
    const clash = await inspector.patch(url(), base, { deviceId: 'ipad-2', lines: [framing(20)] });
    expect(clash.json()).toMatchObject({
      status: 409,
      code: 'inspection_changed',
      currentVersion: merged.json().version,
      conflicts: [
        {
          budgetLineId: loan.lines.Framing,
          yours: { percent: 20 },
          theirs: { percent: 10, deviceId: 'ipad-1' },
        },
      ],
    });
    const sent = await inspector.move(url(), base, report([framing(20)], { deviceId: 'ipad-2' }));
    expect(sent.json().code).toBe('inspection_changed');
    expect((await inspector.get(url())).json().state).toBe('scheduled');
    const chosen = await inspector.move(
      url(),
      merged.json().version,
      report([framing(20)], { deviceId: 'ipad-2' }),
    );
    expect(chosen.json()).toMatchObject({ state: 'submitted' });
  });

  test('shows the last percentages on the next visit, and ends with a draw that is taken back', async () => {
    await inspector.move(url(), visit.version, report([framing(10), roofing(5)]));
    await server.settle();
    const draw = (await servicing.get(`/v1/draws/${drawId}`)).json();
    await builder.move(`/v1/draws/${drawId}`, draw.version, {
      action: 'withdraw',
      reason: 'Asked too early',
    });
    const next = await givenDraft(builder, loan, { Roofing: 100 });
    const asked = (await builder.move(`/v1/draws/${next.id}`, next.version, { action: 'request' })).json();
    expect(asked.number).toBe(2);
    const planned = await servicing.move(`/v1/draws/${next.id}`, asked.version, {
      action: 'schedule_inspection',
      data: { inspectorId: inspector.contactId, date: today() },
    });
    const { inspection, version } = planned.json();
    expect(inspection.number).toBe(2);
    const seen = (await inspector.get(`/v1/inspections/${inspection.id}`)).json();
    expect(seen.lines).toMatchObject([{ lastPercent: 10 }, { lastPercent: 5 }, { lastPercent: 0 }]);
    expect(seen.lastVisitOn).toBe(today());
    await builder.move(`/v1/draws/${next.id}`, version, { action: 'withdraw', reason: 'Not yet' });
    expect((await inspector.get(`/v1/inspections/${inspection.id}`)).json().state).toBe('cancelled');
  });

  test.each([
    ['more than all', { lines: [{ budgetLineId: 'Framing', percent: 101 }] }, '/data/lines/0/percent'],
    ['half a percent', { lines: [{ budgetLineId: 'Framing', percent: 1.5 }] }, '/data/lines/0/percent'],
    [
      'an unknown line',
      { lines: [{ budgetLineId: randomUUID(), percent: 1 }] },
      '/data/lines/0/budgetLineId',
    ],
    [
      'a line twice',
      {
        lines: [
          { budgetLineId: 'Framing', percent: 1 },
          { budgetLineId: 'Framing', percent: 2 },
        ],
      },
      '/data/lines/1/budgetLineId',
    ],
    ['a photo that is not here', { photos: [{ documentId: randomUUID() }] }, '/data/photos/0/documentId'],
    ['an end before its start', { submittedAt: '2020-01-01T00:00:00Z' }, '/data/submittedAt'],
    ['a moment without a zone', { startedAt: '2020-01-01T00:00:00' }, '/data/startedAt'],
    ['the far future', { submittedAt: '2199-01-01T00:00:00Z' }, '/data/submittedAt'],
    ['a key that is too short', { clientKey: 'x' }, '/data/clientKey'],
  ])('with %s is refused by name, and nothing is written', async (_, change, pointer) => {
    const body = JSON.parse(
      JSON.stringify(report([framing(10), roofing(5)], change)).replaceAll(
        '"Framing"',
        `"${loan.lines.Framing}"`,
      ),
    );
    const answer = await inspector.move(url(), visit.version, body);
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors.map((each: { pointer: string }) => each.pointer)).toContain(pointer);
    expect((await inspector.get(url())).json()).toMatchObject({ state: 'scheduled', version: visit.version });
  });
});
