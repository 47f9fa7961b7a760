import type { ButtonProps } from '@mantine/core';
import { Button, Tooltip, VisuallyHidden } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { useId } from 'react';

export type MoveButtonProps = ButtonProps & {
  children: ReactNode;
  /** Not allowed now: greyed, but it keeps the focus and says why. */
  blocked?: boolean;
  /** The reason in words: tooltip and description. Give this or `reasonId`. */
  reason?: string;
  /** The id of an element on the page that already says the reason. */
  reasonId?: string;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  type?: 'button' | 'submit';
};

/** A button for a move of a record; a blocked one stays focusable (`aria-disabled`) and is described by its reason. */
export function MoveButton({
  blocked,
  reason,
  reasonId,
  onClick,
  children,
  type = 'button',
  ...rest
}: MoveButtonProps) {
  const ownId = useId();
  if (!blocked) {
    return (
      <Button type={type} onClick={onClick} {...rest}>
        {children}
      </Button>
    );
  }
  return (
    <>
      <Tooltip label={reason} disabled={!reason} multiline events={{ hover: true, focus: true, touch: true }}>
        <Button
          {...rest}
          type="button"
          data-disabled
          aria-disabled="true"
          aria-describedby={reasonId ?? (reason ? ownId : undefined)}
          onClick={(event: MouseEvent) => event.preventDefault()}
        >
          {children}
        </Button>
      </Tooltip>
      {reason && !reasonId ? <VisuallyHidden id={ownId}>{reason}</VisuallyHidden> : null}
    </>
  );
}

/** One entry of a record's `moves`, as the API gives it. */
export type Move = {
  action: string;
  label: string;
  to: string;
  allowed: boolean;
  reason?: string;
  needsReason?: boolean;
  stepUp?: boolean;
};

/** The moves of a record as buttons, the first allowed one primary unless they are `quiet`. */
export function MoveButtons({
  moves,
  onMove,
  busy,
  quiet,
}: {
  moves: readonly Move[];
  onMove: (move: Move) => void;
  busy?: string | null;
  /** Nothing is expected here: no button stands out. */
  quiet?: boolean;
}) {
  const primary = quiet ? undefined : moves.find((move) => move.allowed)?.action;
  return (
    <>
      {moves.map((move) => (
        <MoveButton
          key={move.action}
          variant={move.action === primary ? 'filled' : 'default'}
          blocked={!move.allowed}
          reason={move.reason}
          loading={busy === move.action}
          onClick={() => onMove(move)}
        >
          {move.label}
        </MoveButton>
      ))}
    </>
  );
}
