import type { Move } from '@connect/ui/move-button';
import { type ReactNode, useState } from 'react';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { type UseMove, useMove } from '../../state/use-move.ts';
import { FundForm } from './fund-form.tsx';
import type { LoanFormProps } from './loan-props.ts';
import { RecordForm } from './record-form.tsx';
import { ReleaseForm } from './release-form.tsx';
import { SendForm } from './send-form.tsx';
import type { Loan } from './types.ts';

const FORMS: Record<string, (props: LoanFormProps) => ReactNode> = {
  send_documents: SendForm,
  fund: FundForm,
  record: RecordForm,
  release: ReleaseForm,
};

export type LoanMoves = {
  start: (move: Move) => void;
  busy: string | null;
  /** Why a move without a form of its own was refused. */
  problem: UseMove<Loan>['problem'];
  dialogs: ReactNode;
};

/** The moves of a loan: those that need facts open their form, those that need a reason ask for it, the others go at once. */
export function useLoanMoves(loan: Loan): LoanMoves {
  const mover = useMove<Loan>('loans', loan, { done: false });
  const [form, setForm] = useState<string | null>(null);
  const [asking, setAsking] = useState<Move | null>(null);
  const start = (move: Move) => {
    mover.reset();
    if (FORMS[move.action]) return setForm(move.action);
    if (move.needsReason) return setAsking(move);
    void mover.move({ action: move.action });
  };
  const Form = form ? FORMS[form] : undefined;
  return {
    start,
    busy: mover.busy,
    problem: form || asking ? null : mover.problem,
    dialogs: (
      <>
        <ReasonDialog asking={asking} mover={mover} data={undefined} onClose={() => setAsking(null)} />
        {Form ? (
          <Form
            loan={loan}
            mover={mover}
            onClose={() => {
              setForm(null);
              mover.reset();
            }}
          />
        ) : null}
      </>
    ),
  };
}
