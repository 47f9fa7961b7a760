import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { today } from './act-date.tsx';
import { ScanField } from './scan-field.tsx';
import type { Loan, LoanDocument } from './types.ts';

type Facts = Partial<
  Record<
    | 'signedOn'
    | 'custodian'
    | 'custodianLocation'
    | 'notaryName'
    | 'notaryCommission'
    | 'notaryCommissionExpiresOn'
    | 'notarizedOn'
    | 'scanDocumentId',
    string
  >
>;
const ASKED: Record<string, readonly (keyof Facts)[]> = {
  note: ['signedOn', 'custodian', 'scanDocumentId'],
  deed_of_trust: ['signedOn', 'notaryName', 'notaryCommission', 'notarizedOn', 'scanDocumentId'],
};
const FAULTS: Facts = {
  signedOn: 'Enter the day it was signed.',
  custodian: 'Name who keeps the original.',
  notaryName: 'Enter the notary’s name.',
  notaryCommission: 'Enter the number of the commission.',
  notarizedOn: 'Enter the day of the acknowledgement.',
  scanDocumentId: 'Add the scan.',
};

/** What only the signed paper can say: the custodian of a note's original, a notary's name, commission and date; its scan. */
export function PaperForm({
  loan,
  paper,
  onClose,
}: {
  loan: Loan;
  paper: LoanDocument;
  onClose: () => void;
}) {
  const [facts, setFacts] = useState<Facts>(() => known(paper));
  const [tried, setTried] = useState(false);
  const asked = ASKED[paper.kind] ?? [];
  const save = useSubmit((body: Facts, { idempotencyKey }) =>
    api.post('/v1/loans/{id}/loan-documents', {
      path: { id: loan.id },
      idempotencyKey,
      body: { kind: paper.kind, ...body },
    }),
  );
  const set = (name: keyof Facts, value: string | null) =>
    setFacts(({ [name]: _, ...rest }) => (value ? { ...rest, [name]: value } : rest));
  const error = (name: keyof Facts) =>
    tried && asked.includes(name) && !facts[name]?.trim() ? FAULTS[name] : save.problem?.field(`/${name}`);
  const text = (name: keyof Facts, label: string) => (
    <TextInput
      label={label}
      value={facts[name] ?? ''}
      error={error(name)}
      onChange={(event) => set(name, event.currentTarget.value)}
    />
  );
  const day = (name: keyof Facts, label: string, past = true) => (
    <DateInput
      label={label}
      value={facts[name] ?? null}
      error={error(name)}
      onChange={(value) => set(name, value)}
      {...(past ? { max: today() } : {})}
    />
  );
  const submit = async () => {
    setTried(true);
    if (asked.some((name) => !facts[name]?.trim())) return;
    if (!(await save.submit(facts))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${paper.title} recorded` });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`${paper.title}, as signed`}>
      <FormGrid onSubmit={() => void submit()}>
        {day('signedOn', 'Signed on')}
        {paper.kind === 'note' ? (
          <>
            {text('custodian', 'Who keeps the wet-ink original')}
            {text('custodianLocation', 'Where it is kept')}
          </>
        ) : (
          <>
            {text('notaryName', 'Notary’s name')}
            <Half>{text('notaryCommission', 'Commission number')}</Half>
            <Half>{day('notaryCommissionExpiresOn', 'Commission expires', false)}</Half>
            {day('notarizedOn', 'Acknowledged on')}
          </>
        )}
        <ScanField
          label="Scan of the signed paper"
          {...(paper.scanDocumentId ? { description: 'A scan is on file; a new one takes its place.' } : {})}
          loanId={loan.id}
          kind={paper.kind}
          title={`${paper.title} ${loan.number}, signed`}
          onStored={(id) => set('scanDocumentId', id ?? paper.scanDocumentId)}
          error={error('scanDocumentId')}
        />
        <ProblemNote problem={save.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={save.busy}>
            Record
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}

/** What was recorded before, for a correction. */
const known = (paper: LoanDocument): Facts =>
  Object.fromEntries(
    Object.entries({
      signedOn: paper.signedOn,
      custodian: paper.custodian,
      custodianLocation: paper.custodianLocation,
      notaryName: paper.notaryName,
      notaryCommission: paper.notaryCommission,
      notaryCommissionExpiresOn: paper.notaryCommissionExpiresOn,
      notarizedOn: paper.notarizedOn,
      scanDocumentId: paper.scanDocumentId,
    }).filter(([, value]) => value !== null),
  );
