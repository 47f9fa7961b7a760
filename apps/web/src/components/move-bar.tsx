import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { type Move, MoveButtons } from '@connect/ui/move-button';
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type UseMove, type UseMoveOptions, useMove } from '../state/use-move.ts';
import type { ApiRecord } from '../state/use-record.ts';
import { ProblemNote } from './loaded.tsx';

export type MoveBarProps<T extends ApiRecord> = UseMoveOptions<T> & {
  /** `loans`, `draws`: the resource's name in the address. */
  resource: string;
  record: T & { moves: readonly Move[] };
  /** Only these actions, in this order; all when left out. */
  actions?: readonly string[];
  /** What the action needs besides a reason; asked by the page beforehand. Return null to open a form of the page's own. */
  dataFor?: (move: Move) => Readonly<Record<string, unknown>> | null | undefined;
  onOwnForm?: (move: Move) => void;
  /** Nothing is expected of the record: no move stands out. */
  quiet?: boolean;
};

/** The moves of a record as buttons; asks for the reason where one is due. */
export function MoveBar<T extends ApiRecord>(props: MoveBarProps<T>) {
  const { resource, record, actions, dataFor, onOwnForm, quiet, ...options } = props;
  const mover = useMove<T>(resource, record, options);
  const [asking, setAsking] = useState<Move | null>(null);
  const moves = actions
    ? actions.flatMap((action) => record.moves.find((move) => move.action === action) ?? [])
    : record.moves;
  const start = (move: Move) => {
    const data = dataFor?.(move);
    if (data === null) return onOwnForm?.(move);
    mover.reset();
    if (move.needsReason) setAsking(move);
    else void mover.move({ action: move.action, data });
  };
  return (
    <>
      <MoveButtons moves={moves} onMove={start} busy={mover.busy} quiet={quiet} />
      {asking ? null : <ProblemNote problem={mover.problem} />}
      <ReasonDialog
        asking={asking}
        mover={mover}
        data={asking ? dataFor?.(asking) : undefined}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

type ReasonDialogProps<T> = {
  asking: Move | null;
  mover: UseMove<T>;
  data: Readonly<Record<string, unknown>> | null | undefined;
  onClose: () => void;
};

/** Asks why, then moves. */
export function ReasonDialog<T>({ asking, mover, data, onClose }: ReasonDialogProps<T>) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = async () => {
    if (!asking) return;
    if (!reason.trim()) return setMissing(true);
    const done = await mover.move({ action: asking.action, reason: reason.trim(), data: data ?? undefined });
    if (done === undefined) return;
    setReason('');
    onClose();
  };
  return (
    <Modal opened={asking !== null} onClose={onClose} title={`${asking?.label ?? ''}: why`}>
      <FormGrid onSubmit={() => void submit()}>
        <Textarea
          label="Reason"
          description="It stays in the timeline."
          autosize
          minRows={3}
          maxLength={2000}
          value={reason}
          error={missing ? 'Say why in a sentence.' : mover.problem?.field('/reason')}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setMissing(false);
          }}
          data-autofocus
        />
        <ProblemNote problem={mover.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={mover.busy !== null}>
            {asking?.label}
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
