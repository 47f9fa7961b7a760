import { ConfirmMoney } from '@connect/ui/confirm-money';
import { count, money } from '@connect/ui/format';
import { useState } from 'react';
import { useStepUp } from '../../state/step-up.ts';
import { useMove } from '../../state/use-move.ts';
import { asks } from './line-math.ts';
import { proofProblem } from './proof-problem.ts';
import type { Draw } from './types.ts';

/** The last look before a draw is approved: payees, cuts, retainage, who approves, and what is not linked yet. */
export function ApproveDialog({
  draw,
  action,
  onClose,
}: {
  draw: Draw;
  action: string;
  onClose: () => void;
}) {
  const first = action === 'first_approve';
  const { proof, prove } = useStepUp();
  const [wrong, setWrong] = useState<string | null>(null);
  const mover = useMove('draws', draw, {
    onDone: onClose,
    done: first ? 'First approval given' : `Draw ${draw.number} approved`,
  });
  const confirm = async (value: string) => {
    setWrong(null);
    try {
      await prove(value);
    } catch (error) {
      return setWrong(proofProblem(error));
    }
    await mover.move({ action });
  };
  const invoices = draw.lines.filter((line) => (line.grossCents ?? 0) > 0).flatMap((line) => line.invoices);
  const payees = new Set(invoices.filter(({ reimbursed }) => !reimbursed).map(({ payeeId }) => payeeId));
  const own = draw.lines.some(
    (line) =>
      asks(line) && (line.invoices.length === 0 || line.invoices.some(({ reimbursed }) => reimbursed)),
  );
  const loose = new Set(
    invoices.filter(({ payeeLinked }) => payeeLinked === false).map(({ payeeName }) => payeeName),
  );
  const total = payees.size + (own ? 1 : 0);
  return (
    <ConfirmMoney
      opened
      onClose={onClose}
      title={`${first ? 'Give the first approval of' : 'Approve'} draw ${draw.number}?`}
      facts={[
        { key: 'payees', label: `${draw.loanNumber}, ${draw.address}`, value: count(total, 'payee') },
        { key: 'asked', label: 'Asked', value: money(draw.requestedCents) },
        { key: 'cut', label: 'Cut', value: money(draw.totals.cutCents) },
        { key: 'retainage', label: 'Retainage withheld', value: money(draw.totals.retainageCents) },
        { key: 'total', label: 'For payment', value: money(draw.proposedCents), strong: true },
        ...(draw.approvals.first && !first
          ? [{ key: 'first', label: 'First approval', value: draw.approvals.first.name }]
          : []),
        ...(loose.size
          ? [
              {
                key: 'loose',
                label: 'Bank details',
                value: `${[...loose].join(', ')}: no contact linked yet`,
                tone: 'look' as const,
              },
            ]
          : []),
      ]}
      verb={first ? 'Approve first' : 'Approve'}
      amountCents={draw.proposedCents ?? 0}
      proof={proof}
      onConfirm={(value) => void confirm(value)}
      busy={mover.busy !== null}
      error={wrong ?? mover.problem?.detail ?? null}
    >
      {first
        ? 'A second person approves after you. No money moves before that.'
        : 'One payment for each payee is prepared. Money moves when the payment file is released.'}
    </ConfirmMoney>
  );
}
