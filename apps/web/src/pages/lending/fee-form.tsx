import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { words } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { ActDate, today } from './act-date.tsx';
import type { Loan } from './types.ts';

const KINDS = ['draw', 'inspection', 'extension', 'late', 'document', 'legal', 'other'].map((kind) => ({
  value: kind,
  label: `${words(kind)} fee`,
}));

/** Charges a fee: posted at once, paid first by the next payment; taken back only by a reversal. */
export function FeeForm({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const [kind, setKind] = useState('inspection');
  const [amount, setAmount] = useState<number | null>(null);
  const [memo, setMemo] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const [tried, setTried] = useState(false);
  const charge = useSubmit((body: Record<string, unknown>, { idempotencyKey }) =>
    api.post('/v1/loans/{id}/fees', { path: { id: loan.id }, idempotencyKey, body }),
  );
  const submit = async () => {
    setTried(true);
    if (!amount || !on) return;
    const fee = await charge.submit({
      kind,
      amountCents: amount,
      effectiveDate: on,
      ...(memo.trim() ? { memo: memo.trim() } : {}),
    });
    if (!fee) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${fee.memo} charged` });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Charge a fee on ${loan.number}`}>
      <FormGrid onSubmit={() => void submit()}>
        <Half>
          <Select
            label="Fee"
            allowDeselect={false}
            data={KINDS}
            value={kind}
            onChange={(value) => setKind(value ?? kind)}
          />
        </Half>
        <Half>
          <MoneyInput
            label="Amount"
            value={amount}
            onChange={setAmount}
            error={tried && !amount ? 'Enter the amount.' : charge.problem?.field('/amountCents')}
            data-autofocus
          />
        </Half>
        <TextInput
          label="What for"
          description="It stands on the statement."
          maxLength={200}
          value={memo}
          error={charge.problem?.field('/memo')}
          onChange={(event) => setMemo(event.currentTarget.value)}
        />
        <ActDate
          value={on}
          onChange={setOn}
          since={loan.fundedOn}
          error={charge.problem?.field('/effectiveDate')}
        />
        <ProblemNote problem={charge.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={charge.busy}>
            Charge the fee
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
