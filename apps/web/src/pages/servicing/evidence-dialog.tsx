import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { bookDate } from '@connect/ui/format';
import { Button, FileInput, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { uploadFile } from '../../state/upload.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Draw, Evidence } from './types.ts';
import { PAPER_FILES } from './waiver-acts.tsx';

/** Conditions that are judged from what a person has seen: by code, the fact, its date and its paper. */
const FACTS = {
  insurance_current: {
    fact: 'insurance',
    day: 'expiresOn',
    label: 'Policy expires on',
    kind: 'insurance_certificate',
    title: 'Record the insurance',
  },
  title_clear: {
    fact: 'title',
    day: 'through',
    label: 'County searched through',
    kind: 'title_report',
    title: 'Record the title date-down',
  },
  credit_current: {
    fact: 'credit',
    day: 'reportedOn',
    label: 'Reported on',
    kind: 'other',
    title: 'Record the credit report',
  },
} as const;
type Code = keyof typeof FACTS;

export const isRecorded = (code: string): code is Code => code in FACTS;

/** Records what one has seen of insurance, title or credit; the conditions of open draws follow. */
export function EvidenceDialog({ draw, code, onClose }: { draw: Draw; code: Code; onClose: () => void }) {
  const { fact, day: dayName, label, kind, title } = FACTS[code];
  const today = bookDate(new Date());
  // What was read for the condition recorded before this one has an older version: what is saved waits for the present one.
  const evidence = useRecord<Evidence>('/v1/loans/{id}/evidence', { id: draw.loanId });
  const [day, setDay] = useState<string | null>(fact === 'insurance' ? null : today);
  const [exceptions, setExceptions] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const { submit, busy, problem } = useSubmit(
    async ({ version, on, found }: { version: number; on: string; found: string[] }) => {
      const document = file
        ? await uploadFile(file, { subjectType: 'loan', subjectId: draw.loanId, kind })
        : null;
      return api.put('/v1/loans/{id}/evidence' as string, {
        path: { id: draw.loanId },
        ifMatch: version,
        body: {
          [fact]: {
            [dayName]: on,
            ...(fact === 'title' ? { exceptions: found } : {}),
            ...(document ? { documentId: document.id } : {}),
          },
        },
      });
    },
  );
  const save = async () => {
    setTried(true);
    if (!day || !evidence.data || evidence.isFetching) return;
    const found = exceptions.split('\n').flatMap((line) => line.trim() || []);
    if ((await submit({ version: evidence.data.version, on: day, found })) === undefined) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'Recorded; the conditions follow' });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <FormGrid onSubmit={() => void save()}>
        <DateInput
          label={label}
          value={day}
          onChange={setDay}
          {...(fact === 'insurance' ? {} : { max: today })}
          error={problem?.field(`/${fact}/${dayName}`) ?? (tried && !day ? 'Give the day.' : undefined)}
        />
        {fact === 'title' ? (
          <Textarea
            label="New on title"
            description="One a line; nothing when it is clear."
            autosize
            minRows={2}
            value={exceptions}
            onChange={(event) => setExceptions(event.currentTarget.value)}
          />
        ) : null}
        <FileInput
          label="Document"
          description="Kept with the loan."
          accept={PAPER_FILES}
          value={file}
          onChange={setFile}
          clearable
        />
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy || evidence.isFetching}>
            Record
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
