import { randomUUID } from 'node:crypto';
import { addDays, type CivilDate } from '@connect/domain/calendar';
import { RuleBroken } from '@connect/domain/loan-history';
import { projectLoan } from '@connect/domain/project-loan';
import { publish } from '../../../events/publish.ts';
import { type Actor, systemActor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { conflict, invalid } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { lastDayOf, periodOf } from '../billing/period.ts';
import { historyOf, watermark } from '../ledger/history.repo.ts';
import { findTerms } from '../ledger/loans.repo.ts';
import { noteOf } from '../ledger/note.ts';
import type { Reconciliation } from './periods.schemas.ts';
import * as repo from './reconciliations.repo.ts';

const CHUNK = 100;

/**
 * Reconciles a month in the background: the books of each loan, worked out anew from its history, against what stands on the control
 * accounts at the month's end. Throws 422 at /period for a month that is not over, 409 while one is under way.
 */
export async function startReconciliation(actor: Actor, key: string): Promise<Reconciliation> {
  authorise(actor, 'close:periods');
  const knownAt = await watermark(reader()); // what is recorded later is in neither side
  await inTransaction(actor, async (tx) => {
    const period = periodOf(key);
    if (period.to > bookDate(tx.now)) throw invalid('/period', `${period.label} is not over yet.`);
    if (await repo.runningOf(tx, key))
      throw conflict('already_running', `The reconciliation of ${period.label} is under way.`);
    const id = randomUUID();
    const loans = await repo.openReconciliation(tx, { id, period: key, through: lastDayOf(period), knownAt });
    await publish(tx, 'reconciliation.started', { type: 'reconciliation', id }, { period: key, loans });
    await goOn(tx, id);
  });
  return lastReconciliation(actor, reader(), key);
}

const goOn = (tx: Tx, id: string): Promise<void> =>
  enqueue(tx, 'reconcile', { id }, { key: `reconcile:${id}`, queue: 'reconcile' });

/** A page of the reconciliations of a month, the last one first. */
export async function pageOfReconciliations(
  actor: Actor,
  query: repo.RunFilter & { withTotal: boolean },
  db: Reader = reader(),
) {
  const scope = authorise(actor, 'read:postings');
  const [runs, total] = [
    await repo.listRuns(db, scope, query),
    query.withTotal ? await repo.countRuns(db, scope, query) : undefined,
  ];
  const page = sortedPage(runs, query, repo.SORTS, total);
  return { ...page, items: await described(db, page.items) };
}

async function lastReconciliation(actor: Actor, db: Reader, period: string): Promise<Reconciliation> {
  const query = { period, limit: 1, sort: '-startedAt', withTotal: false };
  return (await pageOfReconciliations(actor, query, db)).items[0]!;
}

async function described(db: Reader, runs: readonly repo.ListedRun[]): Promise<Reconciliation[]> {
  const lines = Map.groupBy(
    await repo.linesOf(
      db,
      runs.map(({ id }) => id),
    ),
    ({ id }) => id,
  );
  return runs.map((run) => present(run, run.state === 'done' ? (lines.get(run.id) ?? []) : []));
}

const present = (run: repo.ListedRun, lines: readonly repo.ReconciledLine[]): Reconciliation => ({
  ...run,
  accounts: lines
    .filter(({ loanId }) => loanId === null)
    .map(({ account, accountName, control, later, loans }) => ({
      account,
      accountName,
      controlCents: control,
      laterCents: later,
      loansCents: loans,
      differenceCents: control + later - loans,
    })),
  differences: lines
    .filter(({ loanId }) => loanId !== null)
    .map(({ loanId, loanNumber, account, accountName, control, loans }) => ({
      loanId: loanId as string,
      loanNumber: loanNumber as string,
      account,
      accountName,
      ledgerCents: control,
      loanCents: loans,
    })),
});

/** Job: the next loans of a reconciliation; one whose history breaks a rule is set aside with its reason and the rest goes on. */
export async function reconcile(payload: unknown): Promise<void> {
  const { id } = payload as { id: string };
  const run = await repo.findRun(reader(), id);
  if (!run) return;
  const actor = systemActor(`reconcile:${run.period}`);
  for (const loanId of await repo.waitingLoans(reader(), id, CHUNK)) await compareLoan(actor, run, loanId);
  await inTransaction(actor, async (tx) => {
    if ((await repo.waitingLoans(tx, id, 1)).length > 0) return goOn(tx, id);
    if (!(await repo.finish(tx, run))) return;
    const { accounts, differences, setAside } = await lastReconciliation(actor, tx, run.period);
    const off = accounts.filter(({ differenceCents }) => differenceCents !== 0n);
    await publish(
      tx,
      'reconciliation.finished',
      { type: 'reconciliation', id },
      {
        period: run.period,
        differences: Math.max(off.length, differences.length),
        setAside: setAside.length,
      },
    );
  });
}

async function compareLoan(actor: Actor, run: repo.Run, loanId: string): Promise<void> {
  const scope = authorise(actor, 'read:postings');
  const loan = await findTerms(reader(), scope, loanId);
  if (!loan) throw new Error(`loan ${loanId} of a reconciliation is not there`);
  const history = await historyOf(reader(), loanId, { asOf: run.through, knownAt: run.knownAt });
  const ledger = await repo.ledgerOf(reader(), loanId, run);
  await inTransaction(actor, async (tx) => {
    try {
      // To the end of the last day: interest to the day after, none of whose events is in the history.
      const through = addDays(run.through as CivilDate, 1);
      const { balances } = projectLoan(noteOf(loan), history, through, { daily: false });
      await repo.noteLoan(tx, run, loanId, balances, ledger);
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      await repo.setLoan(tx, run.id, loanId, 'failed', error.message);
    }
  });
}
