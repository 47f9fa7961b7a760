import { describe, expect, it } from 'vitest';
import { newRecord, type Photo, type Visit } from '../visits/model.ts';
import { sent, setPercent } from '../visits/record.ts';
import {
  type Entry,
  hurry,
  type Kind,
  mayReopen,
  next,
  ofVisit,
  settle,
  waitSeconds,
  wakeAt,
} from './entries.ts';
import { onlyHere } from './only-here.ts';
import { adviceFor, outcomeOf, type Problem } from './outcome.ts';

const NOW = '2026-11-20T22:00:00.000Z';
const entry = (id: string, kind: Kind, createdAt: string, over: Partial<Entry> = {}): Entry => ({
  id,
  visitId: 'v1',
  kind,
  photoId: kind === 'photo' ? id : null,
  idempotencyKey: `key-${id}`,
  createdAt,
  tries: 0,
  notBefore: null,
  refusal: null,
  ...over,
});
const queue = [
  entry('report', 'submit', '2026-11-20T21:52:00Z'),
  entry('photo-2', 'photo', '2026-11-20T21:51:00Z'),
  entry('photo-1', 'photo', '2026-11-20T21:50:00Z'),
  entry('start', 'start', '2026-11-20T21:40:00Z'),
];
const problem = (status: number, over: Partial<Problem> = {}): Problem => ({
  status,
  code: 'some_code',
  detail: 'Why.',
  requestId: 'r1',
  errors: [],
  extra: {},
  ...over,
});
const refused = (status: number, kind: Kind = 'submit') => {
  const outcome = outcomeOf(problem(status), NOW);
  return settle([entry('e', kind, NOW)], 'e', outcome, NOW, 0.5)[0]!;
};

describe('the order of sending', () => {
  it('is start, photos as they were taken, report', () => {
    const order: string[] = [];
    let left: Entry[] = queue;
    for (let head = next(left, NOW); head; head = next(left, NOW)) {
      order.push(head.id);
      left = settle(left, head.id, { type: 'done' }, NOW, 0);
    }
    expect(order).toEqual(['start', 'photo-1', 'photo-2', 'report']);
    expect(ofVisit(queue, 'v1').map(({ id }) => id)).toEqual(order);
  });

  it('nothing overtakes what waits or was refused, and other visits go on', () => {
    const other = entry('other', 'start', '2026-11-20T21:59:00Z', { visitId: 'v2' });
    const waiting = settle(queue, 'start', { type: 'later' }, NOW, 0.5);
    expect(next(waiting, NOW)).toBeNull();
    expect(next([...waiting, other], NOW)?.id).toBe('other');
    const no = settle(queue, 'start', outcomeOf(problem(422), NOW), NOW, 0.5);
    expect(next([...no, other], NOW)?.id).toBe('other');
    expect(wakeAt(no)).toBeNull();
  });

  it('waits twice as long each time, at most five minutes, and keeps its key', () => {
    expect([1, 2, 3, 7, 20].map((tries) => waitSeconds(tries, 0.5))).toEqual([5, 10, 20, 300, 300]);
    expect(waitSeconds(1, 0)).toBe(4);
    expect(waitSeconds(1, 1)).toBeCloseTo(6);
    const once = settle(queue, 'start', { type: 'later' }, NOW, 0.5);
    const twice = settle(once, 'start', { type: 'later' }, NOW, 0.5);
    const head = twice.find(({ id }) => id === 'start')!;
    expect(head).toMatchObject({
      tries: 2,
      idempotencyKey: 'key-start',
      notBefore: '2026-11-20T22:00:10.000Z',
    });
    expect(next(twice, '2026-11-20T22:00:09.999Z')).toBeNull();
    expect(next(twice, '2026-11-20T22:00:10.000Z')?.id).toBe('start');
  });

  it('waits as long as the server asks for', () => {
    const slow = settle(queue, 'start', { type: 'later', afterSeconds: 60 }, NOW, 0);
    expect(wakeAt(slow)).toBe('2026-11-20T22:01:00.000Z');
  });

  it('"send now" ends waiting; what was refused goes again only where a person said so', () => {
    const later = settle(queue, 'start', { type: 'later' }, NOW, 0.5);
    expect(next(hurry(later), NOW)?.id).toBe('start');
    const no = settle(queue, 'start', outcomeOf(problem(409), NOW), NOW, 0.5);
    expect(next(hurry(no), NOW)).toBeNull();
    expect(
      next(
        hurry(no, ({ visitId }) => visitId === 'v1'),
        NOW,
      )?.id,
    ).toBe('start');
  });
});

describe('what an answer means', () => {
  it.each([0, 401, 408, 429, 500, 503])('%i is tried again by itself', (status) => {
    expect(outcomeOf(problem(status), NOW).type).toBe('later');
  });
  it.each([400, 403, 404, 409, 412, 413, 415, 422])('%i waits for a person', (status) => {
    expect(outcomeOf(problem(status), NOW).type).toBe('refused');
  });
  it('a first try that is still under way is waited for', () => {
    expect(outcomeOf(problem(409, { code: 'still_running' }), NOW).type).toBe('later');
  });

  it.each([
    [412, 'submit', 'compare'],
    [409, 'start', 'compare'],
    [404, 'start', 'again'],
    [415, 'photo', 'remove_photo'],
    [422, 'submit', 'reopen'],
    [400, 'start', 'again'],
  ] as const)('%i of a %s is answered by "%s", and says that nothing is lost', (status, kind, way) => {
    const advice = adviceFor(refused(status, kind));
    expect(advice.ways[0]).toBe(way);
    expect(advice.text).toMatch(/still here/);
  });

  it('a report that may have arrived cannot be opened, one that was refused can', () => {
    expect(mayReopen([entry('e', 'submit', NOW)])).toBe(true);
    expect(mayReopen([entry('e', 'submit', NOW, { tries: 1 })])).toBe(false);
    expect(mayReopen([refused(422)])).toBe(true);
  });
});

describe('what is only here', () => {
  it('counts visits, lines and photos that the server does not have', () => {
    const mine = setPercent('a', 5, NOW)(setPercent('b', 10, NOW)(newRecord('v1', 'k')));
    const photo = (id: string): Photo => ({
      id,
      visitId: 'v1',
      round: 1,
      lineId: 'a',
      takenAt: NOW,
      width: 1,
      height: 1,
      sizeBytes: 1,
      documentId: null,
    });
    const photos = [photo('photo-1'), photo('photo-2'), photo('already-there')];
    expect(onlyHere([mine], new Map(), photos, queue)).toEqual({ visits: 1, lines: 2, photos: 2 });
    expect(onlyHere([sent(NOW)(mine)], new Map(), photos, [])).toEqual({ visits: 0, lines: 0, photos: 0 });
    const theirs = { a: { percent: 5, note: '' }, b: { percent: 10, note: '' } };
    const known = new Map([['v1', { id: 'v1', theirs } as unknown as Visit]]);
    expect(onlyHere([mine], known, photos, [])).toEqual({ visits: 0, lines: 0, photos: 0 });
    expect(onlyHere([setPercent('b', 15, NOW)(mine)], known, photos, [])).toEqual({
      visits: 1,
      lines: 1,
      photos: 0,
    });
    expect(onlyHere([newRecord('v2', 'k')], new Map(), [], [])).toEqual({ visits: 0, lines: 0, photos: 0 });
  });
});
