import { randomUUID } from 'node:crypto';
import { allocateCents, type Cents, formatUsd, subtractCents, sumCents, ZERO } from '@connect/domain/money';
import type { Tx } from '../../../platform/db.ts';
import { conflict } from '../../../platform/errors.ts';
import { invoicesOf, linesOfDraw } from '../draws/lines.repo.ts';
import { borrowerOf, payeeNamed, payeesById } from '../draws/payees.repo.ts';
import * as repo from './disbursements.repo.ts';

interface Share {
  payeeId: string;
  budgetLineId: string;
  grossCents: Cents;
  retainageCents: Cents;
}

/**
 * One payment per payee of an approved draw. A line is split by its invoices; what has no invoice, and what the builder has already
 * paid, goes to the borrower. Throws 409 payee_negative where more retainage falls on a payee than there is to pay.
 */
export async function prepareDisbursements(tx: Tx, draw: { id: string; loanId: string }): Promise<void> {
  const shares = await sharesOf(tx, draw);
  const byPayee = Map.groupBy(shares, (share) => share.payeeId);
  const payees = new Map(
    (await payeesById(tx, draw.loanId, [...byPayee.keys()])).map((each) => [each.id, each]),
  );
  for (const [payeeId, lines] of byPayee) {
    const gross = sumCents(lines.map((line) => line.grossCents));
    const retainage = sumCents(lines.map((line) => line.retainageCents));
    const amount = subtractCents(gross, retainage);
    const payee = payees.get(payeeId)!;
    if (amount < 0n)
      throw conflict(
        'payee_negative',
        `${formatUsd(retainage)} is to be withheld from ${payee.name}, who is due ${formatUsd(gross)}. Decide the lines again.`,
      );
    if (amount === 0n) continue;
    const id = randomUUID();
    await repo.insertDisbursement(tx, {
      id,
      draw_id: draw.id,
      loan_id: draw.loanId,
      payee_id: payeeId,
      payee_name: payee.name,
      method: payee.method,
      gross_cents: gross,
      retainage_cents: retainage,
      amount_cents: amount,
      replaces: null,
    });
    await repo.insertDisbursementLines(
      tx,
      lines.map((line) => ({
        disbursement_id: id,
        budget_line_id: line.budgetLineId,
        gross_cents: line.grossCents,
        retainage_cents: line.retainageCents,
      })),
    );
  }
}

async function sharesOf(tx: Tx, draw: { id: string; loanId: string }): Promise<Share[]> {
  const [lines, invoices, borrower] = await Promise.all([
    linesOfDraw(tx, draw.id),
    invoicesOf(tx, draw.id),
    borrowerOf(tx, draw.loanId),
  ]);
  const own = borrower ? await payeeNamed(tx, draw.loanId, borrower.name, borrower.id) : null;
  const split = lines.flatMap((line): Share[] => {
    const gross = (line.approvedCents ?? ZERO) as Cents;
    const retainage = (line.retainageCents ?? ZERO) as Cents;
    if (gross === 0n && retainage === 0n) return [];
    const billed = invoices.filter((each) => each.budgetLineId === line.budgetLineId);
    const to =
      billed.length === 0
        ? [{ payeeId: own, weight: 1n }]
        : billed.map((each) => ({
            payeeId: each.reimbursed ? own : each.payeeId,
            weight: each.amountCents,
          }));
    const weights = to.map((each) => each.weight);
    const grosses = allocateCents(gross, weights);
    const retained = allocateCents(retainage, weights);
    return to.map(({ payeeId }, i) => {
      if (!payeeId) throw conflict('no_borrower', 'The loan has no borrower to pay.');
      return {
        payeeId,
        budgetLineId: line.budgetLineId,
        grossCents: grosses[i]!,
        retainageCents: retained[i]!,
      };
    });
  });
  return merged(split);
}

/** Two invoices of one payee on one line are one share. */
function merged(shares: readonly Share[]): Share[] {
  const byKey = Map.groupBy(shares, (share) => `${share.payeeId} ${share.budgetLineId}`);
  return [...byKey.values()].map((same) => ({
    ...same[0]!,
    grossCents: sumCents(same.map((share) => share.grossCents)),
    retainageCents: sumCents(same.map((share) => share.retainageCents)),
  }));
}
