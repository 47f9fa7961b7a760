import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { amount, date, moment, rate, words } from '@connect/ui/format';
import { Facts } from '@connect/ui/panel';
import { Button, Drawer, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './lending.module.css';
import type { AccrualSegment, Loan, Posting } from './types.ts';

/* A payment comes back as returned, a draw by its disbursement; these have no other way back. */
const REVERSIBLE = ['fee_charged', 'interest_billed', 'unapplied_applied', 'unapplied_refunded', 'journal'];

/** One posting with its lines; a fee or a bill can be reversed, never edited. */
export function PostingDrawer({
  posting,
  loan,
  onClose,
}: {
  posting: Posting;
  loan: Loan;
  onClose: () => void;
}) {
  const can = useCan();
  const reversible =
    REVERSIBLE.includes(posting.kind) && posting.reversedById === null && can('write:payments');
  return (
    <Drawer
      opened
      classNames={{ title: styles.drawerTitle! }}
      onClose={onClose}
      position="right"
      size={520}
      title={`P-${posting.number}, ${posting.memo}`}
    >
      <Facts
        items={[
          { label: 'Kind', value: words(posting.kind) },
          { label: 'Effective', value: date(posting.effectiveDate) },
          { label: 'Recorded', value: moment(posting.recordedAt) },
          { label: 'Who', value: posting.actorName },
          ...(posting.reason ? [{ label: 'Reason', value: posting.reason }] : []),
          ...(posting.reversesNumber ? [{ label: 'Reverses', value: `P-${posting.reversesNumber}` }] : []),
          ...(posting.reversedByNumber
            ? [{ label: 'Reversed by', value: `P-${posting.reversedByNumber}` }]
            : []),
        ]}
      />
      <table className={`${styles.table} ${styles.bare}`} style={{ marginTop: 16 }}>
        <caption>Lines of P-{posting.number}</caption>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" data-right>
              Debit
            </th>
            <th scope="col" data-right>
              Credit
            </th>
          </tr>
        </thead>
        <tbody>
          {posting.lines.map((line) => (
            <tr
              key={`${line.account}${line.amountCents}${line.subAccount}`}
              data-quiet={line.memo || undefined}
            >
              <td>
                {line.accountName}
                {line.subAccount ? `, ${line.subAccount}` : ''}
                {line.memo ? ', off the books' : ''}
              </td>
              <td data-right>{line.amountCents > 0 ? amount(line.amountCents) : ''}</td>
              <td data-right>{line.amountCents < 0 ? amount(-line.amountCents) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Why posting={posting} />
      {reversible ? <Reverse posting={posting} loan={loan} onClose={onClose} /> : null}
    </Drawer>
  );
}

/** Which balance, which days, which rate; and what was entered or taken back, where the past was put right. */
function Why({ posting }: { posting: Posting }) {
  const why = useRecord('/v1/postings/{id}/explanation', { id: posting.id });
  return (
    <section aria-label="Why" className={styles.why}>
      <h3>Why</h3>
      <Loaded query={why} failed="The reason could not be loaded">
        {({ why: words, segments, replay }) => (
          <>
            {segments.length > 0 ? <Stretches segments={segments} /> : <p>{words}</p>}
            {replay ? (
              <p className="sub">
                {replay.sentence} {replay.actorName}, {moment(replay.recordedAt)}.
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Stretches({ segments }: { segments: readonly AccrualSegment[] }) {
  return (
    <table className={`${styles.table} ${styles.bare}`}>
      <caption>Stretches of unchanged principal and rate</caption>
      <thead>
        <tr>
          <th scope="col">Days</th>
          <th scope="col" data-right>
            Principal
          </th>
          <th scope="col" data-right>
            Rate
          </th>
          <th scope="col" data-right>
            Interest
          </th>
        </tr>
      </thead>
      <tbody>
        {segments.map((each) => (
          <tr key={each.from}>
            <td>
              {date(each.from, { year: false })} to {date(each.to, { year: false })}, {each.days}
            </td>
            <td data-right>{amount(each.principalCents)}</td>
            <td data-right>{rate(each.rate)}</td>
            <td data-right>{each.interestDollars}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Reverse({ posting, loan, onClose }: { posting: Posting; loan: Loan; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const reversal = useSubmit((text: string, { idempotencyKey }) =>
    api.post('/v1/postings/{id}/reversals', {
      path: { id: posting.id },
      idempotencyKey,
      body: { reason: text },
    }),
  );
  const submit = async () => {
    if (!reason.trim()) return setMissing(true);
    if (!(await reversal.submit(reason.trim()))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `P-${posting.number} of ${loan.number} reversed` });
    onClose();
  };
  return (
    <div style={{ marginTop: 24 }}>
      <FormGrid onSubmit={() => void submit()} label={`Reverse P-${posting.number}`}>
        <Textarea
          label="Reverse it: why"
          description="A new posting takes back all lines on the same day, and what follows is worked out anew. Both stay in the ledger."
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          error={missing ? 'Say why in a sentence.' : reversal.problem?.field('/reason')}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setMissing(false);
          }}
        />
        <ProblemNote problem={reversal.problem} />
        <FormActions>
          <Button type="submit" variant="default" loading={reversal.busy}>
            Reverse {amount(posting.amountCents)}
          </Button>
        </FormActions>
      </FormGrid>
    </div>
  );
}
