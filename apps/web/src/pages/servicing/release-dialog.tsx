import { ConfirmMoney } from '@connect/ui/confirm-money';
import { bookDate, count, date } from '@connect/ui/format';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemLink } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { recordKey } from '../../state/record-key.ts';
import { useStepUp } from '../../state/step-up.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { wholeList } from '../../state/use-whole.ts';
import { proofProblem } from './proof-problem.ts';
import { money, sumNumbers } from './sums.ts';
import type { Disbursement, Draw, Payee, PaymentFile } from './types.ts';

type Props = {
  payments: readonly Disbursement[];
  onClose: () => void;
  onReleased: (file: PaymentFile) => void;
};

/** The last look before payments leave: how many, how much, who approved, whose bank account changed lately. */
export function ReleaseDialog({ payments, onClose, onReleased }: Props) {
  const { proof, prove } = useStepUp();
  const [wrong, setWrong] = useState<string | null>(null);
  const draws = unique(payments.map(({ drawId }) => drawId));
  const loans = unique(payments.map(({ loanId }) => loanId));
  const total = sumNumbers(payments.map(({ amountCents }) => amountCents));
  const approvers = useApprovers(draws);
  const changed = useBankChanges(payments);
  const { submit, busy, problem } = useSubmit((disbursementIds: string[], { idempotencyKey }) =>
    api.post<PaymentFile>('/v1/payment-files' as string, { idempotencyKey, body: { disbursementIds } }),
  );
  const refusal = problem ? (
    <>
      {problem.detail} <ProblemLink problem={problem} />
    </>
  ) : null;
  const confirm = async (value: string) => {
    setWrong(null);
    try {
      await prove(value);
    } catch (error) {
      return setWrong(proofProblem(error));
    }
    const file = await submit(payments.map(({ id }) => id));
    if (!file) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${file.number} is made: ${money(file.controlTotalCents)}` });
    onReleased(file);
    onClose();
  };
  return (
    <ConfirmMoney
      opened
      onClose={onClose}
      title={`Release ${count(payments.length, 'payment')} by ACH?`}
      facts={[
        {
          key: 'draws',
          label: `${count(draws.length, 'draw')}, ${count(loans.length, 'loan')}`,
          value: `${count(unique(payments.map(({ payeeId }) => payeeId)).length, 'payee')} by ACH`,
        },
        { key: 'total', label: 'Control total', value: money(total), strong: true },
        { key: 'approved', label: 'Approved by', value: approvers.length ? approvers.join(' and ') : '–' },
        changed.length
          ? { key: 'bank', label: 'Bank details', value: changed.join(', '), tone: 'look' as const }
          : { key: 'bank', label: 'Bank details', value: 'None changed in the last 30 days' },
      ]}
      verb="Release"
      amountCents={total}
      proof={proof}
      onConfirm={(value) => void confirm(value)}
      busy={busy}
      error={wrong ?? refusal}
    >
      This makes the file for the bank. After it is sent a payment can be returned, not stopped.
    </ConfirmMoney>
  );
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/* Everybody who gave a first or last approval to one of the draws. */
function useApprovers(drawIds: readonly string[]): string[] {
  const answers = useQueries({
    queries: drawIds.slice(0, 40).map((id) => ({
      queryKey: recordKey('/v1/draws/{id}', { id }),
      queryFn: () => api.get<Draw>('/v1/draws/{id}' as string, { path: { id } }),
    })),
  });
  return unique(
    answers
      .flatMap(({ data }) => [data?.approvals.first?.name, data?.approvals.last?.name])
      .filter((name) => name !== undefined),
  );
}

const LATELY = 30 * 86_400_000;
type Entity = { bankChangedAt: string | null };

/* Whose bank account is new: a payment soon after a change deserves a call back. */
function useBankChanges(payments: readonly Disbursement[]): string[] {
  const loanIds = unique(payments.map(({ loanId }) => loanId)).slice(0, 40);
  const payees = useQueries({
    queries: loanIds.map((id) => ({
      queryKey: recordKey('/v1/loans/{id}/payees', { id }),
      queryFn: () => wholeList<Payee>('/v1/loans/{id}/payees', { id }),
    })),
  });
  const wanted = new Set(payments.map(({ payeeId }) => payeeId));
  const linked = payees
    .flatMap(({ data }) => data?.items ?? [])
    .filter((payee) => wanted.has(payee.id) && payee.partyId);
  const entities = useQueries({
    queries: linked.map(({ partyId }) => ({
      queryKey: recordKey('/v1/entities/{id}', { id: partyId! }),
      queryFn: () => api.get<Entity>('/v1/entities/{id}' as string, { path: { id: partyId! } }),
      retry: false,
    })),
  });
  return linked.flatMap((payee, at) => {
    const changedAt = entities[at]?.data?.bankChangedAt;
    if (!changedAt || Date.now() - Date.parse(changedAt) > LATELY) return [];
    return [`${payee.name} changed ${date(bookDate(changedAt), { year: false })}`];
  });
}

/** Reads one file anew. */
export const usePaymentFile = (id: string) => useRecord<PaymentFile>('/v1/payment-files/{id}', { id });
