/** What can still be drawn against pledged collateral. */
import { borrowingBase } from '../../../src/borrowing-base.ts';
import { civilDate } from '../../../src/calendar.ts';
import { cents, floorAtZero, ZERO } from '../../../src/money.ts';
import { roundedRate } from '../../../src/rate.ts';
import { Rational } from '../../../src/rational.ts';
import { decimal, units, wholeCents } from '../decimal.ts';
import type { FrappeCase } from './case.ts';

/** The collateral is one pledged loan of its value; what the haircut leaves is the advance rate. */
export function available({ inputs: { qty, price, haircutPct, alreadyDrawn } }: FrappeCase) {
  const grossCents = cents(wholeCents(price) * decimal(qty).numerator);
  const { availabilityCents } = borrowingBase({
    today: civilDate('2024-01-01'),
    loans: [
      {
        loanId: 'pledge',
        label: 'Pledge',
        grossCents,
        class: 'pledge',
        borrowerId: 'borrower',
        market: 'market',
        isLand: false,
        isSpec: false,
        inDefault: false,
        maturesOn: civilDate('2099-12-31'),
        pledgedOn: civilDate('2024-01-01'),
        lastInspectedOn: null,
        entitlementSlipDays: 0,
      },
    ],
    ineligibility: [],
    concentration: [],
    advanceRates: {
      pledge: roundedRate(Rational.ONE.minus(decimal(haircutPct ?? 0).dividedBy(Rational.of(100)))),
    },
    reservesCents: ZERO,
    commitmentCents: grossCents,
    outstandingCents: wholeCents(alreadyDrawn ?? 0),
  });
  return { available: units(Rational.of(floorAtZero(availabilityCents))) };
}
