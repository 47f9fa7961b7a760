import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Modal, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';

/** An internal note; what is typed stays on this device until it is saved. */
export function NoteDialog({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const name = `connect.note-draft.${projectId}`;
  const [text, setText] = useState(() => read(name));
  const [missing, setMissing] = useState(false);
  const { submit, busy, problem } = useSubmit((body: string, { idempotencyKey }) =>
    api.post('/v1/projects/{id}/notes', { path: { id: projectId }, body: { body }, idempotencyKey }),
  );
  useEffect(() => keep(name, text), [name, text]);
  const save = async () => {
    if (!text.trim()) return setMissing(true);
    if ((await submit(text.trim())) === undefined) return;
    keep(name, '');
    await refreshAll();
    toast({ tone: 'ok', title: 'Note added' });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Add note">
      <FormGrid onSubmit={() => void save()}>
        <Textarea
          label="Note"
          description="Staff read it; partners never do."
          autosize
          minRows={4}
          maxLength={5000}
          value={text}
          error={missing ? 'Write a sentence.' : problem?.field('/body')}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setMissing(false);
          }}
          data-autofocus
        />
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Later
          </Button>
          <Button type="submit" loading={busy}>
            Add note
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}

function read(name: string): string {
  try {
    return localStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

function keep(name: string, text: string): void {
  try {
    if (text) localStorage.setItem(name, text);
    else localStorage.removeItem(name);
  } catch {
    // Without storage the note lives as long as the dialog.
  }
}
