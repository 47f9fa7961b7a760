import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { amount, money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { Button, Select } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useList } from '../../state/use-list.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './lending.module.css';
import type { BankLine, Base, WhatIf } from './types.ts';

/** What if this were paid out: the base before and after. Changes nothing. */
export function WhatIfPanel({ line }: { line: BankLine }) {
  const [loanId, setLoanId] = useState<string | null>(null);
  const [fund, setFund] = useState<number | null>(null);
  const [borrow, setBorrow] = useState<number | null>(null);
  const [answer, setAnswer] = useState<WhatIf | null>(null);
  const [tried, setTried] = useState(false);
  const pledged = line.base.loans.map(({ loanId: value, label }) => ({ value, label }));
  const draws = useList('/v1/draws', {
    filters: { open: 'true', loanId: loanId ?? undefined },
    enabled: loanId !== null,
  });
  const waiting = loanId ? draws.items.filter((draw) => draw.proposedCents ?? draw.requestedCents) : [];
  const ask = useSubmit((body: Record<string, unknown>, { idempotencyKey }) =>
    api.post('/v1/bank-lines/{id}/what-ifs', { path: { id: line.id }, idempotencyKey, body }),
  );
  const submit = async () => {
    setTried(true);
    if (!loanId || !fund) return;
    const found = await ask.submit({ loanId, fundCents: fund, ...(borrow ? { borrowCents: borrow } : {}) });
    if (found) setAnswer(found);
  };
  return (
    <Panel title="What if" note="The base before and after a payment. Nothing is changed by asking.">
      <FormGrid onSubmit={() => void submit()} label="What if this were paid out">
        <Select
          label="Loan"
          searchable
          data={pledged}
          value={loanId}
          onChange={(value) => {
            setLoanId(value);
            setAnswer(null);
          }}
          error={tried && !loanId ? 'Choose a loan.' : ask.problem?.field('/loanId')}
        />
        {waiting.length ? (
          <Select
            key={loanId}
            label="Its open draw"
            placeholder="Fills in the amount"
            data={waiting.map((draw) => ({
              value: draw.id,
              label: `Draw ${draw.number ?? ''}, ${money(draw.proposedCents ?? draw.requestedCents)}`,
            }))}
            onChange={(id) => {
              const draw = waiting.find((each) => each.id === id);
              if (!draw) return;
              setFund(draw.proposedCents ?? draw.requestedCents);
              setAnswer(null);
            }}
          />
        ) : null}
        <Half>
          <MoneyInput
            label="Paid out on it"
            value={fund}
            onChange={(value) => {
              setFund(value);
              setAnswer(null);
            }}
            error={tried && !fund ? 'Enter an amount.' : ask.problem?.field('/fundCents')}
          />
        </Half>
        <Half>
          <MoneyInput
            label="Drawn from the bank for it"
            description="Empty: our own money."
            value={borrow}
            onChange={(value) => {
              setBorrow(value);
              setAnswer(null);
            }}
            error={ask.problem?.field('/borrowCents')}
          />
        </Half>
        <ProblemNote problem={ask.problem} />
        <FormActions>
          <Button type="submit" variant="default" loading={ask.busy}>
            Work it out
          </Button>
        </FormActions>
      </FormGrid>
      {answer ? <Answer answer={answer} /> : null}
    </Panel>
  );
}

const ROWS: readonly [keyof Base & string, string][] = [
  ['grossCents', 'Gross'],
  ['ineligibleCents', 'Not eligible'],
  ['concentrationExcessCents', 'Above a limit'],
  ['eligibleCents', 'Eligible'],
  ['baseCents', 'Base'],
  ['outstandingCents', 'Outstanding'],
  ['availabilityCents', 'Available'],
];

function Answer({ answer }: { answer: WhatIf }) {
  const figure = (base: Base, key: string) =>
    amount((base as unknown as Record<string, number>)[key] ?? null);
  return (
    <div aria-live="polite" style={{ marginTop: 16 }}>
      <Mark icon={answer.enough ? IconCircleCheck : IconCircleX} tone={answer.enough ? 'ok' : 'hold'}>
        {answer.enough
          ? `It fits: ${money(answer.after.availabilityCents)} stays available.`
          : `It does not fit: ${money(-answer.after.availabilityCents)} over-advanced afterwards.`}
      </Mark>
      <table className={`${styles.table} ${styles.bare}`} style={{ marginTop: 8 }}>
        <caption>The base before and after</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" data-right>
              Now
            </th>
            <th scope="col" data-right>
              Then
            </th>
            <th scope="col" data-right>
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(([key, label]) => (
            <tr key={key} data-sum={key === 'availabilityCents' || undefined}>
              <td>{label}</td>
              <td data-right>{figure(answer.before, key)}</td>
              <td data-right>{figure(answer.after, key)}</td>
              <td data-right>
                {money((answer.after[key] as number) - (answer.before[key] as number), {
                  sign: false,
                  plus: true,
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
