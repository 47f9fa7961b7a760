import { amount, money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { queryClient } from '../../state/query-client.ts';
import { recordKey } from '../../state/record-key.ts';
import { useCan } from '../../state/session.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import review from './draw-review.module.css';
import { asks, netIfPaid, proposalOf, wholePercent } from './line-math.ts';
import { Photos } from './photos.tsx';
import styles from './review-lines.module.css';
import type { Draw, DrawLine } from './types.ts';

type Choice = 'as_asked' | 'cut' | 'held';
const DECIDED_IN = ['review', 'held'];

/** What builder and inspector say about a line, its invoices and photos, and the decision on it. */
export function LineDetail({
  draw,
  line,
  onInvoice,
}: {
  draw: Draw;
  line: DrawLine;
  onInvoice: (key: string) => void;
}) {
  const can = useCan();
  const toDate = wholePercent(line.toDate);
  return (
    <div className={styles.inside}>
      <div className={styles.said}>
        <div className={styles.words}>
          {line.note ? (
            <p>
              <span className={styles.who}>Builder:</span> <q>{line.note}</q>{' '}
              {toDate === null ? null : <span className={styles.who}>Asked {toDate}%.</span>}
            </p>
          ) : null}
          {line.inspectedPercent === null ? null : (
            <p>
              <span className={styles.who}>Inspector:</span>{' '}
              {line.inspectorNote ? <q>{line.inspectorNote}</q> : null}{' '}
              <span className={styles.who}>
                {line.inspectedPercent}%{line.lastPercent === null ? '' : `, was ${line.lastPercent}%`}.
              </span>
            </p>
          )}
          <Support line={line} onInvoice={onInvoice} />
          {line.decisionReason ? (
            <p>
              <span className={styles.who}>Decided:</span> <q>{line.decisionReason}</q>
            </p>
          ) : null}
        </div>
        {DECIDED_IN.includes(draw.state) && asks(line) && can('review:draws') ? (
          <Decide key={decisionKey(line)} draw={draw} line={line} />
        ) : null}
      </div>
      <Photos ids={line.photos} label={line.name} />
    </div>
  );
}

/* Invoices, then the sum that supports the amount. */
function Support({ line, onInvoice }: { line: DrawLine; onInvoice: (key: string) => void }) {
  return (
    <>
      {line.invoices.map((invoice) => (
        <p key={invoice.id}>
          <button type="button" className={styles.more} onClick={() => onInvoice(invoice.id)}>
            <span style={{ color: 'var(--accent-text)' }}>Invoice {invoice.number || 'without number'}</span>
          </button>{' '}
          <span className={styles.who}>
            {invoice.payeeName}, {money(invoice.amountCents)}
            {invoice.reimbursed ? ', paid by the builder' : ''}.
          </span>
        </p>
      ))}
      {line.storedCents ? (
        <p className={styles.who}>Of it {money(line.storedCents)} for materials stored on site.</p>
      ) : null}
      {line.needsInspection && line.inspectedPercent !== null && line.supportedCents !== null ? (
        <p>
          {line.inspectedPercent}% of {amount(line.budgetCents)} less {amount(line.drawnBeforeCents)} drawn
          supports <b>{amount(line.supportedCents)}</b>.
        </p>
      ) : null}
    </>
  );
}

/* A decision that was taken begins the form anew; what changes elsewhere on the draw leaves it alone. */
const decisionKey = ({ decision, grossCents, decisionReason }: DrawLine): string =>
  [decision, grossCents, decisionReason].join(' ');

function Decide({ draw, line }: { draw: Draw; line: DrawLine }) {
  const now = (line.decision ?? 'as_asked') as Choice;
  const [choice, setChoice] = useState<Choice>(now);
  const [writing, setWriting] = useState(false);
  const { submit, busy, problem } = useSubmit((lines: object[]) =>
    api.put('/v1/draws/{id}/decisions', { path: { id: draw.id }, ifMatch: draw.version, body: { lines } }),
  );
  const save = async (decision: { decision: Choice }) => {
    const done = await submit([{ budgetLineId: line.budgetLineId, ...decision }]);
    if (done === undefined) return decision.decision === 'as_asked' ? setChoice(now) : undefined;
    queryClient.setQueryData(recordKey('/v1/draws/{id}', { id: draw.id }), done);
    await refreshAll();
  };
  const cutTo = line.decision === 'cut' ? (line.grossCents ?? 0) : proposalOf(line);
  const pick = (next: Choice) => {
    setChoice(next);
    setWriting(next !== 'as_asked');
    if (next === 'as_asked' && now !== 'as_asked') void save({ decision: 'as_asked' });
  };
  return (
    <div className={review.form}>
      <div className={styles.choice}>
        <SegmentedControl
          aria-label={`Decision on ${line.name}`}
          value={choice}
          onChange={(value) => pick(value as Choice)}
          disabled={busy}
          style={{ width: 'fit-content' }}
          data={[
            { value: 'as_asked', label: 'As asked' },
            { value: 'cut', label: cutTo < (line.requestedCents ?? 0) ? `Cut to ${amount(cutTo)}` : 'Cut' },
            { value: 'held', label: 'Hold line' },
          ]}
        />
        {choice === now && now !== 'as_asked' && !writing ? (
          <Button variant="subtle" size="xs" onClick={() => setWriting(true)}>
            {now === 'cut' ? 'Cut to another amount' : 'Change the reason'}
          </Button>
        ) : null}
      </div>
      {choice === 'as_asked' || !writing ? null : (
        <DecisionForm
          key={choice}
          draw={draw}
          line={line}
          choice={choice}
          busy={busy}
          fieldProblem={(name) => problem?.field(`/lines/0/${name}`)}
          onSave={(decision) => void save(decision)}
        />
      )}
      <ProblemNote problem={problem} />
    </div>
  );
}

type FormProps = {
  draw: Draw;
  line: DrawLine;
  choice: 'cut' | 'held';
  busy: boolean;
  fieldProblem: (name: string) => string | undefined;
  onSave: (decision: { decision: Choice }) => void;
};

/* The amount and the reason, and what the draw then comes to. Nothing is sent before both are as the server wants them. */
function DecisionForm({ draw, line, choice, busy, fieldProblem, onSave }: FormProps) {
  const asked = line.requestedCents ?? 0;
  const [cut, setCut] = useState<number | null>(
    line.decision === 'cut' ? line.grossCents : Math.min(proposalOf(line), asked),
  );
  const [reason, setReason] = useState(line.decisionReason ?? '');
  const [tried, setTried] = useState(false);
  const gross = choice === 'held' ? 0 : (cut ?? 0);
  const needsReason = gross < proposalOf(line);
  const tooMuch = choice === 'cut' && (cut === null || cut >= asked);
  const net = netIfPaid(line, gross, draw.isLast);
  const total = (draw.totals.proposedCents ?? 0) - (line.proposedCents ?? 0) + net;
  const save = () => {
    setTried(true);
    if (tooMuch || (needsReason && !reason.trim())) return;
    onSave({
      decision: choice,
      ...(choice === 'cut' ? { cutToCents: cut } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
  };
  return (
    <>
      {choice === 'cut' ? (
        <MoneyInput
          label="Pay of this line, before retainage"
          value={cut}
          onChange={setCut}
          error={
            fieldProblem('cutToCents') ??
            (tried && tooMuch
              ? `Less than the ${money(asked)} that was asked, or take it as asked.`
              : undefined)
          }
          style={{ maxWidth: 220 }}
        />
      ) : null}
      <Textarea
        label={needsReason ? 'Reason' : 'Reason, when there is more to say than the inspection does'}
        description="The builder reads it once the draw is decided."
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={
          fieldProblem('reason') ??
          (tried && needsReason && !reason.trim() ? 'Say why: the builder reads it.' : undefined)
        }
      />
      <div className={review.formRow}>
        <span className={review.effect}>
          The line then pays <b className="num">{money(net)}</b>, the draw{' '}
          <b className="num">{money(total)}</b>.
        </span>
        <Button variant="default" onClick={save} loading={busy}>
          {choice === 'held' ? 'Hold line' : `Cut to ${amount(cut)}`}
        </Button>
      </div>
    </>
  );
}
