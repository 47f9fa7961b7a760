import { GuardFailed, IllegalMove } from '@connect/domain/machine';
import { publish } from '../../../events/publish.ts';
import { type Actor, systemActor } from '../../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { notFound, Problem } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { pageOf } from '../../../platform/keyset.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { findLender } from '../../lending/index.ts';
import { issueIn } from '../statements/issue-statement.ts';
import { billThrough, closedPeriod } from './bill-interest.ts';
import type { MonthEnd } from './billing.schemas.ts';
import * as repo from './month-ends.repo.ts';
import { type Period, periodOf } from './period.ts';

const CHUNK = 100;

/**
 * Starts the month end of a period, or takes it up again: each running loan is billed and gets its statement, one transaction a loan,
 * in the background. Doing it again does nothing twice. Throws 422 at /period for a month that is not over, and 409 setting_missing.
 */
export async function startMonthEnd(actor: Actor, key: string): Promise<MonthEnd> {
  authorise(actor, 'write:statements');
  return inTransaction(actor, async (tx) => {
    const period = closedPeriod(tx, key);
    await findLender(tx); // said once here rather than of every loan set aside
    const id = await repo.openMonthEnd(tx, period.key);
    const loans = await repo.addLoans(tx, period.key, period.from, period.to);
    await publish(tx, 'month-end.started', { type: 'month_end', id }, { period: period.key, loans });
    await goOn(tx, period.key, tx.actor.kind === 'user' ? tx.actor.name : undefined);
    return monthEndFor(tx, period.key);
  });
}

const goOn = (tx: Tx, period: string, startedBy: string | undefined): Promise<void> =>
  enqueue(
    tx,
    'month_end',
    { period, startedBy, ...(tx.actor.now ? { now: tx.actor.now.toISOString() } : {}) },
    { key: `month_end:${period}`, queue: 'month_end' },
  );

/** How far the month end of a period is. Throws 404 when it was never started. */
export async function getMonthEnd(actor: Actor, period: string): Promise<MonthEnd> {
  authorise(actor, 'read:postings');
  return monthEndFor(reader(), period);
}

/** A page of the month ends, latest first. */
export async function pageOfMonthEnds(actor: Actor, query: repo.MonthEndFilter & { withTotal: boolean }) {
  const scope = authorise(actor, 'read:postings');
  const [rows, total] = await Promise.all([
    repo.listMonthEnds(reader(), scope, query),
    query.withTotal ? repo.countMonthEnds(reader(), scope, query) : undefined,
  ]);
  const page = pageOf(rows, query, (row) => [row.period], total);
  return { ...page, items: await present(reader(), page.items) };
}

async function monthEndFor(db: Reader, period: string): Promise<MonthEnd> {
  const found = await repo.findMonthEnd(db, period);
  if (!found) throw notFound();
  return (await present(db, [found]))[0]!;
}

async function present(db: Reader, runs: readonly repo.FoundMonthEnd[]): Promise<MonthEnd[]> {
  const aside = await repo.setAside(
    db,
    runs.map((run) => run.period),
  );
  return runs.map(
    ({ billed, billsFailed, stated, statementsFailed, billedCents, fromReserveCents, loans, ...run }) => ({
      ...run,
      loans: loans ?? 0,
      billedCents: billedCents ?? 0n,
      fromReserveCents: fromReserveCents ?? 0n,
      steps: [
        {
          name: 'bill',
          label: 'Bill interest',
          total: loans ?? 0,
          done: billed ?? 0,
          failed: billsFailed ?? 0,
        },
        {
          name: 'statement',
          label: 'Issue statements',
          total: loans ?? 0,
          done: stated ?? 0,
          failed: statementsFailed ?? 0,
        },
      ],
      setAside: aside
        .filter((each) => each.period === run.period)
        .map(({ loanId, loanNumber, bill, reason }) => ({
          loanId,
          loanNumber,
          step: bill === 'failed' ? 'bill' : 'statement',
          reason: reason ?? '',
        })),
    }),
  );
}

/** Job: the next loans of a month end, each in its own transaction; what fails is set aside with its reason and the rest goes on. */
export async function runMonthEnd(payload: unknown): Promise<void> {
  const { period: key, startedBy, now } = payload as { period: string; startedBy?: string; now?: string };
  const name = startedBy ? `Automatic, started by ${startedBy}` : undefined;
  const actor = systemActor(`month_end:${key}`, name, now ? new Date(now) : undefined);
  const period = periodOf(key);
  for (const loan of await repo.waitingLoans(reader(), key, CHUNK)) await closeLoan(actor, period, loan);
  await inTransaction(actor, async (tx) => {
    if ((await repo.waitingLoans(tx, key, 1)).length > 0) return goOn(tx, key, startedBy);
    const closed = await repo.closeMonthEnd(tx, key);
    if (!closed) return;
    const { setAside } = await monthEndFor(tx, key);
    await publish(
      tx,
      'month-end.finished',
      { type: 'month_end', id: closed.id },
      { period: key, setAside: setAside.length },
    );
  });
}

async function closeLoan(
  actor: Actor,
  period: Period,
  { loanId, bill }: { loanId: string; bill: string },
): Promise<void> {
  const scope = authorise(actor, 'write:statements');
  if (bill === 'waiting') {
    const billed = await attempt(actor, period, loanId, 'bill', async (tx) => {
      const billId = await billThrough(tx, scope, loanId, period);
      await repo.noteLoan(tx, period.key, loanId, { bill: billId ? 'done' : 'nothing', bill_id: billId });
    });
    if (!billed) return;
  }
  await attempt(actor, period, loanId, 'statement', async (tx) => {
    const id = await issueIn(tx, scope, loanId, period);
    await repo.noteLoan(tx, period.key, loanId, { statement: 'done', statement_id: id });
  });
}

/** Runs one step; a rule that says no sets the loan aside, anything else is a fault and comes back with the job. */
async function attempt(
  actor: Actor,
  period: Period,
  loanId: string,
  step: 'bill' | 'statement',
  work: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  try {
    await inTransaction(actor, work);
    return true;
  } catch (error) {
    if (!isRule(error)) throw error;
    const failed = step === 'bill' ? { bill: 'failed', statement: 'failed' } : { statement: 'failed' };
    await inTransaction(actor, (tx) =>
      repo.noteLoan(tx, period.key, loanId, { ...failed, reason: sentenceOf(error) }),
    );
    return false;
  }
}

const isRule = (error: unknown): error is Error =>
  error instanceof Problem || error instanceof IllegalMove || error instanceof GuardFailed;

const sentenceOf = (error: Error): string => {
  const fields = (error as Problem).extra?.errors as { message: string }[] | undefined;
  return fields?.map(({ message }) => message).join(' ') ?? error.message;
};
