/** What a touch does to a record. Every function gives a new record; none forgets anything. */
import type { Mark, VisitRecord } from './model.ts';
import { clamp } from './percent.ts';

const EMPTY: Mark = { percent: null, note: '' };
export type Change = (record: VisitRecord) => VisitRecord;

const isOpen = (record: VisitRecord): boolean => record.signedAt === null && record.asideAt === null;

/* The first touch starts the visit; a signed record takes no more touches. */
const touch =
  (at: string, change: Change): Change =>
  (record) =>
    isOpen(record) ? change({ ...record, startedAt: record.startedAt ?? at }) : record;

const mark = (record: VisitRecord, lineId: string, part: Partial<Mark>): VisitRecord => ({
  ...record,
  lines: { ...record.lines, [lineId]: { ...EMPTY, ...record.lines[lineId], ...part } },
});

export const setPercent = (lineId: string, percent: number, at: string): Change =>
  touch(at, (record) => mark(record, lineId, { percent: clamp(percent) }));

export const setLineNote = (lineId: string, note: string, at: string): Change =>
  touch(at, (record) => mark(record, lineId, { note }));

export const setNote = (note: string, at: string): Change => touch(at, (record) => ({ ...record, note }));

/** A photo was taken: nothing else to write, but the visit has begun. */
export const begin = (at: string): Change => touch(at, (record) => record);

export const sign = (name: string, at: string): Change =>
  touch(at, (record) => ({ ...record, signedName: name.trim(), signedAt: at }));

/** Opens a signed record again, while it has not been sent. */
export const reopen: Change = (record) =>
  record.sentAt ? record : { ...record, signedName: null, signedAt: null };

export const sent =
  (at: string): Change =>
  (record) => ({ ...record, sentAt: at });

export const setAside =
  (at: string): Change =>
  (record) => ({ ...record, asideAt: at });

/** A returned visit: the values stay as a start, signature and key are new. */
export const nextRound = (record: VisitRecord, clientKey: string): VisitRecord => ({
  ...record,
  round: record.round + 1,
  clientKey,
  startedAt: null,
  signedName: null,
  signedAt: null,
  sentAt: null,
  asideAt: null,
});
