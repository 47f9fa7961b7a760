import { Stacked } from '@connect/ui/page';
import { useCan } from '../../state/session.ts';
import { BillsPanel } from './bills-panel.tsx';
import { IssueStatement } from './issue-statement.tsx';
import type { LoanTabProps } from './loan-props.ts';
import { StatementsPanel } from './statements-panel.tsx';

/** Statements as issued and interest bills with their computation. */
export function StatementsTab({ loan }: LoanTabProps) {
  const can = useCan();
  return (
    <Stacked>
      <StatementsPanel loan={loan} aside={can('write:statements') ? <IssueStatement loan={loan} /> : null} />
      <BillsPanel loan={loan} />
    </Stacked>
  );
}
