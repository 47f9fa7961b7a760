import type { CivilDate } from '@connect/domain/calendar';
import { publish } from '../../../events/publish.ts';
import { type Actor, systemActor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { reader, type Tx } from '../../../platform/db.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { pageOf } from '../../../platform/keyset.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { workOut } from '../ledger/enter.ts';
import { lockTerms } from '../ledger/loans.repo.ts';
import * as repo from './accruals.repo.ts';
import type { AccrualRun } from './accruals.schemas.ts';

const CHUNK = 100;
/** While one waits for the disk another is worked out. */
const AT_ONCE = 4;

/** Job of each morning: interest of all loans through yesterday. */
export async function accrueDaily(): Promise<void> {
  await begin(systemActor('accrue_daily'));
}

/** Starts the run of today, or takes it up again with the loans that were set aside. Doing it again accrues nothing twice. */
export async function startAccruals(actor: Actor): Promise<AccrualRun> {
  authorise(actor, 'write:statements');
  await begin(actor);
  return (await repo.latestRun(reader()))!;
}

/** A page of the runs, newest first. */
export async function pageOfAccruals(actor: Actor, query: repo.RunFilter & { withTotal: boolean }) {
  const scope = authorise(actor, 'read:postings');
  const [rows, total] = await Promise.all([
    repo.listRuns(reader(), scope, query),
    query.withTotal ? repo.countRuns(reader(), scope, query) : undefined,
  ]);
  return pageOf(rows, query, (row) => [row.day], total);
}

const begin = (actor: Actor): Promise<void> =>
  inTransaction(actor, async (tx) => {
    const day = bookDate(tx.now);
    const id = await repo.openRun(tx, day);
    const loans = await repo.addLoans(tx, day);
    await publish(tx, 'accruals.started', { type: 'accrual_run', id }, { day, loans });
    await goOn(tx, day);
  });

const goOn = (tx: Tx, day: string): Promise<void> =>
  enqueue(tx, 'accrue_loans', { day }, { key: `accrue_loans:${day}`, queue: 'accrue_loans' });

/** Job: the next loans of a run, each in its own transaction; one that fails is set aside with its reason and the rest goes on. */
export async function accrueLoans(payload: unknown): Promise<void> {
  const { day } = payload as { day: string };
  const actor = systemActor(`accrue:${day}`);
  const waiting = await repo.waitingLoans(reader(), day, CHUNK);
  const one = async () => {
    for (let loanId = waiting.pop(); loanId; loanId = waiting.pop()) await accrueLoan(actor, day, loanId);
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, one));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  await inTransaction(actor, async (tx) => {
    if ((await repo.waitingLoans(tx, day, 1)).length > 0) return goOn(tx, day);
    const closed = await repo.closeRun(tx, day);
    if (!closed) return;
    const run = await repo.findRun(tx, day);
    await publish(
      tx,
      'accruals.finished',
      { type: 'accrual_run', id: closed.id },
      { day, loans: run?.done ?? 0, setAside: run?.setAside.length ?? 0 },
    );
  });
}

async function accrueLoan(actor: Actor, day: string, loanId: string): Promise<void> {
  try {
    await inTransaction(actor, async (tx) => {
      const loan = await lockTerms(tx, authorise(actor, 'write:statements'), loanId);
      if (loan) await workOut(tx, loan, day as CivilDate);
      await repo.noteLoan(tx, day, loanId, 'done', null);
    });
  } catch (error) {
    if (isOutage(error)) throw error; // nothing is wrong with the loan: the job comes back
    await inTransaction(actor, (tx) => repo.noteLoan(tx, day, loanId, 'failed', (error as Error).message));
  }
}

/** The database went away, is full or stops (SQLSTATE classes 08, 53, 57). */
const isOutage = (error: unknown): boolean =>
  /^(08|53|57)/.test((error as { code?: string }).code ?? '') ||
  /ECONN|terminated/.test((error as Error).message);
