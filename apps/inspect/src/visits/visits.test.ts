import { describe, expect, it } from 'vitest';
import { foreignLines, isMineAlone, merge, toForget, toPush } from './merge.ts';
import { type Line, newRecord, type Visit, type VisitRecord } from './model.ts';
import { change, nextLine, percentOf, progressOf, step, unexplained } from './percent.ts';
import { plot, scaleBar } from './plot.ts';
import { nextRound, reopen, sent, setAside, setLineNote, setPercent, sign } from './record.ts';
import { groupStops, isDone, isOpen, standingOf } from './standing.ts';

const AT = '2026-11-20T21:40:00.000Z';
const LATER = '2026-11-20T22:10:00.000Z';
const line = (id: string, lastPercent: number): Line => ({ id, name: id, lastPercent });
const lines = [line('foundation', 100), line('framing', 90), line('roofing', 30), line('plumbing', 0)];
const visit = (over: Partial<Visit> = {}): Visit => ({
  id: 'v1',
  version: 3,
  state: 'in_progress',
  number: 1,
  drawNumber: 5,
  scheduledFor: '2026-11-20',
  projectId: 'p1',
  address: '600 4th Ave',
  place: null,
  builderName: null,
  lastVisitOn: null,
  reason: null,
  lines,
  theirs: {},
  pushed: {},
  plans: [],
  pulledAt: AT,
  ...over,
});
const record = (...changes: ((r: VisitRecord) => VisitRecord)[]): VisitRecord =>
  changes.reduce((r, apply) => apply(r), newRecord('v1', 'key-one-of-round'));

describe('percentages', () => {
  it.each([
    ['from nothing, plus goes up from the last visit', null, 30, 1, 35],
    ['from nothing, minus goes down from it', null, 30, -1, 25],
    ['an odd value goes to the next five', 33, 0, 1, 35],
    ['and down to the one below', 33, 0, -1, 30],
    ['never over a hundred', 100, 90, 1, 100],
    ['never under nothing', 0, 0, -1, 0],
  ] as const)('%s', (_, current, last, direction, expected) => {
    expect(step(current, last, direction)).toBe(expected);
  });

  it('a line that was finished counts as finished until it is changed', () => {
    expect(percentOf(lines[0]!, undefined)).toBe(100);
    expect(percentOf(lines[0]!, record(setPercent('foundation', 95, AT)))).toBe(95);
    expect(percentOf(lines[1]!, undefined)).toBeNull();
  });

  it('zero is a value, nothing is not', () => {
    expect(progressOf(lines, record(setPercent('plumbing', 0, AT)))).toMatchObject({ done: 2, of: 4 });
    expect(progressOf(lines, record(setLineNote('plumbing', 'not begun', AT))).done).toBe(1);
  });

  it('the next line is the next one without a value, round the end', () => {
    const r = record(setPercent('roofing', 60, AT));
    expect(nextLine(lines, r, 'roofing')).toBe('plumbing');
    expect(nextLine(lines, r, 'plumbing')).toBe('framing');
    expect(nextLine(lines, r, null)).toBe('framing');
    const all = record(
      setPercent('framing', 1, AT),
      setPercent('roofing', 1, AT),
      setPercent('plumbing', 1, AT),
    );
    expect(nextLine(lines, all, 'roofing')).toBeNull();
  });

  it('what went down wants a word, what has one does not', () => {
    const down = record(setPercent('framing', 80, AT));
    expect(unexplained(lines, down).map(({ id }) => id)).toEqual(['framing']);
    expect(unexplained(lines, setLineNote('framing', 'Storm took the trusses.', AT)(down))).toEqual([]);
  });

  it('says how far a line moved', () => {
    expect([change(60, 30), change(25, 30), change(30, 30)]).toEqual(['+30', '−5', 'same']);
  });
});

describe('touches', () => {
  it('the first touch is when the visit began, later ones change nothing of it', () => {
    const r = record(setPercent('framing', 95, AT), setPercent('framing', 100, LATER));
    expect(r.startedAt).toBe(AT);
    expect(r.lines.framing).toEqual({ percent: 100, note: '' });
  });

  it('a note keeps the percentage and the other way round', () => {
    const r = record(setPercent('framing', 95, AT), setLineNote('framing', 'Done but the stairs', AT));
    expect(setPercent('framing', 100, LATER)(r).lines.framing).toEqual({
      percent: 100,
      note: 'Done but the stairs',
    });
  });

  it('a signed record takes no more touches, an opened one does', () => {
    const signed = record(setPercent('framing', 95, AT), sign(' Sample Inspector ', LATER));
    expect(signed.signedName).toBe('Sample Inspector');
    expect(setPercent('framing', 10, LATER)(signed)).toEqual(signed);
    expect(setPercent('framing', 10, LATER)(reopen(signed)).lines.framing?.percent).toBe(10);
  });

  it('what was sent cannot be opened again', () => {
    const gone = record(setPercent('framing', 95, AT), sign('Sample Inspector', AT), sent(LATER));
    expect(reopen(gone)).toEqual(gone);
  });

  it('another round keeps the values and has a key of its own', () => {
    const again = nextRound(record(setPercent('framing', 95, AT), sign('Sample', AT), sent(AT)), 'key-two');
    expect(again).toMatchObject({ round: 2, clientKey: 'key-two', signedAt: null, sentAt: null });
    expect(again.lines.framing?.percent).toBe(95);
  });
});

describe('merging with the server', () => {
  it('a returned visit begins its next round only once the former was sent', () => {
    const mine = record(setPercent('framing', 95, AT));
    const returned = visit({ state: 'returned', theirs: { framing: { percent: 95, note: '' } } });
    expect(merge(returned, mine, () => 'new').record).toBe(mine);
    const again = merge(returned, sent(AT)(mine), () => 'new');
    expect(again.record).toMatchObject({ round: 2, clientKey: 'new' });
    expect(foreignLines(again.visit, setPercent('framing', 90, LATER)(again.record!))).toEqual([]);
  });

  it('values of another device are not overwritten, one’s own former ones are', () => {
    const mine = record(setPercent('framing', 95, AT), setPercent('roofing', 60, AT));
    const held = visit({
      theirs: { framing: { percent: 85, note: '' }, roofing: { percent: 50, note: '' } },
      pushed: { roofing: { percent: 50, note: '' } },
    });
    expect(foreignLines(held, mine)).toEqual(['framing']);
    expect(Object.keys(toPush(held, mine))).toEqual(['roofing']);
  });

  it('pushes what the server does not have, and nothing twice', () => {
    const mine = record(setPercent('framing', 95, AT), setLineNote('roofing', 'only a note', AT));
    expect(toPush(visit(), mine)).toEqual({ framing: { percent: 95, note: '' } });
    expect(toPush(visit({ theirs: { framing: { percent: 95, note: '' } } }), mine)).toEqual({});
    expect(toPush(visit({ lines: [] }), mine)).toEqual({});
  });

  it('forgets visits that the server no longer gives, never one with something only here', () => {
    const other = visit({ id: 'v2' });
    const records = new Map([['v1', record(setPercent('framing', 95, AT))]]);
    expect(toForget([visit(), other], new Set(), records)).toEqual(['v2']);
    expect(isMineAlone(sent(AT)(records.get('v1')!))).toBe(false);
  });
});

describe('how a visit stands', () => {
  const begun = record(setPercent('framing', 95, AT));
  const signed = sign('Sample', AT)(begun);
  it.each([
    ['ready', visit({ state: 'scheduled' }), undefined, 'ready'],
    ['begun here', visit({ state: 'scheduled' }), begun, 'in_progress'],
    ['signed, not sent', visit(), signed, 'only_here'],
    ['sent', visit({ state: 'submitted' }), sent(LATER)(signed), 'sent'],
    ['returned', visit({ state: 'returned' }), nextRound(sent(AT)(signed), 'k'), 'returned'],
    ['cancelled with nothing here', visit({ state: 'cancelled' }), undefined, 'cancelled'],
    ['cancelled, but something is only here', visit({ state: 'cancelled' }), begun, 'in_progress'],
    ['put aside', visit(), setAside(AT)(begun), 'aside'],
  ] as const)('%s', (_, v, r, kind) => {
    expect(standingOf(v, r, []).kind).toBe(kind);
  });

  it('is open until it is signed', () => {
    expect(isOpen(standingOf(visit(), begun, []), begun)).toBe(true);
    expect(isOpen(standingOf(visit(), signed, []), signed)).toBe(false);
    expect(isDone({ kind: 'refused' })).toBe(false);
  });

  it('today has what is due and what was overdue, in order; sent of former days goes', () => {
    const stop = (id: string, scheduledFor: string, r?: VisitRecord) => {
      const v = visit({ id, scheduledFor, state: 'scheduled' });
      return { visit: v, record: r, standing: standingOf(v, r, []) };
    };
    const stops = [
      stop('c', '2026-11-21'),
      stop('b', '2026-11-20'),
      stop('a', '2026-11-18'),
      stop('old', '2026-11-19', sent('2026-11-19T20:00:00Z')(signed)),
      stop('done', '2026-11-19', sent(AT)(signed)),
    ];
    const day = (moment: string) => moment.slice(0, 10);
    const groups = groupStops(stops, '2026-11-20', day);
    expect(groups.today.map((each) => each.visit.id)).toEqual(['a', 'done', 'b']);
    expect(groups.later.map((each) => each.visit.id)).toEqual(['c']);
    expect(groups.earlier.map((each) => each.visit.id)).toEqual(['old']);
  });
});

describe('the route drawn', () => {
  const north = { latitude: 47.7, longitude: -122.3 };
  const south = { latitude: 47.6, longitude: -122.3 };

  it('has north up, keeps the margin, and a scale that is true', () => {
    const { points, pixelsPerMile } = plot([south, north], 200, 20);
    expect(points).toEqual([
      { x: 100, y: 180 },
      { x: 100, y: 20 },
    ]);
    expect(pixelsPerMile * 6.905).toBeCloseTo(160);
    expect(scaleBar(pixelsPerMile, 60)).toEqual({ miles: 2, pixels: 46 });
  });

  it('draws two stops at one place as one, in the middle', () => {
    expect(plot([north, north], 200, 20).points).toEqual([
      { x: 100, y: 100 },
      { x: 100, y: 100 },
    ]);
  });
});
