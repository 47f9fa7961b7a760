import { Button, type ButtonProps } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { asProblem, useSubmit } from '../../state/use-submit.ts';
import type { Draw } from './types.ts';

/** Opens the loan's draft of a draw, or takes up the one that is there, and goes to it. */
export function useOpenDraw() {
  const navigate = useNavigate();
  const { submit, busy } = useSubmit((loanId: string) =>
    api.post<Draw>('/v1/draws' as string, { body: { loanId } }).catch((error: unknown) => {
      toast({ tone: 'hold', title: asProblem(error).detail });
      throw error;
    }),
  );
  const open = async (loanId: string) => {
    const draw = await submit(loanId);
    if (draw) void navigate({ to: `/draws/${draw.id}/request` });
  };
  return { open, busy };
}

/** "Request a draw" for one loan. */
export function RequestDraw({
  loan,
  label = 'Request a draw',
  ...rest
}: { loan: { id: string }; label?: string } & ButtonProps) {
  const { open, busy } = useOpenDraw();
  return (
    <Button
      leftSection={<IconPlus size={16} stroke={1.75} />}
      loading={busy}
      onClick={() => void open(loan.id)}
      {...rest}
    >
      {label}
    </Button>
  );
}
