/** Late fees of the naive loan. Tests only. */
import { fraction, fractionOf, nearest, times } from './fraction.ts';
import { type NaiveLoan, post } from './naive-books.ts';
import { daysAfter } from './naive-days.ts';

export function judgeLateFees(loan: NaiveLoan): void {
  const terms = loan.terms.lateFee;
  if (terms === null) return;
  for (const bill of loan.bills) {
    if (bill.isJudged || daysAfter(bill.to, terms.graceDays + 1) !== loan.day) continue;
    bill.isJudged = true;
    const unpaid = bill.unpaidInterest + bill.unpaidPrincipal;
    if (unpaid > 0n) chargeFee(loan, 'late fee', nearest(times(fraction(unpaid), fractionOf(terms.rate))));
  }
}

export const chargeFee = (loan: NaiveLoan, by: string, amount: bigint): void =>
  post(loan, by, [
    ['fees_receivable', amount],
    ['fee_income', -amount],
  ]);
