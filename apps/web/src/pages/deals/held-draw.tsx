import { NextAction } from '@connect/ui/next-action';
import { IconMailForward } from '@tabler/icons-react';
import { ProblemNote } from '../../components/loaded.tsx';
import { useRemindPayees } from '../servicing/use-remind-payees.ts';
import type { Held } from './use-what-holds.ts';

type Props = { action: string; held: Held; onReview: () => void };

/** A draw that cannot be approved yet: the primary button is what unblocks it, the approval stands beside it. */
export function HeldDraw({ action, held, onReview }: Props) {
  const { remind, busy, problem } = useRemindPayees();
  const { owed, reason } = held;
  const payees = new Set(owed.map(({ payeeName }) => payeeName));
  const whom = payees.size === 1 ? owed[0]!.payeeName : `${payees.size} payees`;
  const verb = owed.some(({ state }) => state === 'requested') ? 'Remind' : 'Ask';
  const unblock = owed.length
    ? {
        label: `${verb} ${whom}`,
        icon: <IconMailForward size={16} stroke={1.75} />,
        loading: busy,
        onClick: () => void remind(owed.map(({ id, payeeName }) => ({ waiverId: id, payee: payeeName }))),
      }
    : { label: 'Open review', onClick: onReview };
  return (
    <>
      <NextAction
        action={action}
        reason={reason}
        blocked
        unblock={unblock}
        move={{ label: capital(action), onClick: () => undefined }}
      />
      <ProblemNote problem={problem} />
    </>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
