import { monthName, monthsOver } from '@connect/domain/month';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { useList } from '../../state/use-list.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { today } from './act-date.tsx';
import type { Loan } from './types.ts';

/** Bills a month's interest, if that is not done, and issues its statement; the month end does both for all loans. */
export function IssueStatement({ loan }: { loan: Loan }) {
  const [opened, setOpened] = useState(false);
  const statements = useList('/v1/statements', { filters: { loanId: loan.id }, limit: 200 });
  const bills = useList('/v1/interest-bills', { filters: { loanId: loan.id }, limit: 200 });
  const issued = new Set(statements.items.map(({ period }) => period));
  const months = monthsOver(loan.fundedOn ?? today(), today()).filter((month) => !issued.has(month));
  const [period, setPeriod] = useState<string | null>(null);
  const chosen = period ?? months.at(-1) ?? null;
  const billed = bills.items.some((bill) => bill.period === chosen && bill.reversedAt === null);
  const issue = useSubmit(async (month: string, { idempotencyKey }) => {
    if (!billed)
      await api.post('/v1/interest-bills', {
        idempotencyKey: `${idempotencyKey}-bill`,
        body: { loanId: loan.id, period: month },
      });
    return api.post('/v1/statements', { idempotencyKey, body: { loanId: loan.id, period: month } });
  });
  const submit = async () => {
    if (!chosen || !(await issue.submit(chosen))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `Statement of ${monthName(chosen)} issued` });
    setOpened(false);
  };
  if (statements.loading || months.length === 0) return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        Issue a statement
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Issue a statement">
        <FormGrid onSubmit={() => void submit()}>
          <Select
            label="Month"
            description="Issued once. What is posted later stands on the next statement."
            allowDeselect={false}
            data={months.map((month) => ({ value: month, label: monthName(month) }))}
            value={chosen}
            onChange={setPeriod}
            error={issue.problem?.field('/period')}
          />
          {billed ? null : (
            <p className="sub">The interest of this month is not billed yet. It is billed first.</p>
          )}
          <ProblemNote problem={issue.problem} />
          <FormActions>
            <Button variant="default" onClick={() => setOpened(false)}>
              Not yet
            </Button>
            <Button type="submit" loading={issue.busy}>
              {billed ? 'Issue statement' : 'Bill and issue'}
            </Button>
          </FormActions>
        </FormGrid>
      </Modal>
    </>
  );
}
