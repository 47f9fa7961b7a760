import { ConfirmMoney } from '@connect/ui/confirm-money';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { date, money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { prove, useProofKind } from '../../state/step-up.ts';
import { toast } from '../../state/toasts.ts';
import { useMove } from '../../state/use-move.ts';
import { asProblem } from '../../state/use-submit.ts';
import { ActDate, today } from './act-date.tsx';
import { METHODS } from './methods.ts';
import type { Loan, PayoffQuote } from './types.ts';

const totalOn = (quote: PayoffQuote, day: string | null): number =>
  quote.figures.totals.find((total) => total.date === day)?.totalCents ?? quote.totalCents;

/** The payoff as it came in: what was collected and when, then the last look. */
export function PayoffForm({
  quote,
  loan,
  onClose,
}: {
  quote: PayoffQuote;
  loan: Loan;
  onClose: () => void;
}) {
  const [on, setOn] = useState<string | null>(today());
  const [amount, setAmount] = useState<number | null>(totalOn(quote, today()));
  const [method, setMethod] = useState('wire');
  const [reference, setReference] = useState('');
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const proof = useProofKind();
  const mover = useMove<PayoffQuote>('payoff-quotes', quote);
  const due = totalOn(quote, on);
  const over = (amount ?? 0) - due;
  const pay = async (value: string) => {
    setBusy(true);
    setRefused(null);
    try {
      await prove(value);
    } catch (error) {
      setRefused(asProblem(error).detail);
      return setBusy(false);
    }
    const done = await mover.move({
      action: 'pay',
      data: {
        amountCents: amount,
        method,
        effectiveDate: on,
        ...(reference.trim() ? { reference: reference.trim() } : {}),
      },
    });
    setBusy(false);
    if (!done) return setConfirming(false);
    toast({ tone: 'ok', title: `${loan.number} is paid off` });
    onClose();
  };
  if (confirming)
    return (
      <ConfirmMoney
        opened
        onClose={() => setConfirming(false)}
        title={`Pay ${loan.number} off?`}
        verb="Post"
        amountCents={amount ?? 0}
        proof={proof}
        onConfirm={(value) => void pay(value)}
        busy={busy}
        error={refused}
        facts={[
          { key: 'loan', label: 'Loan', value: `${loan.number}, ${loan.address}` },
          { key: 'from', label: 'From', value: loan.borrowerName ?? '–' },
          { key: 'date', label: 'Counts on', value: date(on) },
          { key: 'due', label: `Payoff on ${date(on, { year: false })}`, value: money(due) },
          { key: 'got', label: 'Collected', value: money(amount), strong: true },
          ...(over > 0
            ? [{ key: 'over', label: 'Held unapplied', value: money(over), tone: 'look' as const }]
            : []),
        ]}
      >
        One posting settles the loan and moves it to paid off. What is above the payoff is held for the
        borrower.
      </ConfirmMoney>
    );
  return (
    <Modal opened onClose={onClose} title={`Record the payoff of quote ${quote.number}`}>
      <FormGrid onSubmit={() => (amount && on ? setConfirming(true) : undefined)}>
        <ActDate
          label="Collected on"
          value={on}
          onChange={(day) => {
            setOn(day);
            setAmount(totalOn(quote, day));
          }}
          since={loan.lastActOn}
          error={mover.problem?.field('/data/effectiveDate')}
        />
        <MoneyInput
          label="Amount collected"
          description={
            over < 0
              ? `${money(-over)} is missing from the payoff of ${money(due)}.`
              : over > 0
                ? `${money(over)} more than the payoff; it is held unapplied.`
                : 'The payoff of that day.'
          }
          value={amount}
          onChange={setAmount}
          error={mover.problem?.field('/data/amountCents')}
        />
        <Half>
          <Select
            label="How"
            allowDeselect={false}
            data={METHODS}
            value={method}
            onChange={(value) => setMethod(value ?? 'wire')}
          />
        </Half>
        <Half>
          <TextInput
            label="Reference"
            value={reference}
            onChange={(event) => setReference(event.currentTarget.value)}
            error={mover.problem?.field('/data/reference')}
          />
        </Half>
        <ProblemNote problem={mover.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit">Go on to the last look</Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
