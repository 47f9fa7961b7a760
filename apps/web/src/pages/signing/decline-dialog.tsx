import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Signing } from './types.ts';

/** Declining ends the envelope for everybody; the sender reads why. */
export function DeclineDialog({
  token,
  onClose,
  onDone,
}: {
  token: string;
  onClose: () => void;
  onDone: (signing: Signing) => void;
}) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const decline = useSubmit((text: string, { idempotencyKey }) =>
    api.post<Signing>('/v1/signing/{token}/declines', {
      path: { token },
      idempotencyKey,
      body: { reason: text },
    }),
  );
  const submit = async () => {
    if (!reason.trim()) return setMissing(true);
    const after = await decline.submit(reason.trim());
    if (!after) return;
    onDone(after);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Decline to sign">
      <p className="sub" style={{ marginBottom: 16 }}>
        Nobody else can sign these documents then. The sender reads your reason and may send new ones.
      </p>
      <FormGrid onSubmit={() => void submit()}>
        <Textarea
          label="Why"
          autosize
          minRows={3}
          maxLength={2000}
          value={reason}
          error={missing ? 'Say why in a sentence.' : decline.problem?.field('/reason')}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setMissing(false);
          }}
          data-autofocus
        />
        <ProblemNote problem={decline.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Go back
          </Button>
          <Button type="submit" loading={decline.busy}>
            Decline to sign
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
