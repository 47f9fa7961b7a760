import { DRAWABLE_LOAN_STATES } from '@connect/domain/loan-states';
import { ExplainNumber } from '@connect/ui/explain-number';
import { FactStrip } from '@connect/ui/fact-strip';
import { date, money, rate } from '@connect/ui/format';
import { PageHeader, Split } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { openDocument } from '../../state/documents.ts';
import { useList } from '../../state/use-list.ts';
import { useRecord } from '../../state/use-record.ts';
import { inPlainWords } from './builder-words.ts';
import { DrawsTab } from './draws-tab.tsx';
import { explainAccrual, perDay } from './explain.ts';
import styles from './lending.module.css';
import { StatementsPanel } from './statements-panel.tsx';
import { isFunded, type Loan } from './types.ts';

const drawable: readonly string[] = DRAWABLE_LOAN_STATES;

/** One's own loan in plain words: what is owed, what can be drawn, statements, payoff. */
export function BuilderLoan({ loan }: { loan: Loan }) {
  usePageTitle(`${loan.number} ${loan.address}`, loan.address);
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Your loans', href: '/loans' }, { label: loan.number }]}
        title={loan.address}
        status={<StatusTag kind="loan" state={loan.state} variant="tag" />}
        facts={[
          <span key="number">
            Loan <b>{loan.number}</b>
          </span>,
          loan.borrowerName ?? '',
        ]}
      />
      <p className={styles.plain}>{inPlainWords(loan.state)}</p>
      {isFunded(loan) ? <Owed loan={loan} /> : null}
      <div className={styles.gap}>
        <Split
          aside={
            <>
              <Terms loan={loan} />
              <Quotes loan={loan} />
              <Papers loan={loan} />
            </>
          }
        >
          {isFunded(loan) ? <DrawsTab loan={loan} own /> : null}
          <BudgetLeft loan={loan} />
          {isFunded(loan) ? <StatementsPanel loan={loan} /> : null}
        </Split>
      </div>
    </>
  );
}

function Owed({ loan }: { loan: Loan }) {
  const balances = useRecord('/v1/loans/{id}/balances', { id: loan.id });
  const accrual = useRecord('/v1/loans/{id}/accrual', { id: loan.id });
  return (
    <Loaded query={balances} failed="What you owe could not be loaded">
      {(figures) => {
        const due =
          figures.interestReceivableCents +
          figures.defaultInterestReceivableCents +
          figures.feesReceivableCents;
        const accrued = money(figures.accruedInterestCents);
        return (
          <div className={styles.gap}>
            <FactStrip
              label={`As of ${date(figures.asOf)}`}
              facts={[
                {
                  key: 'principal',
                  label: 'Principal you owe',
                  value: money(figures.principalCents),
                  note: `of ${money(figures.commitmentCents)}`,
                  big: true,
                },
                {
                  key: 'due',
                  label: 'Due now',
                  value: money(due),
                  note: due ? 'Interest and fees billed to you' : 'Nothing to pay today',
                  ...(due ? { tone: 'look' as const } : {}),
                },
                {
                  key: 'accrued',
                  label: 'Interest since the last bill',
                  value: accrual.data ? (
                    <ExplainNumber
                      explanation={explainAccrual(`Interest to ${date(figures.asOf)}`, accrual.data)}
                    >
                      {accrued}
                    </ExplainNumber>
                  ) : (
                    accrued
                  ),
                  note: `${perDay(figures.perDiemDollars)} a day`,
                },
                {
                  key: 'left',
                  label: 'Left to draw',
                  value: money(figures.undrawnCents),
                  note: figures.retainageWithheldCents
                    ? `Retained ${money(figures.retainageWithheldCents)}`
                    : drawable.includes(loan.state)
                      ? 'Draws are open'
                      : 'Draws are not open',
                },
              ]}
            />
          </div>
        );
      }}
    </Loaded>
  );
}

function Terms({ loan }: { loan: Loan }) {
  return (
    <Panel title="Your terms">
      <Facts
        items={[
          { label: 'Loan amount', value: money(loan.amountCents) },
          { label: 'Rate', value: `${rate(loan.rate)} fixed` },
          {
            label: 'Interest',
            value: loan.interestFrom === 'reserve' ? 'Paid from the reserve' : 'Billed monthly',
          },
          { label: 'Funded', value: date(loan.fundedOn) },
          { label: 'Due in full', value: date(loan.maturityDate) },
          { label: 'Retainage', value: rate(loan.retainageRate) },
          { label: 'Late fee', value: `${rate(loan.lateFeeRate)} after ${loan.graceDays} days` },
        ]}
      />
    </Panel>
  );
}

/** Payoff quotes that were given; a new one is asked for by telephone. */
function Quotes({ loan }: { loan: Loan }) {
  const quotes = useList('/v1/payoff-quotes', { filters: { loanId: loan.id }, enabled: isFunded(loan) });
  if (!isFunded(loan)) return null;
  const open = quotes.items.filter(({ state }) => state === 'given' || state === 'accepted');
  return (
    <Panel title="Payoff">
      {open.length ? (
        open.map((quote) => (
          <div key={quote.id}>
            <Facts
              items={[
                { label: `To pay on ${date(quote.payoffDate)}`, value: <b>{money(quote.totalCents)}</b> },
                { label: 'Each later day adds', value: perDay(quote.figures.perDiemDollars) },
                { label: 'Good through', value: date(quote.validThrough) },
              ]}
            />
            {quote.documentId ? (
              <Button
                size="xs"
                variant="default"
                mt={12}
                onClick={() => void openDocument(quote.documentId!)}
              >
                Payoff letter
              </Button>
            ) : null}
          </div>
        ))
      ) : (
        <p className="sub">Ready to pay off? Ask us for a quote; it appears here with its letter.</p>
      )}
    </Panel>
  );
}

function Papers({ loan }: { loan: Loan }) {
  if (loan.documents.length === 0) return null;
  return (
    <Panel title="Your documents">
      <Facts
        items={loan.documents.map((paper) => ({
          id: paper.id,
          label: paper.title,
          value: (
            <button
              type="button"
              className={styles.linkButton}
              onClick={() => void openDocument(paper.documentId)}
            >
              Open<span className={styles.srOnly}> {paper.title}</span>
            </button>
          ),
        }))}
      />
    </Panel>
  );
}

function BudgetLeft({ loan }: { loan: Loan }) {
  return (
    <Panel title="Budget" note="What the loan pays for each line, and what is left of it." flush>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption>Budget</caption>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col" data-right>
                Budget
              </th>
              <th scope="col" data-right>
                Paid
              </th>
              <th scope="col" data-right>
                Left
              </th>
            </tr>
          </thead>
          <tbody>
            {loan.budget.lines.map((line) => (
              <tr key={line.id}>
                <td>{line.name}</td>
                <td data-right>{money(line.revisedCents, { sign: false })}</td>
                <td data-right>{money(line.drawnCents, { sign: false })}</td>
                <td data-right>{money(line.balanceCents, { sign: false })}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>Total</td>
              <td data-right>{money(loan.budget.revisedCents, { sign: false })}</td>
              <td data-right>{money(loan.budget.drawnCents, { sign: false })}</td>
              <td data-right>{money(loan.budget.balanceCents, { sign: false })}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  );
}
