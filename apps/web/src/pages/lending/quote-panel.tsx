import { ExplainNumber } from '@connect/ui/explain-number';
import { amount, date, moment, money } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { Panel, PanelRow } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { openDocument } from '../../state/documents.ts';
import { moveOf, useMove } from '../../state/use-move.ts';
import { accrualFormula, explainAccrual, explainPayoff, payoffParts, perDay } from './explain.ts';
import styles from './lending.module.css';
import { PayoffForm } from './payoff-form.tsx';
import type { Loan, PayoffQuote } from './types.ts';

/** One quote: its parts to the cent, the total of each day, its letter and its moves. */
export function QuotePanel({ quote, loan, newest }: { quote: PayoffQuote; loan: Loan; newest: boolean }) {
  const [paying, setPaying] = useState(false);
  const [days, setDays] = useState(false);
  const pay = moveOf(quote.moves, 'pay');
  const [cancelling, setCancelling] = useState(false);
  const mover = useMove<PayoffQuote>('payoff-quotes', quote);
  const accept = moveOf(quote.moves, 'accept');
  const cancel = moveOf(quote.moves, 'cancel');
  const open = newest || quote.state === 'given' || quote.state === 'accepted';
  return (
    <Panel
      title={`Quote ${quote.number}, for ${date(quote.payoffDate)}`}
      note={`Given by ${quote.quotedByName}, ${moment(quote.quotedAt)}. Good through ${date(quote.validThrough)}.`}
      flush
      aside={<StatusTag kind="quote" state={quote.state} />}
      footer={
        <>
          {quote.documentId ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconFileTypePdf size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => void openDocument(quote.documentId!)}
            >
              Payoff letter
            </Button>
          ) : null}
          {quote.paidOn ? (
            <span>
              Paid {money(quote.paidCents)} on {date(quote.paidOn)}
            </span>
          ) : null}
          {quote.stateReason ? <span>{quote.stateReason}</span> : null}
          <span style={{ marginLeft: 'auto', display: 'flex', gap: 8 }}>
            {cancel ? (
              <Button size="sm" variant="default" onClick={() => setCancelling(true)}>
                Cancel the quote
              </Button>
            ) : null}
            {accept ? (
              <MoveButton
                variant="default"
                blocked={!accept.allowed}
                reason={accept.reason}
                loading={mover.busy === 'accept'}
                onClick={() => void mover.move({ action: 'accept' })}
              >
                {accept.label}
              </MoveButton>
            ) : null}
            {pay ? (
              <MoveButton
                blocked={!pay.allowed}
                reason={pay.reason}
                variant="filled"
                onClick={() => setPaying(true)}
              >
                {pay.label}
              </MoveButton>
            ) : null}
          </span>
        </>
      }
    >
      {open ? (
        <table className={styles.table}>
          <caption>Payoff on {date(quote.payoffDate)}</caption>
          <tbody>
            {payoffParts(quote).map(({ label, cents }) => (
              <tr key={label}>
                <td>{label}</td>
                <td data-right>
                  {cents === quote.figures.accruedInterestCents && label.startsWith('Interest from') ? (
                    <ExplainNumber
                      explanation={explainAccrual('Interest since the last bill', {
                        segments: quote.figures.accrual,
                        roundedCents: quote.figures.accruedInterestCents,
                        formula: accrualFormula(quote.figures.rate, quote.figures.dayCount),
                      })}
                    >
                      {amount(cents)}
                    </ExplainNumber>
                  ) : (
                    amount(cents)
                  )}
                </td>
              </tr>
            ))}
            <tr data-sum>
              <td>
                Payoff on {date(quote.payoffDate)}, each later day {perDay(quote.figures.perDiemDollars)} more
              </td>
              <td data-right>
                <ExplainNumber explanation={explainPayoff(quote)}>{money(quote.totalCents)}</ExplainNumber>
              </td>
            </tr>
          </tbody>
        </table>
      ) : (
        <PanelRow>
          {money(quote.totalCents)} on {date(quote.payoffDate)}
        </PanelRow>
      )}
      {open && quote.figures.totals.length > 1 ? (
        <PanelRow>
          <button
            type="button"
            className={styles.linkButton}
            aria-expanded={days}
            onClick={() => setDays(!days)}
          >
            {days ? 'Hide the total of each day' : 'Show the total of each day'}
          </button>
          {days ? (
            <dl className={styles.split} style={{ marginTop: 8 }}>
              {quote.figures.totals.map((total) => (
                <div key={total.date}>
                  <dt>{date(total.date)}</dt>
                  <dd>{money(total.totalCents)}</dd>
                </div>
              ))}
            </dl>
          ) : null}
        </PanelRow>
      ) : null}
      {cancelling ? null : <ProblemNote problem={mover.problem} />}
      <ReasonDialog
        asking={cancelling && cancel ? { ...cancel, label: 'Cancel the quote' } : null}
        mover={mover}
        data={undefined}
        onClose={() => setCancelling(false)}
      />
      {paying ? <PayoffForm quote={quote} loan={loan} onClose={() => setPaying(false)} /> : null}
    </Panel>
  );
}
