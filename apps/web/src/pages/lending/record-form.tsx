import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { ActDate, today } from './act-date.tsx';
import { momentInBook } from './book-moment.ts';
import type { LoanFormProps } from './loan-props.ts';
import { ScanField } from './scan-field.tsx';

const EMPTY = { county: '', recordingNumber: '', time: '', titlePolicyNumber: '', titleInsurer: '' };
type Field = keyof typeof EMPTY;
const ASKED: Partial<Record<Field, string>> = {
  county: 'Name the county.',
  recordingNumber: 'Enter the number of the county.',
  time: 'Enter the time, like 10:41.',
  titlePolicyNumber: 'Enter the number of the title policy.',
};

/** What county and title company confirmed of the deed of trust. */
export function RecordForm({ loan, mover, onClose }: LoanFormProps) {
  const [form, setForm] = useState(EMPTY);
  const [on, setOn] = useState<string | null>(today());
  const [copyId, setCopyId] = useState<string | null>(null);
  const [faults, setFaults] = useState<Partial<Record<Field, string>>>({});
  const submit = async () => {
    const wrong = Object.fromEntries(
      (Object.entries(ASKED) as [Field, string][]).filter(([name]) => !form[name].trim()),
    );
    const recordedAt = on && form.time ? momentInBook(on, form.time) : null;
    if (form.time && !recordedAt) wrong.time = 'Enter the time, like 10:41.';
    setFaults(wrong);
    if (Object.keys(wrong).length > 0 || !recordedAt) return;
    const data = {
      county: form.county.trim(),
      recordingNumber: form.recordingNumber.trim(),
      recordedAt,
      titlePolicyNumber: form.titlePolicyNumber.trim(),
      ...(form.titleInsurer.trim() ? { titleInsurer: form.titleInsurer.trim() } : {}),
      ...(copyId ? { documentId: copyId } : {}),
    };
    if (await mover.move({ action: 'record', data })) onClose();
  };
  const input = (name: Field, label: string, more: object = {}) => (
    <TextInput
      label={label}
      value={form[name]}
      error={faults[name] ?? mover.problem?.field(`/data/${name}`)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setForm((old) => ({ ...old, [name]: text }));
        setFaults((old) => ({ ...old, [name]: undefined }));
      }}
      {...more}
    />
  );
  return (
    <Modal opened onClose={onClose} title="Record the deed of trust">
      <p className="sub" style={{ marginBottom: 16 }}>
        As the county and the title company confirmed it. From then on the loan takes draws.
      </p>
      <FormGrid onSubmit={() => void submit()}>
        <Half>{input('county', 'County', { 'data-autofocus': true })}</Half>
        <Half>{input('recordingNumber', 'Recording number')}</Half>
        <Half>
          <ActDate
            label="Recorded on"
            value={on}
            onChange={setOn}
            since={loan.lastActOn}
            error={mover.problem?.field('/data/recordedAt')}
          />
        </Half>
        <Half>{input('time', 'Time', { type: 'time', description: 'Pacific time.' })}</Half>
        <Half>{input('titlePolicyNumber', 'Title policy number')}</Half>
        <Half>{input('titleInsurer', 'Title insurer')}</Half>
        <ScanField
          label="Recorded copy"
          loanId={loan.id}
          kind="recorded_document"
          title={`Recorded deed of trust ${loan.number}`}
          onStored={setCopyId}
          error={mover.problem?.field('/data/documentId')}
        />
        <ProblemNote problem={mover.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={mover.busy !== null}>
            Record
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
