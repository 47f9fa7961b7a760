/** How a payment is split: fees, default and late interest, interest, principal, unless the product says otherwise. */
import { type Cents, minCents, ZERO } from './money.ts';

export const BUCKETS = ['fees', 'defaultInterest', 'interest', 'principal'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** What is due in each bucket, in cents. Principal counts as far as it is due or the borrower asked to pay it down. */
export type Due = Record<Bucket, Cents>;
export type Applied = Record<Bucket, Cents> & {
  /** What is left: held and visible, never lost. */
  unapplied: Cents;
};

/**
 * Splits a payment. Nothing is lost or created: the parts sum to the payment.
 * @throws RangeError for a negative payment or due amount, or an order that does not name each bucket once
 */
export function applyPayment(amount: Cents, due: Due, order: readonly Bucket[] = BUCKETS): Applied {
  if (amount < 0n) throw new RangeError('A payment is not negative; a returned one is a reversal.');
  if (order.length !== BUCKETS.length || new Set(order).size !== BUCKETS.length) {
    throw new RangeError('The waterfall names each bucket once.');
  }
  const applied: Applied = {
    fees: ZERO,
    defaultInterest: ZERO,
    interest: ZERO,
    principal: ZERO,
    unapplied: ZERO,
  };
  let left = amount;
  for (const bucket of order) {
    if (due[bucket] < 0n) throw new RangeError(`What is due for ${bucket} is negative.`);
    const part = minCents(left, due[bucket]);
    applied[bucket] = part;
    left = (left - part) as Cents;
  }
  applied.unapplied = left;
  return applied;
}
