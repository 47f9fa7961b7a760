import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { PercentInput } from '@connect/ui/percent-input';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { LoanPicker, type PickedLoan } from '../../components/pickers.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { ActDate, today } from './act-date.tsx';
import { RUNNING } from './loan-views.ts';
import type { BankLine } from './types.ts';

const UNPLEDGED = { state: RUNNING, bankLineId: 'none' };

/** Pledges a funded loan that is not pledged yet. */
export function PledgeForm({ line, onClose }: { line: BankLine; onClose: () => void }) {
  const [loan, setLoan] = useState<PickedLoan | null>(null);
  const [advance, setAdvance] = useState<string | null>(line.advanceRate);
  const [on, setOn] = useState<string | null>(today());
  const [tried, setTried] = useState(false);
  const pledge = useSubmit((body: Record<string, unknown>, { idempotencyKey }) =>
    api.post('/v1/pledges', { idempotencyKey, body }),
  );
  const submit = async () => {
    setTried(true);
    if (!loan || !on) return;
    const made = await pledge.submit({
      loanId: loan.id,
      bankLineId: line.id,
      effectiveDate: on,
      ...(advance && advance !== line.advanceRate ? { advanceRate: advance } : {}),
    });
    if (!made) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${made.loanNumber} pledged to ${line.name}` });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Pledge a loan to ${line.name}`}>
      <FormGrid onSubmit={() => void submit()}>
        <LoanPicker
          label="Loan"
          description="Funded and not pledged."
          only={UNPLEDGED}
          nothingFoundMessage="No funded loan without a pledge fits."
          value={loan}
          onChange={setLoan}
          error={tried && !loan ? 'Choose a loan.' : pledge.problem?.field('/loanId')}
          data-autofocus
        />
        <PercentInput
          label="Advance rate"
          value={advance}
          onChange={setAdvance}
          error={pledge.problem?.field('/advanceRate')}
        />
        <ActDate
          value={on}
          onChange={setOn}
          since={loan?.fundedOn}
          error={pledge.problem?.field('/effectiveDate')}
        />
        <ProblemNote problem={pledge.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={pledge.busy}>
            Pledge
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
