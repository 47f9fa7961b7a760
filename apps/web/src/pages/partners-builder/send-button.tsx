import { money } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { moveOf, useMove } from '../../state/use-move.ts';
import type { DrawDraftState } from './use-draw-draft.ts';

/** Sends the request, once everything typed is with the server; says what is missing before. */
export function SendButton({ state }: { state: DrawDraftState }) {
  const { saved, sums, autosave } = state;
  const [unsaved, setUnsaved] = useState(false);
  const mover = useMove('draws', saved, { done: 'Your draw request is with us' });
  const move = moveOf(saved.moves, 'request');
  // The server's word on the saved draft, except that what is typed now counts already.
  const reason =
    sums.requestedCents <= 0
      ? 'Enter an amount on at least one line.'
      : move && !move.allowed && saved.totals.requestedCents
        ? move.reason
        : undefined;
  const send = async () => {
    setUnsaved(false);
    if (!(await autosave.flush())) return setUnsaved(true);
    await mover.move({ action: 'request' }, state.version());
  };
  return (
    <>
      {unsaved ? (
        <p role="alert" style={{ color: 'var(--warn)', fontWeight: 500 }}>
          It is only on this device. Send it when you are connected.
        </p>
      ) : null}
      <ProblemNote problem={mover.problem} />
      <MoveButton
        size="md"
        blocked={Boolean(reason)}
        reason={reason}
        loading={mover.busy !== null}
        leftSection={<IconSend size={18} stroke={1.75} />}
        onClick={() => void send()}
      >
        Send request of {money(sums.requestedCents)}
      </MoveButton>
    </>
  );
}
