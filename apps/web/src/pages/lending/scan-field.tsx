import { FileInput } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { api } from '../../state/api.ts';
import { asProblem } from '../../state/use-submit.ts';

export type ScanFieldProps = {
  label: string;
  description?: string;
  loanId: string;
  /** The document's kind: `note`, `deed_of_trust`, `recorded_document`. */
  kind: string;
  title: string;
  /** The stored document; null while there is none. */
  onStored: (documentId: string | null) => void;
  error?: string | undefined;
};

/** A scan about the loan, stored as soon as it is chosen; the form then refers to it. */
export function ScanField({ label, description, loanId, kind, title, onStored, error }: ScanFieldProps) {
  const [file, setFile] = useState<File | null>(null);
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const latest = useRef<File | null>(null);
  const take = async (next: File | null) => {
    latest.current = next;
    setFile(next);
    setFault(null);
    onStored(null);
    if (!next) return setSending(false);
    setSending(true);
    try {
      const stored = await api.post<{ id: string }>('/v1/documents' as string, {
        body: formOf(next, { subjectType: 'loan', subjectId: loanId, kind, title }),
      });
      if (latest.current === next) onStored(stored.id);
    } catch (problem) {
      if (latest.current === next) setFault(asProblem(problem).detail);
    } finally {
      if (latest.current === next) setSending(false);
    }
  };
  return (
    <FileInput
      label={label}
      description={sending ? 'Sending' : description}
      placeholder="Choose a PDF or picture"
      accept="application/pdf,image/*"
      clearable
      leftSection={<IconPaperclip size={16} stroke={1.75} aria-hidden="true" />}
      value={file}
      onChange={(next) => void take(next)}
      error={fault ?? error}
    />
  );
}

/* The words go first: the server reads the form as a stream. */
function formOf(file: File, fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', file, file.name);
  return form;
}
