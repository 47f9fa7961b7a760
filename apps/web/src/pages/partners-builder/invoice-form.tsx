import { FormActions } from '@connect/ui/form-grid';
import { MoneyInput } from '@connect/ui/money-input';
import { Autocomplete, Button, Checkbox, FileButton, Stack, TextInput } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { uploadFile } from '../../state/upload.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { useWhole } from '../../state/use-whole.ts';
import type { Payee } from '../servicing/types.ts';
import { PAPER_FILES } from '../servicing/waiver-acts.tsx';
import type { InvoiceDraft } from './draw-form-state.ts';

type Props = {
  drawId: string;
  loanId: string;
  amountCents: number | null;
  onAdd: (invoice: InvoiceDraft) => void;
  onCancel: () => void;
};

/** One invoice: who is paid, how much, and the file, which is kept with the draw at once. */
export function InvoiceForm({ drawId, loanId, amountCents, onAdd, onCancel }: Props) {
  const payees = useWhole<Payee>('/v1/loans/{id}/payees', { id: loanId });
  const [payeeName, setPayee] = useState('');
  const [number, setNumber] = useState('');
  const [amount, setAmount] = useState<number | null>(amountCents);
  const [reimbursed, setReimbursed] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const { submit, busy, problem } = useSubmit((chosen: File) =>
    uploadFile(chosen, {
      subjectType: 'draw',
      subjectId: drawId,
      kind: 'invoice',
      title: `Invoice ${number.trim() || payeeName.trim()}`.slice(0, 200),
    }),
  );
  const save = async () => {
    setTried(true);
    if (!payeeName.trim() || !amount) return;
    const document = file ? await submit(file) : null;
    if (file && !document) return;
    onAdd({
      payeeName: payeeName.trim(),
      number: number.trim(),
      amountCents: amount,
      reimbursed,
      documentId: document?.id ?? null,
    });
  };
  return (
    <Stack gap={14}>
      <Autocomplete
        label="Payee"
        description="Who is paid. Choose one of before, or type a new name."
        data={[...new Set(payees.data?.items.map(({ name }) => name))]}
        value={payeeName}
        onChange={setPayee}
        maxLength={200}
        error={tried && !payeeName.trim() ? 'Name who is paid.' : undefined}
      />
      <TextInput
        label="Invoice number"
        value={number}
        maxLength={60}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <MoneyInput
        label="Amount of the invoice"
        value={amount}
        onChange={setAmount}
        error={tried && !amount ? 'Enter the amount of the invoice.' : undefined}
      />
      <Checkbox
        label="I have paid it; pay me back"
        checked={reimbursed}
        onChange={(event) => setReimbursed(event.currentTarget.checked)}
      />
      <FileButton accept={PAPER_FILES} onChange={setFile}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconCamera size={16} stroke={1.75} />}>
            {file ? file.name : 'Photo or PDF of the invoice'}
          </Button>
        )}
      </FileButton>
      {tried && !file ? (
        <p className="label">Without a file the draw is not complete, and its payment waits.</p>
      ) : null}
      <ProblemNote problem={problem} />
      <FormActions>
        <Button variant="default" onClick={onCancel}>
          Not yet
        </Button>
        <Button type="button" loading={busy} onClick={() => void save()}>
          Add invoice
        </Button>
      </FormActions>
    </Stack>
  );
}
