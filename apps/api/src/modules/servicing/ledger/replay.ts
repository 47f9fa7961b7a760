import { randomUUID } from 'node:crypto';
import { type CivilDate, earlierOf, formatDate, laterOf } from '@connect/domain/calendar';
import type { LoanEvent } from '@connect/domain/loan-history';
import type { ProjectedPosting } from '@connect/domain/loan-run';
import { absCents, type Cents, formatUsd, negateCents, subtractCents, sumCents } from '@connect/domain/money';
import { type Projection, projectLoan } from '@connect/domain/project-loan';
import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { followProjection } from './follow-projection.ts';
import type { KeptEvent } from './history.repo.ts';
import * as repo from './ledger.repo.ts';
import { type NotedLoan, noteOf } from './note.ts';

/** When it is recorded, and the first day of the books that is open; null when no month is closed. */
export interface Moment {
  recordedAt: string;
  openFrom: string | null;
}

/** What made the loan be worked out anew; null for the passing of days. */
export type Cause = { eventId: string; event: LoanEvent; withdrawn: string | null } | null;

export interface Replayed {
  /** The postings that were written, reversals included, in the order of their numbers. */
  written: {
    id: string;
    key: string | null;
    number: number;
    kind: string;
    effectiveDate: CivilDate;
    /** What caused the posting, or the one that it reverses. */
    sourceId: string;
    /** The posting that it reverses. */
    reverses: string | null;
  }[];
  projection: Projection;
}

interface Replay {
  head: repo.Head;
  moment: Moment;
  history: readonly KeptEvent[];
  cause: Cause;
  to?: CivilDate;
}

/** Cash moves through this bank unless a posting says otherwise. */
export const OPERATING_BANK = 'operating';

/**
 * Works the loan out from its history and puts the books right from the day of the cause on: what the projection says and the books do
 * not is posted, what they say otherwise is reversed first. Throws RuleBroken.
 */
export async function replay(tx: Tx, loan: NotedLoan, work: Replay): Promise<Replayed> {
  const { head, cause, history } = work;
  const to = farthest(head.worked_to, cause?.event.date, work.to, history.at(-1)?.date);
  const from = earlierOf(cause?.event.date ?? to, (head.worked_to ?? '0001-01-01') as CivilDate);
  const projection = projectLoan(noteOf(loan), history, to, { dailyFrom: from });
  const standing = await repo.standingPostings(tx, loan.id, from);
  const { undo, add } = compare(
    standing,
    projection.postings.filter(({ effectiveDate }) => effectiveDate >= from),
  );
  const written = await write(tx, loan, work, { undo, add, to });
  await followProjection(tx, loan, projection, { history, written });
  return { written, projection };
}

/** The latest of several days, of which at least one is given. */
const farthest = (...days: (string | null | undefined)[]): CivilDate =>
  days
    .filter((day): day is string => !!day)
    .reduce((a, b) => laterOf(a as CivilDate, b as CivilDate)) as CivilDate;

/** Which standing postings are not as projected, and which projected ones do not stand. */
function compare(standing: readonly repo.StandingPosting[], projected: readonly ProjectedPosting[]) {
  const wanted = new Map(projected.map((posting) => [posting.key, posting]));
  const undo: repo.StandingPosting[] = [];
  for (const posting of standing) {
    const same = wanted.get(posting.key);
    if (same && fingerprint(same) === fingerprint(posting)) wanted.delete(posting.key);
    else undo.push(posting);
  }
  return { undo, add: projected.filter(({ key }) => wanted.has(key)) };
}

const fingerprint = (posting: Pick<ProjectedPosting, 'kind' | 'effectiveDate' | 'lines'>): string =>
  `${posting.kind} ${posting.effectiveDate} ${posting.lines
    .map(({ account, amountCents }) => `${account} ${amountCents}`)
    .sort()
    .join(' ')}`;

async function write(
  tx: Tx,
  loan: NotedLoan,
  { head, moment, history, cause }: Replay,
  { undo, add, to }: { undo: repo.StandingPosting[]; add: ProjectedPosting[]; to: CivilDate },
): Promise<Replayed['written']> {
  const replayId = undo.length > 0 && cause ? randomUUID() : null;
  if (replayId && cause)
    await repo.insertReplay(tx, {
      id: replayId,
      loan_id: loan.id,
      event_id: cause.eventId,
      from_date: cause.event.date,
      sentence: sentenceOf(cause, undo, add),
      reversed: undo.length,
      posted: add.length,
      interest_change_cents: interestOf(add) - interestOf(undo),
      recorded_at: moment.recordedAt,
    });
  const sources = new Map(history.map((event) => [event.key, event]));
  let number = head.last_number;
  const rows = [
    ...undo.map((posting) => ({
      id: randomUUID(),
      kind: 'reversal',
      key: null,
      memo: `Reversal of P-${posting.number}: ${reasonOf(cause)}`,
      effectiveDate: posting.effectiveDate,
      reverses: posting.id,
      reason: reasonOf(cause),
      eventId: posting.eventId,
      source: { type: posting.sourceType, id: posting.sourceId },
      lines: posting.lines.map((line) => ({ ...line, amountCents: negateCents(line.amountCents) })),
    })),
    ...add.map((posting) => {
      const event = sources.get(posting.key.split('/')[0]!);
      return {
        id: randomUUID(),
        kind: posting.kind as string,
        key: posting.key,
        memo: posting.memo,
        effectiveDate: posting.effectiveDate,
        reverses: null,
        reason: null,
        eventId: event?.id ?? null,
        source: event ? { type: event.sourceType, id: event.sourceId } : { type: 'loan', id: loan.id },
        lines: posting.lines.map((line) => ({
          ...line,
          loanId: loan.id,
          subAccount: line.account === 'cash' ? OPERATING_BANK : null,
        })),
      };
    }),
  ].map((row) => ({ ...row, number: ++number, accountingDate: openDay(row.effectiveDate, moment) }));
  await repo.insertPostings(tx, loan.id, rows, { recordedAt: moment.recordedAt, replayId });
  const latest = rows.reduce<string | null>(
    (max, row) => (max && max > row.effectiveDate ? max : row.effectiveDate),
    head.last_effective_date,
  );
  await repo.moveHead(tx, loan.id, {
    last_number: number,
    last_effective_date: latest,
    last_recorded_at: rows.length > 0 || cause ? moment.recordedAt : head.last_recorded_at,
    worked_to: to,
  });
  if (replayId && cause)
    await publish(
      tx,
      'ledger.replayed',
      {
        type: 'loan',
        id: loan.id,
        projectId: await repo.projectOf(tx, loan.id),
        effectiveDate: cause.event.date,
      },
      { sentence: sentenceOf(cause, undo, add), reversed: undo.length, posted: add.length },
    );
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    number: row.number,
    kind: row.kind,
    effectiveDate: row.effectiveDate,
    sourceId: row.source.id,
    reverses: row.reverses,
  }));
}

/** A day in a month that is closed counts in the books from the first open day. */
const openDay = (date: CivilDate, { openFrom }: Moment): CivilDate =>
  openFrom && date < openFrom ? (openFrom as CivilDate) : date;

type WithLines = Pick<ProjectedPosting, 'lines'>;
/** Contract and default interest earned by some postings, in cents. */
const interestOf = (postings: readonly WithLines[]): bigint =>
  -sumCents(
    postings.flatMap(({ lines }) =>
      lines
        .filter(({ account }) => account === 'interest_income' || account === 'default_interest_income')
        .map(({ amountCents }) => amountCents),
    ),
  );

const reasonOf = (cause: Cause): string =>
  cause === null ? 'worked out anew' : (cause.withdrawn ?? `${wordsOf(cause.event)} entered later`);

const WORDS: Partial<Record<LoanEvent['kind'], string>> = {
  settled: 'funding',
  apply_unapplied: 'use of unapplied cash',
  refund_unapplied: 'refund',
  defaulted: 'default',
  cured: 'cure',
  pledged: 'pledge',
  pledge_released: 'release from the pledge',
};
/** "payment of Oct 3, 2026". */
const wordsOf = ({ kind, date }: LoanEvent): string => `${WORDS[kind] ?? kind} of ${formatDate(date)}`;

/** Why the past changed, for people: what was entered or taken back, from when, and what it did to interest. */
function sentenceOf(
  cause: NonNullable<Cause>,
  undo: readonly WithLines[],
  add: readonly WithLines[],
): string {
  const change = subtractCents(interestOf(add) as Cents, interestOf(undo) as Cents);
  const act = `The ${wordsOf(cause.event)} was ${cause.withdrawn === null ? 'entered' : `taken back (${cause.withdrawn})`}`;
  const effect =
    change === 0n
      ? 'interest stays as it was'
      : `interest since then is ${formatUsd(absCents(change))} ${change > 0n ? 'more' : 'less'}`;
  return `${act}; ${effect}.`;
}
