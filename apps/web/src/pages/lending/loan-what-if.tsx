import type { AnswerOf } from '@connect/api-client';
import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { date, money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Panel } from '@connect/ui/panel';
import { addDays } from '@connect/ui/parse';
import { PercentInput } from '@connect/ui/percent-input';
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { today } from './act-date.tsx';
import styles from './lending.module.css';
import { isRunning, type Loan } from './types.ts';

type Supposed = AnswerOf<'/v1/loans/{id}/what-ifs', 'post'>;

const KINDS = [
  { value: 'draw', label: 'A draw' },
  { value: 'payment', label: 'A payment' },
  { value: 'rate', label: 'Another rate' },
];

/** How the loan would go on to its maturity with something more happening. Never saves. */
export function LoanWhatIf({ loan }: { loan: Loan }) {
  const can = useCan();
  const [kind, setKind] = useState('draw');
  const [amount, setAmount] = useState<number | null>(null);
  const [newRate, setNewRate] = useState<string | null>(loan.rate);
  const [on, setOn] = useState<string | null>(addDays(today(), 1));
  const [tried, setTried] = useState(false);
  const [answer, setAnswer] = useState<Supposed | null>(null);
  const ask = useSubmit((body: Record<string, unknown>, { idempotencyKey }) =>
    api.post('/v1/loans/{id}/what-ifs', { path: { id: loan.id }, idempotencyKey, body }),
  );
  if (!isRunning(loan) || !can('read:postings')) return null;
  const value = kind === 'rate' ? newRate : amount;
  const submit = async () => {
    setTried(true);
    if (!value || !on) return;
    const what = kind === 'rate' ? { rate: value } : { amountCents: value };
    const found = await ask.submit({ suppose: [{ kind, date: on, ...what }] });
    if (found) setAnswer(found);
  };
  const changed =
    <T,>(set: (next: T) => void) =>
    (next: T) => {
      set(next);
      setAnswer(null);
    };
  return (
    <Panel title="What if" note="From today to maturity, with a bill each month. Nothing is saved.">
      <FormGrid onSubmit={() => void submit()} label="What if this happened">
        <SegmentedControl data={KINDS} value={kind} onChange={changed(setKind)} aria-label="What happens" />
        <Half>
          {kind === 'rate' ? (
            <PercentInput
              label="Rate from then on"
              value={newRate}
              onChange={changed(setNewRate)}
              error={tried && !newRate ? 'Enter the rate.' : undefined}
            />
          ) : (
            <MoneyInput
              label={kind === 'draw' ? 'Paid out' : 'Paid in'}
              value={amount}
              onChange={changed(setAmount)}
              error={tried && !amount ? 'Enter an amount.' : undefined}
            />
          )}
        </Half>
        <Half>
          <DateInput
            label="On"
            value={on}
            onChange={changed(setOn)}
            min={today()}
            error={tried && !on ? 'Choose a day.' : undefined}
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

type Figure = 'principalCents' | 'interestToComeCents' | 'undrawnCents' | 'reserveLeftCents' | 'payoffCents';
const ROWS: readonly [Figure, string][] = [
  ['interestToComeCents', 'Interest to come'],
  ['principalCents', 'Principal at maturity'],
  ['undrawnCents', 'Left to draw'],
  ['reserveLeftCents', 'Reserve left'],
  ['payoffCents', 'Payoff at maturity'],
];

function Answer({ answer: { asItGoes, supposed, through } }: { answer: Supposed }) {
  return (
    <div aria-live="polite" style={{ marginTop: 16 }}>
      <table className={`${styles.table} ${styles.bare}`}>
        <caption>To {date(through)}, as it goes and as it would go</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" data-right>
              As it goes
            </th>
            <th scope="col" data-right>
              What if
            </th>
            <th scope="col" data-right>
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(([key, label]) => (
            <tr key={key}>
              <td>{label}</td>
              <td data-right>{money(asItGoes[key], { sign: false })}</td>
              <td data-right>{money(supposed[key], { sign: false })}</td>
              <td data-right>{money(supposed[key] - asItGoes[key], { sign: false, plus: true })}</td>
            </tr>
          ))}
          <tr>
            <td>Reserve runs out</td>
            <td data-right>{date(asItGoes.reserveDepletedOn)}</td>
            <td data-right>{date(supposed.reserveDepletedOn)}</td>
            <td data-right>–</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
