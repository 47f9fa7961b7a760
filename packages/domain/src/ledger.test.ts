import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, civilDate } from './calendar.ts';
import { ACCOUNTS } from './chart-of-accounts.ts';
import {
  assertBalanced,
  balances,
  credit,
  debit,
  normalBalance,
  type Posting,
  posting,
  principalSteps,
  reversal,
  UnbalancedPosting,
} from './ledger.ts';
import { accrue } from './loan.ts';
import {
  drawPaid,
  feeCharged,
  interestAccrued,
  interestBilled,
  interestPaidFromReserve,
  loanFunded,
  paymentReceived,
  payoffReceived,
  reserveSet,
  unappliedApplied,
  unappliedRefunded,
} from './loan-postings.ts';
import { type Cents, cents, sumCents } from './money.ts';
import { quotePayoff } from './payoff.ts';
import { rate } from './rate.ts';
import { applyPayment } from './waterfall.ts';

const d = civilDate;
const none = { fees: cents(0), defaultInterest: cents(0), interest: cents(0), principal: cents(0) };

describe('a posting', () => {
  test('that does not balance is refused', () => {
    expect(() =>
      posting('fee_charged', d('2026-11-01'), 'Off', [
        debit('cash', cents(2)),
        credit('fee_income', cents(1)),
      ]),
    ).toThrow(UnbalancedPosting);
    expect(() =>
      posting('fee_charged', d('2026-11-01'), 'Nothing', [
        debit('cash', cents(0)),
        credit('fee_income', cents(0)),
      ]),
    ).toThrow(UnbalancedPosting);
  });
  test('does not hide a hole in the books behind a memo line', () => {
    const lines = [debit('cash', cents(5)), credit('retainage_withheld', cents(5))];
    expect(() =>
      assertBalanced({ kind: 'draw_paid', effectiveDate: d('2026-11-01'), memo: 'Mixed', lines }),
    ).toThrow(UnbalancedPosting);
  });
});

test('wired on Friday, settled on Monday: interest starts on Monday', () => {
  const postings = loanFunded({
    wireDate: d('2026-10-02'),
    settlementDate: d('2026-10-05'),
    wiredCents: cents(30_000_000),
    withheldFeesCents: cents(450_000),
  });
  expect(balances(postings, d('2026-10-04'))).toMatchObject({
    escrow: 30_000_000n,
    principal: 0n,
    cash: -30_000_000n,
  });
  expect(balances(postings)).toMatchObject({ escrow: 0n, principal: 30_450_000n, fee_income: -450_000n });
  expect(principalSteps(postings)).toEqual([{ from: '2026-10-05', principal: 30_450_000n }]);
  expect(() =>
    loanFunded({ wireDate: d('2026-10-05'), settlementDate: d('2026-10-02'), wiredCents: cents(1) }),
  ).toThrow(RangeError);
});

test('retainage withheld is neither principal nor interest-bearing, and comes back as a release', () => {
  const first = drawPaid({
    effectiveDate: d('2026-11-10'),
    drawNumber: 1,
    grossCents: cents(1_000_000),
    retainageCents: cents(100_000),
  });
  expect(balances([first])).toMatchObject({
    principal: 900_000n,
    cash: -900_000n,
    retainage_withheld: -100_000n,
  });
  const last = drawPaid({
    effectiveDate: d('2026-12-10'),
    drawNumber: 2,
    grossCents: cents(0),
    retainageCents: cents(-100_000),
  });
  expect(balances([first, last])).toMatchObject({
    principal: 1_000_000n,
    retainage_withheld: 0n,
    retainage_contra: 0n,
  });
});

test('a reversal leaves nothing behind', () => {
  const paid = paymentReceived({
    effectiveDate: d('2026-12-05'),
    amountCents: cents(500),
    applied: applyPayment(cents(500), { ...none, interest: cents(300) }),
  });
  const undone = balances([paid, reversal(paid, d('2026-12-07'), 'returned by the bank')]);
  expect(Object.values(undone).every((sum) => sum === 0n)).toBe(true);
});

test('a loan from funding to payoff ends at zero everywhere but cash and income', () => {
  const nine = rate('0.09');
  const basis = 'actual/360' as const;
  const postings: Posting[] = [
    ...loanFunded({
      wireDate: d('2026-10-05'),
      settlementDate: d('2026-10-05'),
      wiredCents: cents(20_000_000),
      withheldFeesCents: cents(300_000),
    }),
    drawPaid({
      effectiveDate: d('2026-10-20'),
      drawNumber: 1,
      grossCents: cents(5_000_000),
      retainageCents: cents(500_000),
    }),
    feeCharged({ effectiveDate: d('2026-10-20'), amountCents: cents(25_000), memo: 'Draw fee, draw 1' }),
    reserveSet({ effectiveDate: d('2026-10-05'), changeCents: cents(100_000) }),
  ];
  const october = accrue(principalSteps(postings), nine, d('2026-10-05'), d('2026-11-01'), basis);
  postings.push(
    interestAccrued({ effectiveDate: d('2026-10-15'), amountCents: cents(1000) }),
    interestBilled({
      effectiveDate: d('2026-11-01'),
      amountCents: october.rounded,
      alreadyAccruedCents: cents(1000),
    }),
    interestPaidFromReserve({ effectiveDate: d('2026-11-01'), amountCents: cents(100_000) }),
  );
  const due = { ...none, fees: cents(25_000), interest: (october.rounded - 100_000n) as Cents };
  const applied = applyPayment(cents(90_000), due);
  postings.push(paymentReceived({ effectiveDate: d('2026-11-10'), amountCents: cents(90_000), applied }));
  if (applied.unapplied > 0n)
    postings.push(unappliedRefunded({ effectiveDate: d('2026-11-11'), amountCents: applied.unapplied }));
  // The last of the retainage goes out before the loan is paid off.
  postings.push(
    drawPaid({
      effectiveDate: d('2026-11-12'),
      drawNumber: 2,
      grossCents: cents(0),
      retainageCents: cents(-500_000),
    }),
  );

  const now = balances(postings);
  const quote = quotePayoff({
    payoffDate: d('2026-11-20'),
    validThrough: d('2026-11-25'),
    principal: principalSteps(postings),
    rate: nine,
    basis,
    billedThrough: d('2026-11-01'),
    billedInterestCents: now.interest_receivable,
    billedDefaultInterestCents: now.default_interest_receivable,
    unpaidFeesCents: now.fees_receivable,
    exitFeeCents: cents(100_000),
    contractMinimumInterestCents: cents(1_000_000),
    interestBilledToDateCents: october.rounded,
    unappliedCents: normalBalance(now, 'unapplied'),
    borrowerReserveCents: normalBalance(now, 'borrower_reserve'),
  });
  postings.push(
    payoffReceived({
      effectiveDate: d('2026-11-20'),
      collectedCents: (quote.totalCents + 7n) as Cents,
      quote,
    }),
  );
  const end = balances(postings);
  expect(normalBalance(end, 'unapplied')).toBe(7n);
  postings.push(unappliedRefunded({ effectiveDate: d('2026-11-21'), amountCents: cents(7) }));

  const final = balances(postings);
  for (const { key, memo } of ACCOUNTS) {
    if (!['cash', 'interest_income', 'fee_income'].includes(key))
      expect([key, memo, final[key]]).toEqual([key, memo, 0n]);
  }
  // Minimum interest makes up the interest to the contract's minimum, exactly.
  expect(normalBalance(final, 'interest_income')).toBe(1_000_000n);
  expect(final.cash).toBe(1_000_000n + 425_000n);
});

test('a payoff covered by the borrower’s own reserve leaves the rest to refund', () => {
  const quote = quotePayoff({
    payoffDate: d('2026-11-02'),
    validThrough: d('2026-11-02'),
    principal: [{ from: d('2026-10-05'), principal: cents(360_000) }],
    rate: rate('0.1'),
    basis: 'actual/360',
    billedThrough: d('2026-11-01'),
    billedInterestCents: cents(0),
    billedDefaultInterestCents: cents(0),
    unpaidFeesCents: cents(0),
    exitFeeCents: cents(0),
    contractMinimumInterestCents: cents(0),
    interestBilledToDateCents: cents(0),
    unappliedCents: cents(0),
    borrowerReserveCents: cents(400_000),
  });
  const paid = payoffReceived({ effectiveDate: d('2026-11-02'), collectedCents: cents(0), quote });
  expect(balances([paid])).toMatchObject({
    unapplied: -39_900n,
    borrower_reserve: 400_000n,
    principal: -360_000n,
  });
});

test('a payoff of a loan whose borrower left more with us than is owed keeps the rest for the borrower', () => {
  const quote = quotePayoff({
    payoffDate: d('2026-11-20'),
    validThrough: d('2026-11-20'),
    principal: [{ from: d('2026-11-01'), principal: cents(100) }],
    rate: rate('0.09'),
    basis: 'actual/360',
    billedThrough: d('2026-11-20'),
    billedInterestCents: cents(0),
    billedDefaultInterestCents: cents(0),
    unpaidFeesCents: cents(0),
    exitFeeCents: cents(0),
    contractMinimumInterestCents: cents(0),
    interestBilledToDateCents: cents(0),
    unappliedCents: cents(60),
    borrowerReserveCents: cents(70),
  });
  const paid = payoffReceived({ effectiveDate: d('2026-11-20'), collectedCents: cents(0), quote });
  expect(balances([paid])).toMatchObject({
    principal: -100n,
    unapplied: 30n,
    borrower_reserve: 70n,
    cash: 0n,
  });
});

test('whatever happens, the books balance, as of any day', () => {
  const amount = fc.bigInt(1n, 10n ** 9n).map(cents);
  const act = fc.oneof(
    fc.tuple(amount, amount).map(
      ([grossCents, retainageCents]) =>
        (effectiveDate: ReturnType<typeof d>) =>
          drawPaid({
            effectiveDate,
            drawNumber: 1,
            grossCents: (grossCents + retainageCents) as Cents,
            retainageCents,
          }),
    ),
    amount.map(
      (amountCents) => (effectiveDate: ReturnType<typeof d>) =>
        interestBilled({ effectiveDate, amountCents }),
    ),
    amount.map(
      (amountCents) => (effectiveDate: ReturnType<typeof d>) =>
        feeCharged({ effectiveDate, amountCents, memo: 'Fee' }),
    ),
    fc.tuple(amount, amount).map(
      ([paid, interest]) =>
        (effectiveDate: ReturnType<typeof d>) =>
          paymentReceived({
            effectiveDate,
            amountCents: paid,
            applied: applyPayment(paid, { ...none, interest }),
          }),
    ),
    amount.map(
      (interest) => (effectiveDate: ReturnType<typeof d>) =>
        unappliedApplied({ effectiveDate, applied: { ...none, interest, unapplied: cents(0) } }),
    ),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(act, fc.integer({ min: 0, max: 60 })), { maxLength: 20 }),
      fc.integer({ min: 0, max: 60 }),
      (acts, day) => {
        const start = d('2026-01-01');
        const postings = acts.map(([make, offset]) => make(addDays(start, offset)));
        expect(sumCents(Object.values(balances(postings, addDays(start, day))))).toBe(0n);
      },
    ),
  );
});
