import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Modal, Textarea } from '@mantine/core';
import { IconMessage2 } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Draw } from './types.ts';

/** Asks the builder something about a draw: a task that the builder finds among the own ones. */
export function AskBuilder({ draw }: { draw: Draw }) {
  const [asking, setAsking] = useState(false);
  const [text, setText] = useState('');
  const [dueDate, setDueDate] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const loan = useRecord('/v1/loans/{id}', { id: draw.loanId }, { enabled: asking });
  const { submit, busy, problem } = useSubmit((body: object) => api.post('/v1/tasks', { body }));
  const send = async () => {
    if (!text.trim()) return setMissing(true);
    const title = `Draw ${draw.number}, ${draw.address}: a question`;
    const done = await submit({
      title,
      note: text.trim(),
      partyId: loan.data?.borrowerId ?? undefined,
      subject: { type: 'draw', id: draw.id },
      ...(dueDate ? { dueDate } : {}),
    });
    if (done === undefined) return;
    setAsking(false);
    setText('');
    await refreshAll();
    toast({ tone: 'ok', title: `${draw.borrowerName ?? 'The builder'} finds it among the own tasks` });
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconMessage2 size={16} stroke={1.75} />}
        onClick={() => setAsking(true)}
      >
        Ask the builder
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Ask ${draw.borrowerName ?? 'the builder'}`}
      >
        <FormGrid onSubmit={() => void send()}>
          <Textarea
            label="Question"
            description="It becomes a task of the builder, about this draw."
            autosize
            minRows={3}
            maxLength={5000}
            value={text}
            error={missing ? 'Write what you need to know.' : problem?.field('/note')}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setMissing(false);
            }}
            data-autofocus
          />
          <DateInput label="Answer by" value={dueDate} onChange={setDueDate} />
          <ProblemNote problem={problem} />
          <FormActions>
            <Button variant="default" onClick={() => setAsking(false)}>
              Not yet
            </Button>
            <Button type="submit" loading={busy} disabled={loan.isPending}>
              Ask
            </Button>
          </FormActions>
        </FormGrid>
      </Modal>
    </>
  );
}
