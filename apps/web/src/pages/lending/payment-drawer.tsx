import { cents, centsToNumber, minCents } from '@connect/domain/money';
import { applyPayment, type Due } from '@connect/domain/waterfall';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { date, money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Button, Checkbox, Drawer, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { ActDate, today } from './act-date.tsx';
import styles from './lending.module.css';
import { METHODS } from './methods.ts';
import type { Balances, Loan } from './types.ts';

/** A payment of the borrower; how it will be split is shown while it is typed. */
export function PaymentDrawer({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const balances = useRecord('/v1/loans/{id}/balances', { id: loan.id });
  return (
    <Drawer
      opened
      classNames={{ title: styles.drawerTitle! }}
      onClose={onClose}
      position="right"
      size={480}
      title={`Record a payment on ${loan.number}`}
    >
      <Loaded query={balances} failed="The balances could not be loaded">
        {(figures) => <PaymentForm loan={loan} balances={figures} onClose={onClose} />}
      </Loaded>
    </Drawer>
  );
}

function PaymentForm({ loan, balances, onClose }: { loan: Loan; balances: Balances; onClose: () => void }) {
  const [amount, setAmount] = useState<number | null>(null);
  const [asked, setAsked] = useState<number | null>(null);
  const [method, setMethod] = useState('ach');
  const [cleared, setCleared] = useState(false);
  const [reference, setReference] = useState('');
  const [memo, setMemo] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const [tried, setTried] = useState(false);
  const save = useSubmit((body: Record<string, unknown>, { idempotencyKey }) =>
    api.post('/v1/payments', { idempotencyKey, body }),
  );
  const collected = method !== 'check' || cleared;
  const submit = async () => {
    setTried(true);
    if (!amount || !on) return;
    const done = await save.submit({
      loanId: loan.id,
      amountCents: amount,
      method,
      effectiveDate: on,
      ...(method === 'check' ? { collected: cleared } : {}),
      ...(asked ? { principalCents: asked } : {}),
      ...(reference.trim() ? { reference: reference.trim() } : {}),
      ...(memo.trim() ? { memo: memo.trim() } : {}),
    });
    if (!done) return;
    await refreshAll();
    toast({
      tone: 'ok',
      title: `${money(done.amountCents)} recorded`,
      children: collected ? undefined : 'It counts once the check has cleared.',
    });
    onClose();
  };
  return (
    <FormGrid onSubmit={() => void submit()} label="Payment">
      <MoneyInput
        label="Amount"
        value={amount}
        onChange={setAmount}
        error={tried && !amount ? 'Enter what came in.' : save.problem?.field('/amountCents')}
        data-autofocus
      />
      <Half>
        <Select
          label="How"
          allowDeselect={false}
          data={METHODS}
          value={method}
          onChange={(value) => setMethod(value ?? 'ach')}
        />
      </Half>
      <Half>
        <TextInput
          label="Reference"
          maxLength={100}
          value={reference}
          error={save.problem?.field('/reference')}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
      </Half>
      {method === 'check' ? (
        <Checkbox
          label="The check has cleared"
          checked={cleared}
          onChange={(event) => setCleared(event.currentTarget.checked)}
        />
      ) : null}
      <ActDate
        label="Received on"
        value={on}
        onChange={setOn}
        since={loan.fundedOn}
        error={save.problem?.field('/effectiveDate') ?? save.problem?.field('/receivedAt')}
      />
      <MoneyInput
        label="Toward principal, as the borrower asks"
        description={`Up to ${money(balances.principalCents)}. What is left after all that is due is held unapplied.`}
        value={asked}
        onChange={setAsked}
        error={save.problem?.field('/principalCents')}
      />
      <Textarea
        label="Note"
        autosize
        maxLength={500}
        value={memo}
        error={save.problem?.field('/memo')}
        onChange={(event) => setMemo(event.currentTarget.value)}
      />
      <Waterfall loan={loan} balances={balances} amount={amount ?? 0} asked={asked ?? 0} on={on ?? today()} />
      <ProblemNote problem={save.problem} />
      <FormActions>
        <Button variant="default" onClick={onClose}>
          Not yet
        </Button>
        <Button type="submit" loading={save.busy}>
          {amount ? `Record ${money(amount)}` : 'Record payment'}
        </Button>
      </FormActions>
    </FormGrid>
  );
}

/** How the payment falls: fees, default and late interest, interest, principal; the rest stays unapplied. */
function Waterfall(props: { loan: Loan; balances: Balances; amount: number; asked: number; on: string }) {
  const { loan, balances, amount, asked, on } = props;
  const matured = loan.maturityDate !== null && loan.maturityDate <= on;
  const due: Due = {
    fees: cents(balances.feesReceivableCents),
    defaultInterest: cents(balances.defaultInterestReceivableCents),
    interest: cents(balances.interestReceivableCents),
    // A matured loan is due as a whole.
    principal: matured
      ? cents(balances.principalCents)
      : minCents(cents(asked), cents(balances.principalCents)),
  };
  const applied = applyPayment(cents(Math.max(amount, 0)), due);
  const rows = [
    ['Fees', due.fees, applied.fees],
    ['Default and late interest', due.defaultInterest, applied.defaultInterest],
    ['Interest billed', due.interest, applied.interest],
    ['Principal', due.principal, applied.principal],
  ] as const;
  return (
    <section aria-label="How it is split" aria-live="polite">
      <table className={`${styles.table} ${styles.bare}`}>
        <caption>How the payment is split, by what is due on {date(on)}</caption>
        <thead>
          <tr>
            <th scope="col">Split</th>
            <th scope="col" data-right>
              Due
            </th>
            <th scope="col" data-right>
              Pays
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, owed, part]) => (
            <tr key={label}>
              <td>{label}</td>
              <td data-right>{money(centsToNumber(owed), { sign: false })}</td>
              <td data-right>{money(centsToNumber(part), { sign: false })}</td>
            </tr>
          ))}
          <tr data-sum>
            <td>Held unapplied</td>
            <td />
            <td data-right>{money(centsToNumber(applied.unapplied), { sign: false })}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
