import { type Cents, cents } from '@connect/domain/money';
import { type ReceiptState, receiptStates } from '@connect/domain/payment-states';
import { EXTERNAL_ROLES } from '@connect/domain/permissions';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';
import * as repo from './payments.repo.ts';
import type * as s from './payments.schemas.ts';

/** One payment. Throws 404 when there is none of this caller's. */
export const getPayment = (actor: Actor, id: string): Promise<s.Payment> =>
  paymentFor(actor, reader(), authorise(actor, 'read:payments'), id);

export async function pageOfPayments(actor: Actor, query: z.output<typeof s.PaymentQuery>) {
  const scope = authorise(actor, 'read:payments');
  const [rows, total] = await Promise.all([
    repo.listPayments(reader(), scope, query),
    query.withTotal ? repo.countPayments(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, repo.SORTS, total);
  return { ...page, items: page.items.map((row) => present(actor, row)) };
}

/** Reads the payment back, for the answer of a change. */
export async function paymentFor(actor: Actor, db: Reader, scope: LoanScope, id: string): Promise<s.Payment> {
  const found = await repo.findPayment(db, scope, id);
  if (!found) throw notFound();
  return present(actor, found);
}

function present(actor: Actor, row: repo.FoundPayment): s.Payment {
  const { feesCents, defaultInterestCents, interestCents, principalCents, unappliedCents, ...rest } = row;
  const amount = (part: bigint | null): Cents => cents(part ?? 0n);
  return {
    ...rest,
    applied: row.effectiveDate
      ? {
          feesCents: amount(feesCents),
          defaultInterestCents: amount(defaultInterestCents),
          interestCents: amount(interestCents),
          principalCents: amount(principalCents),
          unappliedCents: amount(unappliedCents),
        }
      : null,
    postingId: (EXTERNAL_ROLES as readonly string[]).includes(actor.role) ? null : row.postingId,
    moves: actor.role === 'system' ? [] : receiptStates.moves(row.state as ReceiptState, actor.role),
  };
}
