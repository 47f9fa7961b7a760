import { ExplainNumber } from '@connect/ui/explain-number';
import { FactStrip } from '@connect/ui/fact-strip';
import { date, money, percent } from '@connect/ui/format';
import { useRecord } from '../../state/use-record.ts';
import { explainAccrual, explainOwed, perDay } from './explain.ts';
import type { Balances, Loan } from './types.ts';
import type { AsOf } from './use-as-of.ts';

/** The five figures of a loan, each with what it rests on; interest and the sum say why. */
export function BalanceFacts({ loan, balances, at }: { loan: Loan; balances: Balances; at: AsOf }) {
  const accrual = useRecord('/v1/loans/{id}/accrual', { id: loan.id }, { query: at.query });
  const accrued = money(balances.accruedInterestCents);
  const share = balances.commitmentCents ? (balances.principalCents / balances.commitmentCents) * 100 : 0;
  return (
    <FactStrip
      facts={[
        {
          key: 'principal',
          label: 'Principal',
          value: money(balances.principalCents),
          note: `of ${money(balances.commitmentCents)}, ${percent(share)}${balances.pledgedCents ? ', pledged' : ''}`,
          big: true,
        },
        {
          key: 'undrawn',
          label: 'Left to draw',
          value: money(balances.undrawnCents),
          note: balances.retainageWithheldCents
            ? `Retained ${money(balances.retainageWithheldCents)} of it`
            : 'Nothing retained',
        },
        reserve(loan, balances),
        {
          key: 'accrued',
          label: 'Accrued interest',
          value: accrual.data ? (
            <ExplainNumber
              explanation={explainAccrual(`Accrued interest, ${date(balances.asOf)}`, accrual.data, [
                { label: 'Ledger', href: '#ledger' },
                { label: 'Terms', href: `/loans/${loan.id}/terms` },
              ])}
            >
              {accrued}
            </ExplainNumber>
          ) : (
            accrued
          ),
          note: `+ ${perDay(balances.perDiemDollars)} a day${balances.nextBillOn ? `, billed ${date(balances.nextBillOn, { year: false })}` : ''}`,
        },
        {
          key: 'owed',
          label: 'Owed in all',
          value: (
            <ExplainNumber explanation={explainOwed(balances)}>
              {money(balances.outstandingCents)}
            </ExplainNumber>
          ),
          note: dueNote(balances),
          ...(balances.interestReceivableCents + balances.feesReceivableCents > 0
            ? { tone: 'look' as const }
            : {}),
        },
      ]}
    />
  );
}

function reserve(loan: Loan, balances: Balances) {
  const base = { key: 'reserve', label: 'Interest reserve' };
  if (loan.interestFrom !== 'reserve' && balances.reserveUndrawnCents === 0)
    return { ...base, value: '–', note: 'Interest is billed' };
  const value = money(balances.reserveUndrawnCents);
  if (loan.interestFrom !== 'reserve') return { ...base, value, note: 'Not used, interest is billed' };
  return balances.reserveLastsUntil
    ? { ...base, value, note: `Lasts until ${date(balances.reserveLastsUntil)}`, tone: 'look' as const }
    : { ...base, value, note: 'Lasts to maturity' };
}

function dueNote(balances: Balances): string {
  const parts = [
    balances.interestReceivableCents ? `${money(balances.interestReceivableCents)} interest due` : null,
    balances.feesReceivableCents ? `${money(balances.feesReceivableCents)} fees due` : null,
    balances.unappliedCents ? `${money(balances.unappliedCents)} unapplied` : null,
  ].filter((each) => each !== null);
  return parts.join(', ') || 'No fees due, nothing unapplied';
}
