import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { rate } from '@connect/ui/format';
import { PercentInput } from '@connect/ui/percent-input';
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { ActDate, today } from './act-date.tsx';
import type { Loan } from './types.ts';

/** Sets the contract rate from a day on; a day of the past works interest out anew. */
export function RateForm({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const [to, setTo] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(today());
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const change = useSubmit((body: Record<string, unknown>, { idempotencyKey }) =>
    api.post('/v1/loans/{id}/rate-changes', { path: { id: loan.id }, idempotencyKey, body }),
  );
  const submit = async () => {
    setTried(true);
    if (!to || !on || !reason.trim()) return;
    if (!(await change.submit({ rate: to, reason: reason.trim(), effectiveDate: on }))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${loan.number} bears ${rate(to)}` });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Change the rate of ${loan.number}`}>
      <FormGrid onSubmit={() => void submit()}>
        <Half>
          <PercentInput
            label="New rate"
            value={to}
            onChange={setTo}
            error={tried && !to ? 'Enter the rate.' : change.problem?.field('/rate')}
            data-autofocus
          />
        </Half>
        <Half>
          <ActDate
            label="From"
            value={on}
            onChange={setOn}
            since={loan.fundedOn}
            error={change.problem?.field('/effectiveDate')}
          />
        </Half>
        <Textarea
          label="Why"
          description="The amendment and its section, for the ledger and the timeline."
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          error={tried && !reason.trim() ? 'Say why in a sentence.' : change.problem?.field('/reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNote problem={change.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={change.busy}>
            Change the rate
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
