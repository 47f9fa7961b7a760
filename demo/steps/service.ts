import type { Hand, Json } from '../client.ts';

/** Bills a month's interest, or pays it out of the interest reserve while that lasts. @param period `YYYY-MM` */
export const billInterest = (servicing: Hand, loanId: string, period: string): Promise<Json> =>
  servicing.post('/v1/interest-bills', { loanId, period });

export const issueStatement = (servicing: Hand, loanId: string, period: string): Promise<Json> =>
  servicing.post('/v1/statements', { loanId, period });

/** What the borrower owes now besides principal arrives by wire. Answers undefined when nothing is due. */
export async function receivePayment(
  servicing: Hand,
  loanId: string,
  day: string,
): Promise<Json | undefined> {
  const balances = await servicing.get(`/v1/loans/${loanId}/balances?asOf=${day}`);
  const amountCents =
    balances.interestReceivableCents + balances.defaultInterestReceivableCents + balances.feesReceivableCents;
  if (amountCents === 0) return undefined;
  return servicing.post('/v1/payments', {
    loanId,
    amountCents,
    method: 'wire',
    reference: `WIRE-${day.replaceAll('-', '')}`,
    effectiveDate: day,
  });
}

/** A quote for a day, paid in full on that day. */
export async function payOff(servicing: Hand, loanId: string, day: string): Promise<Json> {
  const quote = await servicing.post('/v1/payoff-quotes', { loanId, payoffDate: day });
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
