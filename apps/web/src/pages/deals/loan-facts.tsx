import type { Fact } from '@connect/ui/fact-strip';
import { count, date, money, rate } from '@connect/ui/format';
import { share } from './share.ts';
import { daysBetween } from './stages.ts';
import type { Overview } from './types.ts';

type Loan = NonNullable<Overview['loan']>;

/** The loan in six figures, each with what it rests on. */
export function loanFacts(loan: Loan): Fact[] {
  const href = `/loans/${loan.id}`;
  return [
    {
      key: 'loan',
      label: (
        <>
          Loan <a href={href}>{loan.number}</a>
        </>
      ),
      value: money(loan.amountCents, { cents: false }),
      note: `${rate(loan.rate)} fixed, ${loan.dayCount}`,
    },
    {
      key: 'principal',
      label: 'Principal today',
      value: money(loan.principalCents),
      note: `+ ${money(loan.accruedCents)} accrued`,
    },
    {
      key: 'drawn',
      label: 'Drawn, of hard cost',
      value: share(loan.drawnOfHardCost),
      note: loan.inspectedOn
        ? `Built ${share(loan.builtOfHardCost)}, inspected ${date(loan.inspectedOn, { year: false })}`
        : 'Not inspected yet',
    },
    reserveFact(loan),
    {
      key: 'matures',
      label: 'Matures',
      value: date(loan.maturesOn),
      ...maturity(loan.daysToMaturity),
    },
    {
      key: 'cost',
      label: 'Loan to cost',
      value: share(loan.loanToCost),
      note: `To value ${share(loan.loanToValue)}`,
    },
  ];
}

function maturity(days: number | null): Pick<Fact, 'note' | 'tone'> {
  if (days === null) return { note: 'Set when funded' };
  if (days < 0) return { note: `${count(-days, 'day')} past`, tone: 'hold' };
  return { note: `In ${count(days, 'day')}`, ...(days <= 60 ? { tone: 'look' as const } : {}) };
}

function reserveFact(loan: Loan): Fact {
  if (loan.reserveLeftCents === null)
    return { key: 'reserve', label: 'Interest', value: 'Billed monthly', note: 'Paid by the borrower' };
  const label = 'Interest reserve lasts until';
  if (!loan.maturesOn) return { key: 'reserve', label, value: '–', note: 'Starts when funded' };
  if (!loan.reserveLastsUntil)
    return { key: 'reserve', label, value: 'Maturity', note: `${money(loan.reserveLeftCents)} left` };
  const early = daysBetween(loan.reserveLastsUntil, loan.maturesOn);
  return {
    key: 'reserve',
    label,
    value: date(loan.reserveLastsUntil),
    note: `${count(early, 'day')} before maturity`,
    tone: 'look',
  };
}
