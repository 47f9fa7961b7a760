import { randomUUID } from 'node:crypto';
import { type Cents, sumCents } from '@connect/domain/money';
import {
  describeWaiver,
  missingWaivers,
  type RequiredWaiver,
  requiredWaivers,
  type WaiverForm,
} from '@connect/domain/waiver';
import type { Reader, Tx } from '../../../platform/db.ts';
import { lastPaid, nextDrawNumber } from '../draws/draws.repo.ts';
import { disbursementsOf } from '../draws/history.repo.ts';
import { invoicesOf, linesOfDraw } from '../draws/lines.repo.ts';
import * as repo from './waivers.repo.ts';

/**
 * Writes down which waivers a draw needs, as its invoices now stand: conditional ones of its own payees, unconditional ones of the
 * draw paid before. A line without an invoice pays the borrower, whose payee is `borrower`.
 */
export async function pairWaivers(
  tx: Tx,
  draw: { id: string; loanId: string; number: number | null; isLast: boolean },
  borrower: { id: string; name: string } | null,
): Promise<void> {
  const drawNumber = draw.number ?? (await nextDrawNumber(tx, draw.loanId));
  const [invoices, lines, previous, noticeGivers] = await Promise.all([
    invoicesOf(tx, draw.id),
    linesOfDraw(tx, draw.id),
    lastPaid(tx, draw.loanId, drawNumber),
    repo.noticeGivers(tx, draw.loanId),
  ]);
  const asked = lines.filter((line) => line.requestedCents > 0n);
  const payees = asked.flatMap((line) => {
    const own = invoices.filter((each) => each.budgetLineId === line.budgetLineId);
    if (own.length === 0 && borrower)
      return [{ payeeId: borrower.id, name: borrower.name, reimbursed: false, cents: line.requestedCents }];
    return own.map((each) => ({
      payeeId: each.payeeId,
      name: each.payeeName,
      reimbursed: each.reimbursed,
      cents: each.amountCents,
    }));
  });
  const paid = previous
    ? (await disbursementsOf(tx, previous.id)).filter((each) => each.state === 'confirmed')
    : [];
  const required = requiredWaivers({
    // The draw before is the one that was paid, whatever was rejected or withdrawn in between.
    drawNumber: previous ? previous.number! + 1 : 1,
    lastDraw: draw.isLast,
    payees,
    previousPayees: paid.map((each) => ({ payeeId: each.payeeId, name: each.payeeName })),
    noticeGivers,
  });
  const amountOf = (need: RequiredWaiver, own: boolean): Cents =>
    sumCents(
      own
        ? payees.filter((each) => each.payeeId === need.payeeId).map((each) => each.cents as Cents)
        : paid.filter((each) => each.payeeId === need.payeeId).map((each) => each.amountCents as Cents),
    );
  const kept: string[] = [];
  for (const need of required) {
    const own = !previous || need.drawNumber !== previous.number;
    const { id } = await repo.needWaiver(tx, {
      id: randomUUID(),
      loan_id: draw.loanId,
      draw_id: draw.id,
      for_draw_id: own ? draw.id : previous.id,
      payee_id: need.payeeId,
      form: need.form,
      amount_cents: amountOf(need, own),
    });
    kept.push(id);
  }
  await repo.dropOthers(tx, draw.id, kept);
}

/** What is missing of a draw's waivers, as sentences; a stronger form on file serves for a weaker one. */
export async function missingOnDraw(db: Reader, drawId: string, loanId: string): Promise<string[]> {
  const [needed, onFile] = await Promise.all([
    repo.waiversOfDraw(db, drawId),
    repo.waiversOnFile(db, loanId),
  ]);
  // The pairing is by draw; a position among the draws in question stands for its number, which a draft has not.
  const places = [...new Set([...needed, ...onFile].map((each) => each.forDrawId))];
  const at = (id: string): number => places.indexOf(id) + 1;
  const missing = missingWaivers(
    needed.map((each) => ({
      payeeId: each.payeeId,
      name: each.payeeName,
      drawNumber: at(each.forDrawId),
      form: each.form as WaiverForm,
    })),
    onFile.map((each) => ({
      payeeId: each.payeeId,
      drawNumber: at(each.forDrawId),
      form: each.form as WaiverForm,
    })),
  );
  return missing.map((need) => {
    const number = needed.find((each) => at(each.forDrawId) === need.drawNumber)?.forDrawNumber;
    return number === null || number === undefined
      ? `${need.name}, ${need.form.replaceAll('_', ' ')} for this draw`
      : describeWaiver({ ...need, drawNumber: number });
  });
}
