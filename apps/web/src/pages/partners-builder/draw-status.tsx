import { bookDate, date, money } from '@connect/ui/format';
import { PageHeader, Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { type Stage, StageRail } from '@connect/ui/stage-rail';
import { StatusTag } from '@connect/ui/status-tag';
import { usePageTitle } from '../../app/page-title.ts';
import { asks } from '../servicing/line-math.ts';
import type { Draw } from '../servicing/types.ts';
import styles from './draw-form.module.css';
import { PaperRows } from './paper-rows.tsx';
import { TakeBack } from './take-back.tsx';
import { drawWords } from './words.ts';

/** Where a draw stands, in the builder's words: what happens next, what is missing, what is paid of each line. */
export function DrawStatus({ draw }: { draw: Draw }) {
  usePageTitle(`Draw ${draw.number}, ${draw.address}`, `Draw ${draw.number}`);
  const decided = draw.state === 'approved' || draw.state === 'paid';
  const papers = draw.papers.filter((paper) => paper.waiverId || paper.invoiceId);
  const missing = papers.filter(({ isIn }) => !isIn);
  const ended = draw.state === 'rejected' || draw.state === 'withdrawn';
  const reason = draw.history.findLast((move) => move.reason)?.reason;
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'My draws', href: '/draws' }, { label: draw.loanNumber }]}
        title={`Draw ${draw.number}, ${draw.address}`}
        status={<StatusTag kind="draw" state={draw.state} variant="tag" />}
        facts={[
          `You asked ${money(draw.requestedCents)}${draw.requestedAt ? ` on ${date(bookDate(draw.requestedAt))}` : ''}.`,
        ]}
      />
      <Stacked>
        {ended ? (
          <Panel title={drawWords(draw)}>
            <p className="sub">{reason ?? 'Nothing is paid of it.'} You can ask again with a new draw.</p>
          </Panel>
        ) : (
          <>
            <StageRail stages={stagesOf(draw)} label="The way of your draw" />
            <Panel title={`${drawWords(draw)}.`}>
              <p className="sub">{nextWords(draw, missing.length)}</p>
            </Panel>
          </>
        )}
        {papers.length && !ended ? (
          <Panel
            title={missing.length ? 'Missing from you' : 'Waivers and invoices'}
            aside={`${papers.length - missing.length} of ${papers.length} in`}
            flush
          >
            <PaperRows draw={draw} papers={[...missing, ...papers.filter(({ isIn }) => isIn)]} />
          </Panel>
        ) : null}
        <Panel title={decided ? 'What is paid' : 'What you asked for'} flush>
          <Lines draw={draw} decided={decided} />
        </Panel>
        {draw.disbursements.length ? (
          <Panel title="Payments" flush>
            <ul className={styles.rows}>
              {draw.disbursements.map((payment) => (
                <li key={payment.id}>
                  <span className={styles.rowText}>
                    <b>{payment.payeeName}</b>
                    <span className="label">
                      {payment.settlementDate ? `Paid ${date(payment.settlementDate)}` : 'Not paid yet'}
                    </span>
                  </span>
                  <StatusTag kind="payment" state={payment.state} />
                  <span className={styles.sum}>{money(payment.amountCents)}</span>
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
        <TakeBack draw={draw} />
      </Stacked>
    </>
  );
}

function Lines({ draw, decided }: { draw: Draw; decided: boolean }) {
  return (
    <ul className={styles.rows}>
      {draw.lines.filter(asks).map((line) => (
        <li key={line.budgetLineId}>
          <span className={styles.rowText}>
            <b>{line.name}</b>
            <span className="label">
              {decided && line.cutCents
                ? `Asked ${money(line.requestedCents)}, cut by ${money(line.cutCents)}. `
                : ''}
              {decided && line.decisionReason ? `${line.decisionReason} ` : ''}
              {decided && line.retainageCents ? `Retained ${money(line.retainageCents)}.` : ''}
              {!decided && line.invoices.length
                ? line.invoices
                    .map(({ payeeName, number }) => `${payeeName}${number ? ` ${number}` : ''}`)
                    .join(', ')
                : ''}
            </span>
          </span>
          <span className={styles.sum}>{money(decided ? line.proposedCents : line.requestedCents)}</span>
        </li>
      ))}
      <li>
        <span className={styles.rowText}>
          <b>Together</b>
          {decided ? null : (
            <span className="label">
              About {money(draw.totals.aboutCents)} after retainage, if the inspection supports it
            </span>
          )}
        </span>
        <b className={styles.sum}>{money(decided ? draw.proposedCents : draw.requestedCents)}</b>
      </li>
    </ul>
  );
}

const WAY = [
  { key: 'requested', label: 'Sent', states: ['requested'] },
  { key: 'inspection', label: 'Inspection', states: ['inspection_scheduled'] },
  { key: 'review', label: 'Review', states: ['inspection_complete', 'review', 'held'] },
  { key: 'approved', label: 'Payment', states: ['approved'] },
];

function stagesOf(draw: Draw): Stage[] {
  const current =
    draw.state === 'paid' ? WAY.length : WAY.findIndex(({ states }) => states.includes(draw.state));
  return WAY.map(({ key, label, states }, at) => {
    const reached = draw.history.find((move) => states.includes(move.to));
    return {
      key,
      label,
      at: at < current ? 'done' : at === current ? 'current' : 'next',
      note:
        key === 'approved' && draw.paidOn
          ? `Paid ${date(draw.paidOn)}`
          : reached && at <= current
            ? date(bookDate(reached.at))
            : undefined,
    };
  });
}

function nextWords(draw: Draw, missing: number): string {
  const papers = missing
    ? ` ${missing === 1 ? 'One paper is' : `${missing} papers are`} still missing; payment waits for ${missing === 1 ? 'it' : 'them'}.`
    : '';
  switch (draw.state) {
    case 'requested':
      return `An inspector looks at the work, then we check amounts and papers.${papers}`;
    case 'inspection_scheduled':
      return `${draw.inspectorName ?? 'An inspector'} looks at the work. Nobody has to be there; access to the site is enough.${papers}`;
    case 'approved':
      return `${money(draw.proposedCents)} goes to the payees. You see here when the bank has moved it.`;
    case 'paid':
      return `${money(draw.proposedCents)} was paid ${date(draw.paidOn)}. For the next draw each payee signs an unconditional waiver for this money.`;
    case 'held':
      return `We are clearing something up and come back to you.${papers}`;
    default: {
      const by = draw.clocks.sinceComplete.payBy;
      return by && !missing
        ? `Your file is complete. We plan to pay by ${date(by)}.`
        : `We go through the lines as inspected.${papers}`;
    }
  }
}
