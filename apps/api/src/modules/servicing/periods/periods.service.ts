import { type AccountingPeriodState, accountingPeriodStates } from '@connect/domain/accounting-period-states';
import { addMonths, type CivilDate } from '@connect/domain/calendar';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { decodeCursor, pageOf } from '../../../platform/keyset.ts';
import { authorise } from '../../identity/index.ts';
import { lastDayOf, type Period, periodAt, periodOf } from '../billing/period.ts';
import * as repo from './periods.repo.ts';
import type { AccountingPeriod, AccountingPeriodQuery } from './periods.schemas.ts';

const CLOSED = ['closed', 'reopen_requested'];
export const isClosed = (state: string | undefined): boolean => CLOSED.includes(state ?? 'open');

/** A page of the months of the books. They are reckoned, not kept: a year has twelve of them, and only those shown are looked into. */
export async function pageOfPeriods(actor: Actor, query: z.output<typeof AccountingPeriodQuery>) {
  const book = await openBook(actor, reader());
  const stateOf = ({ key }: Period) => (book.moved.get(key)?.state ?? 'open') as AccountingPeriodState;
  const wanted = book.periods.filter((period) => query.state?.includes(stateOf(period)) ?? true);
  const latestFirst = query.sort === '-period';
  const place = query.cursor ? String(decodeCursor(query.cursor, query.sort, 1)[0]) : undefined;
  const rest = (latestFirst ? wanted.toReversed() : wanted).filter(
    ({ key }) => place === undefined || (latestFirst ? key < place : key > place),
  );
  const page = pageOf(rest, query, ({ key }) => [key], query.withTotal ? wanted.length : undefined);
  return { ...page, items: await present(actor, reader(), book, page.items) };
}

/** One month of the books. Throws 404 for a month before the first posting or after this one. */
export async function getPeriod(actor: Actor, key: string, db: Reader = reader()): Promise<AccountingPeriod> {
  const book = await openBook(actor, db);
  const found = book.periods.find((period) => period.key === key);
  if (!found) throw notFound();
  return (await present(actor, db, book, [found]))[0]!;
}

/** The months from the first posting to the one we are in, oldest first, and those that somebody has moved. */
async function openBook(actor: Actor, db: Reader) {
  const scope = authorise(actor, 'read:postings');
  const today = bookDate(actor.now ?? new Date()) as CivilDate;
  const first = await repo.firstDay(db, scope);
  return {
    scope,
    today,
    periods: monthsFrom((first ?? today) as CivilDate, today),
    moved: await repo.movedPeriods(db, scope),
  };
}

async function present(
  actor: Actor,
  db: Reader,
  { scope, today, periods, moved }: Awaited<ReturnType<typeof openBook>>,
  shown: readonly Period[],
): Promise<AccountingPeriod[]> {
  const counts = await repo.countsByPeriod(db, scope, shown);
  const months: AccountingPeriod[] = [];
  for (const period of shown) {
    const row = moved.get(period.key);
    const state = (row?.state ?? 'open') as AccountingPeriodState;
    const earlier = periods.filter(({ key }) => key < period.key && !isClosed(moved.get(key)?.state));
    const openItems = isClosed(state) ? [] : await openItemsOf(db, scope, period, earlier, today);
    const count = counts.get(period.key);
    months.push({
      period: period.key,
      from: period.from,
      to: lastDayOf(period),
      state,
      openItems,
      postings: count?.postings ?? 0,
      numberedFrom: count?.from == null ? null : Number(count.from),
      numberedTo: count?.to == null ? null : Number(count.to),
      requestedBy: row?.requested_by ?? null,
      requestedByName: row?.requested_by_name ?? null,
      requestedAt: row?.requested_at ?? null,
      reason: row?.reason ?? null,
      decidedByName: row?.decided_by_name ?? null,
      decidedAt: row?.decided_at ?? null,
      moves:
        actor.role === 'system'
          ? []
          : accountingPeriodStates.moves(state, actor.role, {
              openItems,
              laterClosed: laterClosed(moved, period),
              requestedBy: row?.requested_by ?? null,
              actorId: actor.userId,
            }),
      version: row?.version ?? 1, // the row of a month that nobody has moved is made as version 1,
    });
  }
  return months;
}

/** "November 2026" when a later month is closed. */
export const laterClosed = (moved: ReadonlyMap<string, repo.PeriodRow>, period: Period): string | null => {
  const later = [...moved.values()].filter((row) => row.period > period.key && isClosed(row.state));
  const last = later.sort((a, b) => (a.period < b.period ? 1 : -1))[0];
  return last ? periodOf(last.period).label : null;
};

/** The months from that of one day to that of another. */
export function monthsFrom(first: CivilDate, last: CivilDate): Period[] {
  const months: Period[] = [];
  for (let month = periodAt(first); month.from <= last; month = periodAt(addMonths(month.from, 1)))
    months.push(month);
  return months;
}

/** What a month waits for before it can close, as sentences that say how to get there; nothing else is asked of one that is not over. */
export async function openItemsOf(
  db: Reader,
  scope: Parameters<typeof repo.readiness>[1],
  period: Period,
  earlierOpen: readonly Period[],
  today: string,
): Promise<string[]> {
  const { label } = period;
  if (period.to > today) return [`${label} is not over yet.`];
  if (earlierOpen.length > 0) return [`Close ${earlierOpen[0]!.label} first.`];
  const has = await repo.readiness(db, scope, period);
  const items: string[] = [];
  if (has.notAccrued > 0)
    items.push(`Interest of ${loans(has.notAccrued)} is not accrued to the end of ${label}.`);
  if (has.accruing > 0 && has.monthEnd !== 'done') items.push(`Run the month end of ${label}.`);
  if (has.monthEndFailed > 0) items.push(`The month end set ${loans(has.monthEndFailed)} aside.`);
  if (has.knownAt === null) items.push(`Reconcile ${label}.`);
  else if (has.postedSince) items.push('Something was posted since the reconciliation. Reconcile again.');
  else if (has.differences + has.setAside > 0) items.push('The reconciliation found differences.');
  return items;
}

const loans = (n: number): string => (n === 1 ? '1 loan' : `${n} loans`);
