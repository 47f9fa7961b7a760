import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Draw, DrawCondition } from './types.ts';

/** Proposes to go on although a condition holds. It counts once a second person confirms it. */
export function OverrideDialog({
  draw,
  condition,
  onClose,
}: {
  draw: Draw;
  condition: DrawCondition;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { submit, busy, problem } = useSubmit((body: { code: string; reason: string }) =>
    api.post('/v1/draws/{id}/overrides', { path: { id: draw.id }, body }),
  );
  const send = async () => {
    if (!reason.trim()) return setMissing(true);
    if ((await submit({ code: condition.code, reason: reason.trim() })) === undefined) return;
    await refreshAll();
    toast({ tone: 'look', title: 'The override waits for a second person' });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Override “${condition.label}”`}>
      <FormGrid onSubmit={() => void send()}>
        <p className="sub">
          {condition.reason} An override counts once somebody else confirms it, and only while this finding
          stays as it is.
        </p>
        <Textarea
          label="Reason"
          description="It stays in the audit trail."
          autosize
          minRows={3}
          maxLength={2000}
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
            Propose override
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}

/** Chooses which of the conditions that hold is to be overridden. */
export function OverrideChooser({ draw, onClose }: { draw: Draw; onClose: () => void }) {
  const [chosen, setChosen] = useState<DrawCondition | null>(null);
  const holding = overridable(draw);
  if (chosen) return <OverrideDialog draw={draw} condition={chosen} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title="Override which condition?">
      <FormGrid>
        {holding.map((condition) => (
          <Button key={condition.code} variant="default" justify="start" onClick={() => setChosen(condition)}>
            {condition.label}
          </Button>
        ))}
      </FormGrid>
    </Modal>
  );
}

/** Conditions that hold, may be overridden, and for which nobody has asked yet. */
export const overridable = (draw: Draw): DrawCondition[] =>
  draw.conditions.filter(
    (condition) =>
      condition.status === 'holds' &&
      condition.overridable &&
      !condition.overridden &&
      !draw.overrides.some(
        (each) => each.code === condition.code && each.finding === condition.reason && !each.confirmedAt,
      ),
  );

/** Confirms another person's override. */
export function useConfirmOverride(draw: Draw) {
  const { submit, busy } = useSubmit((overrideId: string) =>
    api
      .post('/v1/draws/{id}/overrides/{overrideId}/confirmations', { path: { id: draw.id, overrideId } })
      .catch((error: unknown) => {
        toast({ tone: 'hold', title: error instanceof Error ? error.message : 'It was not confirmed' });
        throw error;
      }),
  );
  const confirm = async (overrideId: string) => {
    if ((await submit(overrideId)) === undefined) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'The override counts now' });
  };
  return { confirm, busy };
}
