import {
  absCents,
  type Cents,
  cents,
  minCents,
  negateCents,
  subtractCents,
  ZERO,
} from '@connect/domain/money';
import type { Tx } from '../../../platform/db.ts';
import { budgetLines, drawOnLines } from '../../lending/index.ts';

/**
 * The budget's side of interest paid from the reserve: its lines are drawn, the first until it is used up, then the next. A negative
 * amount is given back, the last line first. The caller holds the loan's lock.
 */
export async function drawOnReserve(tx: Tx, loanId: string, amount: Cents): Promise<void> {
  const lines = (await budgetLines(tx, loanId)).filter(({ kind }) => kind === 'interest_reserve');
  const back = amount < 0n;
  let left = absCents(amount);
  const drawn: { lineId: string; drawnCents: Cents; retainedCents: Cents }[] = [];
  for (const line of back ? lines.toReversed() : lines) {
    const room = back ? line.drawnCents : line.originalCents + line.changesCents - line.drawnCents;
    const part = minCents(left, cents(room > 0n ? room : 0n));
    if (part === 0n) continue;
    drawn.push({ lineId: line.id, drawnCents: back ? negateCents(part) : part, retainedCents: ZERO });
    left = subtractCents(left, part);
  }
  await drawOnLines(tx, loanId, drawn);
}
