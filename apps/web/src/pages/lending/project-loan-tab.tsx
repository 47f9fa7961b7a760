import { EmptyState } from '@connect/ui/empty-state';
import { FactRow } from '@connect/ui/fact-strip';
import { date, money, rate } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { Stacked } from '@connect/ui/page';
import { Panel, PanelRow } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { IconFileDollar } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { QueryError } from '../../components/loaded.tsx';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { type LoanRow, productName } from './types.ts';

const AFTER_GO = ['go', 'funded', 'servicing'];

/** The loans of a project, and the way to a new one. */
export function ProjectLoanTab({ project }: { project: { id: string; stage: string } }) {
  const can = useCan();
  const router = useRouter();
  const loans = useList('/v1/loans', { filters: { projectId: project.id } });
  const early = !AFTER_GO.includes(project.stage);
  const make = can('write:loans') ? (
    <MoveButton
      blocked={early}
      reason="Decide GO first. The loan then takes over address, parties and proforma."
      variant={loans.items.length ? 'default' : 'filled'}
      onClick={() => void router.navigate({ href: `/loans/new?project=${project.id}` })}
    >
      Make a loan
    </MoveButton>
  ) : null;
  if (loans.problem)
    return (
      <Panel flush>
        <QueryError problem={loans.problem} failed="The loans could not be loaded" onRetry={loans.retry} />
      </Panel>
    );
  if (loans.loading) return null;
  if (loans.items.length === 0)
    return (
      <Panel flush>
        <EmptyState icon={IconFileDollar} title="No loan yet" actions={make}>
          A loan takes over the address, the builder and the base proforma line by line.
          {early ? ' It can be made after GO.' : ''}
        </EmptyState>
      </Panel>
    );
  return (
    <Stacked>
      {loans.items.map((loan) => (
        <LoanCard key={loan.id} loan={loan} />
      ))}
      {make ? <div>{make}</div> : null}
    </Stacked>
  );
}

function LoanCard({ loan }: { loan: LoanRow }) {
  return (
    <Panel
      title={<a href={`/loans/${loan.id}`}>{`${productName(loan.product)} loan ${loan.number}`}</a>}
      note={loan.borrowerName ?? undefined}
      flush
      aside={<StatusTag kind="loan" state={loan.state} variant="tag" />}
    >
      <PanelRow>
        <FactRow
          facts={[
            { key: 'amount', label: 'Amount', value: money(loan.amountCents) },
            { key: 'principal', label: 'Principal', value: money(loan.principalCents) },
            { key: 'rate', label: 'Rate', value: rate(loan.rate) },
            { key: 'funded', label: 'Funded', value: date(loan.fundedOn) },
            { key: 'matures', label: 'Matures', value: date(loan.maturityDate) },
            { key: 'line', label: 'Bank line', value: loan.bankLineName ?? '–' },
          ]}
        />
      </PanelRow>
    </Panel>
  );
}
