import { DateInput } from '@connect/ui/date-input';
import { EmptyState } from '@connect/ui/empty-state';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { date } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Split, Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { addDays } from '@connect/ui/parse';
import { Button } from '@mantine/core';
import { IconFileDollar } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote, QueryError } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { useList } from '../../state/use-list.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { today } from './act-date.tsx';
import type { LoanTabProps } from './loan-props.ts';
import { QuotePanel } from './quote-panel.tsx';
import { isRunning, type Loan } from './types.ts';

/** Payoff quotes: given for a day, explained to the cent, accepted, paid. */
export function PayoffTab({ loan }: LoanTabProps) {
  const can = useCan();
  const quotes = useList('/v1/payoff-quotes', { filters: { loanId: loan.id } });
  const quotable = isRunning(loan) && can('write:payments');
  const list = quotes.problem ? (
    <Panel flush>
      <QueryError problem={quotes.problem} failed="The quotes could not be loaded" onRetry={quotes.retry} />
    </Panel>
  ) : quotes.items.length ? (
    <Stacked>
      {quotes.items.map((quote, at) => (
        <QuotePanel key={quote.id} quote={quote} loan={loan} newest={at === 0} />
      ))}
    </Stacked>
  ) : quotes.loading ? null : (
    <Panel flush>
      <EmptyState icon={IconFileDollar} title="No payoff quoted">
        A quote says to the cent what pays the loan off on a day, and what each later day adds. The letter is
        kept here.
      </EmptyState>
    </Panel>
  );
  return quotable ? (
    <Split aside={<QuoteForm loan={loan} again={quotes.items.some(isOpenQuote)} />}>{list}</Split>
  ) : (
    list
  );
}

/** At most so many days ahead; interest is only certain until somebody draws. */
const AHEAD = 90;
const VALID_DAYS = 10;

const isOpenQuote = ({ state }: { state: string }) => state === 'given' || state === 'accepted';

function QuoteForm({ loan, again }: { loan: Loan; again: boolean }) {
  const [on, setOn] = useState<string | null>(today());
  const [through, setThrough] = useState<string | null>(null);
  const [fee, setFee] = useState<number | null>(loan.exitFeeCents);
  const quote = useSubmit((body: Record<string, unknown>, { idempotencyKey }) =>
    api.post('/v1/payoff-quotes', { idempotencyKey, body }),
  );
  const submit = async () => {
    if (!on) return;
    const given = await quote.submit({
      loanId: loan.id,
      payoffDate: on,
      ...(through ? { validThrough: through } : {}),
      ...(fee === null || fee === loan.exitFeeCents ? {} : { exitFeeCents: fee }),
    });
    if (!given) return;
    await refreshAll();
    toast({ tone: 'ok', title: `Quote ${given.number} given for ${date(given.payoffDate)}` });
  };
  return (
    <Panel title="Quote a payoff">
      <FormGrid onSubmit={() => void submit()} label="Quote a payoff">
        <DateInput
          label="Payoff date"
          description="The day the money counts."
          value={on}
          onChange={setOn}
          min={today()}
          max={addDays(today(), AHEAD)}
          error={quote.problem?.field('/payoffDate')}
        />
        <DateInput
          label="Good through"
          description={on ? `${date(addDays(on, VALID_DAYS))} unless you say otherwise.` : undefined}
          value={through}
          onChange={setThrough}
          {...(on ? { min: on } : {})}
          error={quote.problem?.field('/validThrough')}
        />
        <MoneyInput
          label="Exit fee"
          value={fee}
          onChange={setFee}
          error={quote.problem?.field('/exitFeeCents')}
        />
        <ProblemNote problem={quote.problem} />
        <FormActions>
          <Button type="submit" variant={again ? 'default' : 'filled'} loading={quote.busy}>
            Quote payoff
          </Button>
        </FormActions>
      </FormGrid>
    </Panel>
  );
}
