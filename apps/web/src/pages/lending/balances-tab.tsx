import { date, money, rate } from '@connect/ui/format';
import { Split } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { Loaded } from '../../components/loaded.tsx';
import { useRecord } from '../../state/use-record.ts';
import { AsOfControls } from './as-of-controls.tsx';
import { BalanceChart } from './balance-chart.tsx';
import { BalanceFacts } from './balance-facts.tsx';
import { LedgerPanel } from './ledger-panel.tsx';
import styles from './lending.module.css';
import type { LoanTabProps } from './loan-props.ts';
import { LoanWhatIf } from './loan-what-if.tsx';
import { ReplaysPanel } from './replays-panel.tsx';
import type { Balances, Loan } from './types.ts';
import { useAsOf } from './use-as-of.ts';
import { usePostings } from './use-postings.ts';

/** What is owed, as of a day and as known on a day; how it came about. */
export function BalancesTab({ loan }: LoanTabProps) {
  const at = useAsOf();
  const balances = useRecord('/v1/loans/{id}/balances', { id: loan.id }, { query: at.query });
  const postings = usePostings(loan.id, at);
  return (
    <>
      <AsOfControls at={at} since={loan.fundedOn} />
      <Loaded query={balances} failed="The balances could not be loaded">
        {(figures) => (
          <>
            <BalanceFacts loan={loan} balances={figures} at={at} />
            <div className={styles.gap}>
              <Split
                aside={
                  <>
                    <Terms loan={loan} />
                    <ComingUp loan={loan} balances={figures} />
                  </>
                }
              >
                <BalanceChart loan={loan} balances={figures} postings={postings.items} />
              </Split>
            </div>
          </>
        )}
      </Loaded>
      <div className={styles.gap}>
        <LedgerPanel loan={loan} balances={balances.data} postings={postings} at={at} />
      </div>
      <div className={styles.gap}>
        <Split aside={<ReplaysPanel loan={loan} />}>
          <LoanWhatIf loan={loan} />
        </Split>
      </div>
    </>
  );
}

function Terms({ loan }: { loan: Loan }) {
  const guarantors = loan.parties.filter((party) => party.role === 'guarantor').map((party) => party.name);
  return (
    <Panel title="Terms" aside={<a href={`/loans/${loan.id}/terms`}>All terms</a>}>
      <Facts
        items={[
          { label: 'Rate', value: `${rate(loan.rate)} fixed` },
          { label: 'Day count', value: loan.dayCount },
          {
            label: 'Interest',
            value: loan.interestFrom === 'reserve' ? 'From the reserve' : 'Billed monthly',
          },
          { label: 'Funded', value: date(loan.fundedOn) },
          { label: 'Matures', value: date(loan.maturityDate) },
          { label: 'Retainage', value: rate(loan.retainageRate) },
          {
            label: guarantors.length === 1 ? 'Guarantor' : 'Guarantors',
            value: guarantors.join(', ') || '–',
          },
        ]}
      />
    </Panel>
  );
}

/** What the loan itself will bring, soonest first. */
function ComingUp({ loan, balances }: { loan: Loan; balances: Balances }) {
  const insurance = loan.insurance
    .map(({ expiresOn }) => expiresOn)
    .sort()
    .at(-1);
  const coming = [
    { label: 'Bill interest', on: balances.nextBillOn },
    { label: 'Reserve runs out', on: balances.reserveLastsUntil },
    { label: 'Insurance expires', on: insurance ?? null },
    { label: 'Matures', on: loan.maturityDate },
  ]
    .filter((each): each is { label: string; on: string } => each.on !== null)
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  return (
    <Panel title="Coming up">
      {balances.principalCents > 0 && coming.length ? (
        <Facts items={coming.map(({ label, on }) => ({ label, value: date(on) }))} />
      ) : (
        <p className="sub">Nothing more: {money(balances.outstandingCents)} is owed.</p>
      )}
    </Panel>
  );
}
