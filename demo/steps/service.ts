import type { Hand, Json } from '../client.ts';

/** Bills a month's interest, or pays it out of the interest reserve while that lasts. @param period `YYYY-MM` */
export const billInterest = (servicing: Hand, loanId: string, period: string, day: string): Promise<Json> =>
  servicing.post('/v1/interest-bills', { loanId, period, effectiveDate: day });

export const issueStatement = (servicing: Hand, loanId: string, period: string): Promise<Json> =>
  servicing.post('/v1/statements', { loanId, period });

/** Bills and states the month for all loans; the worker does it, loan by loan. @param period `YYYY-MM` */
export const runMonthEnd = (servicing: Hand, period: string): Promise<Json> =>
  servicing.post('/v1/month-ends', { period });

/**
 * What the borrower owes now besides principal arrives by wire, and `more` on top of it, which is held unapplied. Answers undefined
 * when nothing is due.
 */
export async function receivePayment(
  servicing: Hand,
  loanId: string,
  day: string,
  more = 0,
): Promise<Json | undefined> {
  const balances = await servicing.get(`/v1/loans/${loanId}/balances?asOf=${day}`);
  const amountCents =
    balances.interestReceivableCents + balances.defaultInterestReceivableCents + balances.feesReceivableCents;
  if (amountCents === 0) return undefined;
  return servicing.post('/v1/payments', {
    loanId,
    amountCents: amountCents + more,
    method: 'wire',
    reference: `WIRE-${day.replaceAll('-', '')}`,
    effectiveDate: day,
  });
}

/** The bank takes a payment back. */
export const returnPayment = (
  servicing: Hand,
  paymentId: string,
  day: string,
  reason: string,
): Promise<Json> =>
  servicing.move(`/v1/payments/${paymentId}`, 'return', { reason, data: { effectiveDate: day } });

export const chargeFee = (
  servicing: Hand,
  loanId: string,
  fee: { kind: string; amountCents: number; memo: string; effectiveDate: string },
): Promise<Json> => servicing.post(`/v1/loans/${loanId}/fees`, fee);

export const quotePayoff = (servicing: Hand, loanId: string, day: string): Promise<Json> =>
  servicing.post('/v1/payoff-quotes', { loanId, payoffDate: day });

/** A quote for a day, paid in full on that day. */
export async function payOff(servicing: Hand, loanId: string, day: string): Promise<Json> {
  const quote = await quotePayoff(servicing, loanId, day);
  return servicing.move(`/v1/payoff-quotes/${quote.id}`, 'pay', {
    data: {
      amountCents: quote.totalCents,
      method: 'wire',
      reference: `PAYOFF-${day.replaceAll('-', '')}`,
      effectiveDate: day,
    },
  });
}

/** The county records the reconveyance: the lien is gone. */
export const releaseLien = (
  servicing: Hand,
  loanId: string,
  day: string,
  serial: number,
  market: string,
): Promise<Json> =>
  servicing.move(`/v1/loans/${loanId}`, 'release', {
    data: {
      county: market === 'phoenix' ? 'Maricopa' : 'King',
      recordingNumber: `${day.replaceAll('-', '')}${String(serial + 500).padStart(6, '0')}`,
      recordedDate: day,
    },
  });
