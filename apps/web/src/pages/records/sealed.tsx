import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { date } from '@connect/ui/format';
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './records.module.css';

export type SealedProps = {
  /** `contacts` or `entities`. */
  resource: 'contacts' | 'entities';
  id: string;
  field: 'taxId' | 'dateOfBirth' | 'bankAccount';
  /** "EIN", "Account number". */
  name: string;
  /** What may be seen of it; null when there is nothing. */
  masked: string | null;
};

/** A sealed field behind its mask. Showing it asks for a reason and a fresh proof, and leaves an audit event. */
export function Sealed(props: SealedProps) {
  const can = useCan();
  const [asking, setAsking] = useState(false);
  if (props.masked === null) return '–';
  return (
    <span className={styles.sealed}>
      {props.masked}
      {can('reveal:sensitive') ? (
        <button
          type="button"
          className={styles.reveal}
          aria-label={`Show the ${props.name}`}
          onClick={() => setAsking(true)}
        >
          Show
        </button>
      ) : null}
      {asking ? <Reveal {...props} onClose={() => setAsking(false)} /> : null}
    </span>
  );
}

function Reveal({ resource, id, field, name, onClose }: SealedProps & { onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { submit, busy, problem } = useSubmit((why: string) =>
    api.post<{ value: string }>(`/v1/${resource}/{id}/reveals`, {
      path: { id },
      body: { field, reason: why },
    }),
  );
  // Held here only, and gone with the dialog: what is revealed is never cached.
  const [value, setValue] = useState<string | null>(null);
  const show = async () => {
    if (!reason.trim()) return setMissing(true);
    const revealed = await submit(reason.trim());
    if (revealed) setValue(revealed.value);
  };
  return (
    <Modal opened onClose={onClose} title={`Show the ${name}`}>
      {value === null ? (
        <FormGrid onSubmit={() => void show()}>
          <Textarea
            label="Reason"
            description="Who looked, when and why stays on record."
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            error={missing ? 'Say why in a sentence.' : problem?.field('/reason')}
            onChange={(event) => {
              setReason(event.currentTarget.value);
              setMissing(false);
            }}
            data-autofocus
          />
          <ProblemNote problem={problem} />
          <FormActions>
            <Button variant="default" onClick={onClose}>
              Not yet
            </Button>
            <Button type="submit" loading={busy}>
              Show it
            </Button>
          </FormActions>
        </FormGrid>
      ) : (
        <div className={styles.stackGap}>
          <p className={styles.revealed}>{field === 'dateOfBirth' ? date(value) : value}</p>
          <FormActions>
            <Button onClick={onClose}>Hide it</Button>
          </FormActions>
        </div>
      )}
    </Modal>
  );
}
