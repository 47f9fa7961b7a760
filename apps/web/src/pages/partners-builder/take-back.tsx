import { Button } from '@mantine/core';
import { useState } from 'react';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { moveOf, useMove } from '../../state/use-move.ts';
import type { Draw } from '../servicing/types.ts';

/** Takes a request back while it is not decided; quiet, because hardly anybody comes for it. */
export function TakeBack({ draw }: { draw: Draw }) {
  const [asking, setAsking] = useState(false);
  const mover = useMove('draws', draw, { done: 'Your request is taken back' });
  const move = moveOf(draw.moves, 'withdraw');
  if (!move) return null;
  return (
    <div>
      <Button variant="default" onClick={() => setAsking(true)}>
        Withdraw this request
      </Button>
      <ReasonDialog
        asking={asking ? move : null}
        mover={mover}
        data={undefined}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
