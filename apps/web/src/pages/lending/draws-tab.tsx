import { DRAWABLE_LOAN_STATES } from '@connect/domain/loan-states';
import type { Column } from '@connect/ui/data-table';
import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { amount, bookDate, date } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { IconCash } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { ProblemNote } from '../../components/loaded.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { tableProps } from '../../components/table-props.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { LoanTabProps } from './loan-props.ts';
import type { DrawRow } from './types.ts';

const drawable: readonly string[] = DRAWABLE_LOAN_STATES;

/** The draws of the loan, newest first; opens the draft of the next one. */
export function DrawsTab({ loan, own }: LoanTabProps & { /** The borrower's own page. */ own?: boolean }) {
  const can = useCan();
  const router = useRouter();
  const draws = useList('/v1/draws', {
    filters: { loanId: loan.id },
    sort: { key: 'createdAt', desc: true },
    withTotal: true,
  });
  const draft = useSubmit((loanId: string, { idempotencyKey }) =>
    api.post('/v1/draws', { idempotencyKey, body: { loanId } }),
  );
  const open = async () => {
    const made = await draft.submit(loan.id);
    if (made) void router.navigate({ href: `/draws/${made.id}/request` });
  };
  const blocked = !drawable.includes(loan.state);
  return (
    <Panel
      title="Draws"
      flush
      aside={
        can('request:draws') ? (
          <MoveButton
            size="xs"
            variant={own ? 'filled' : 'default'}
            blocked={blocked}
            reason={
              loan.state === 'default'
                ? 'The loan is in default. Cure it first.'
                : 'Draws open when the deed of trust is recorded.'
            }
            loading={draft.busy}
            onClick={() => void open()}
          >
            Request a draw
          </MoveButton>
        ) : null
      }
    >
      <ProblemNote problem={draft.problem} />
      <DataTable
        label="Draws of the loan"
        columns={COLUMNS}
        rowKey={(draw) => draw.id}
        rowHref={(draw) => `/draws/${draw.id}`}
        {...tableProps(draws, undefined, 'The draws')}
        exportAs={`draws-${loan.number}`}
        empty={
          <EmptyState icon={IconCash} title="No draw yet">
            {own
              ? 'Ask for money line by line. What was inspected, approved and paid follows here.'
              : 'The builder asks for money line by line; inspection, conditions and payment follow here.'}
          </EmptyState>
        }
      />
    </Panel>
  );
}

const COLUMNS: readonly Column<DrawRow>[] = [
  {
    key: 'draw',
    header: 'Draw',
    cell: (draw) => (draw.number ? `Draw ${draw.number}` : 'Draft'),
    csv: (draw) => draw.number,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (draw) => <StatusTag kind="draw" state={draw.state} />,
    csv: (draw) => draw.state,
  },
  {
    key: 'by',
    header: 'Requested by',
    cell: (draw) => <span className="sub">{draw.requestedByName ?? '–'}</span>,
    csv: (draw) => draw.requestedByName,
  },
  {
    key: 'on',
    header: 'Requested',
    align: 'right',
    cell: (draw) => date(draw.requestedAt ? bookDate(draw.requestedAt) : null),
    csv: (draw) => draw.requestedAt,
  },
  {
    key: 'asked',
    header: 'Asked',
    align: 'right',
    phone: true,
    cell: (draw) => amount(draw.requestedCents),
    csv: (draw) => plainCents(draw.requestedCents),
  },
  {
    key: 'proposed',
    header: 'For payment',
    align: 'right',
    cell: (draw) => amount(draw.proposedCents),
    csv: (draw) => plainCents(draw.proposedCents),
  },
  {
    key: 'paid',
    header: 'Paid',
    align: 'right',
    cell: (draw) => date(draw.paidOn),
    csv: (draw) => draw.paidOn,
  },
];
