import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { ActDate, today } from './act-date.tsx';
import type { LoanFormProps } from './loan-props.ts';
import { ScanField } from './scan-field.tsx';

/** The reconveyance as recorded: the lien ends, the pledge with it. */
export function ReleaseForm({ loan, mover, onClose }: LoanFormProps) {
  const deed = loan.recordings.find((each) => each.kind === 'deed_of_trust');
  const [county, setCounty] = useState(deed?.county ?? '');
  const [number, setNumber] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const [copyId, setCopyId] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const submit = async () => {
    setTried(true);
    if (!county.trim() || !number.trim() || !on) return;
    const data = {
      county: county.trim(),
      recordingNumber: number.trim(),
      recordedDate: on,
      ...(copyId ? { documentId: copyId } : {}),
    };
    if (await mover.move({ action: 'release', data })) onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Record the lien release">
      <p className="sub" style={{ marginBottom: 16 }}>
        The reconveyance, as the county recorded it.
        {loan.bankLineName ? ` ${loan.number} leaves ${loan.bankLineName}.` : ''} With its last lien the
        project closes.
      </p>
      <FormGrid onSubmit={() => void submit()}>
        <Half>
          <TextInput
            label="County"
            value={county}
            error={tried && !county.trim() ? 'Name the county.' : mover.problem?.field('/data/county')}
            onChange={(event) => setCounty(event.currentTarget.value)}
          />
        </Half>
        <Half>
          <TextInput
            label="Recording number"
            value={number}
            error={
              tried && !number.trim()
                ? 'Enter the number of the county.'
                : mover.problem?.field('/data/recordingNumber')
            }
            onChange={(event) => setNumber(event.currentTarget.value)}
            data-autofocus
          />
        </Half>
        <ActDate
          label="Recorded on"
          value={on}
          onChange={setOn}
          since={loan.lastActOn}
          error={mover.problem?.field('/data/recordedDate')}
        />
        <ScanField
          label="Recorded copy"
          loanId={loan.id}
          kind="lien_release"
          title={`Reconveyance ${loan.number}`}
          onStored={setCopyId}
          error={mover.problem?.field('/data/documentId')}
        />
        <ProblemNote problem={mover.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={mover.busy !== null}>
            Record lien release
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
