import { ConfirmMoney } from '@connect/ui/confirm-money';
import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { bookDate, date, money } from '@connect/ui/format';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { useStepUp } from '../../state/step-up.ts';
import { useMove } from '../../state/use-move.ts';
import { proofProblem } from './proof-problem.ts';
import styles from './servicing.module.css';
import type { Disbursement } from './types.ts';

type Action = 'export' | 'confirm' | 'return' | 'cancel';
const WORDS: Record<Action, string> = {
  export: 'Release',
  confirm: 'Confirm',
  return: 'Returned',
  cancel: 'Cancel',
};

/** What may be done with one payment. An ACH payment is released in a file, a wire or check by its number. */
export function DisbursementActs({ payment }: { payment: Disbursement }) {
  const [open, setOpen] = useState<Action | null>(null);
  const actions = payment.moves
    .filter((move) => !(move.action === 'export' && payment.method === 'ach'))
    .map(({ action }) => action as Action);
  if (actions.length === 0) return '–';
  return (
    <>
      <span className={styles.acts}>
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            className={styles.textButton}
            aria-label={`${WORDS[action]}: ${payment.payeeName}, ${money(payment.amountCents)}`}
            onClick={() => setOpen(action)}
          >
            {WORDS[action]}
          </button>
        ))}
      </span>
      {open === 'export' ? <ReleaseByNumber payment={payment} onClose={() => setOpen(null)} /> : null}
      {open && open !== 'export' ? (
        <ActDialog payment={payment} action={open} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

const TITLES = {
  confirm: 'Confirm settlement',
  return: 'Returned by the bank',
  cancel: 'Cancel this payment',
};
const NOTES = {
  confirm: 'Principal and interest start on the settlement date.',
  return: 'Principal and interest are put back, and a new payment to the same payee is prepared.',
  cancel: 'It is not paid. The draw then waits for another payment, or for none.',
};

function ActDialog({
  payment,
  action,
  onClose,
}: {
  payment: Disbursement;
  action: Exclude<Action, 'export'>;
  onClose: () => void;
}) {
  const today = bookDate(new Date());
  const [day, setDay] = useState<string | null>(today);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const mover = useMove('disbursements', payment, {
    onDone: onClose,
    done: `${payment.payeeName}: ${WORDS[action].toLowerCase()}`,
  });
  const needsReason = action !== 'confirm';
  const save = () => {
    setTried(true);
    if ((needsReason && !reason.trim()) || (action !== 'cancel' && !day)) return;
    void mover.move({
      action,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(action === 'confirm' ? { data: { settlementDate: day } } : {}),
      ...(action === 'return' ? { data: { returnedOn: day } } : {}),
    });
  };
  return (
    <Modal opened onClose={onClose} title={TITLES[action]}>
      <FormGrid onSubmit={save}>
        <p className="sub">
          {payment.payeeName}, {money(payment.amountCents)}. {NOTES[action]}
        </p>
        {action === 'cancel' ? null : (
          <DateInput
            label={action === 'confirm' ? 'Settlement date' : 'Returned on'}
            value={day}
            onChange={setDay}
            max={today}
            error={
              mover.problem?.field('/data/settlementDate') ??
              mover.problem?.field('/data/returnedOn') ??
              (tried && !day ? 'Give the day.' : undefined)
            }
          />
        )}
        {needsReason ? (
          <Textarea
            label="Reason"
            description={
              action === 'return' ? 'As the bank gives it: account closed, R02.' : 'It stays in the timeline.'
            }
            autosize
            minRows={2}
            maxLength={2000}
            value={reason}
            error={
              mover.problem?.field('/reason') ??
              (tried && !reason.trim() ? 'Say why in a sentence.' : undefined)
            }
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
        ) : null}
        <ProblemNote problem={mover.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={mover.busy !== null}>
            {TITLES[action]}
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}

/* A wire or a check leaves outside of this program; its number says which it was. */
function ReleaseByNumber({ payment, onClose }: { payment: Disbursement; onClose: () => void }) {
  const [reference, setReference] = useState('');
  const [asking, setAsking] = useState(false);
  const [missing, setMissing] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const { proof, prove } = useStepUp();
  const mover = useMove('disbursements', payment, {
    onDone: onClose,
    done: `${payment.payeeName} is paid by ${payment.method}`,
  });
  const release = async (value: string) => {
    setWrong(null);
    try {
      await prove(value);
    } catch (error) {
      return setWrong(proofProblem(error));
    }
    await mover.move({ action: 'export', data: { reference: reference.trim() } });
  };
  if (asking)
    return (
      <ConfirmMoney
        opened
        onClose={onClose}
        title={`Release this ${payment.method}?`}
        facts={[
          {
            key: 'draw',
            label: `${payment.loanNumber}, draw ${payment.drawNumber}`,
            value: payment.payeeName,
          },
          { key: 'number', label: payment.method === 'wire' ? 'Wire' : 'Check', value: reference },
          { key: 'amount', label: 'Amount', value: money(payment.amountCents), strong: true },
        ]}
        verb="Release"
        amountCents={payment.amountCents}
        proof={proof}
        onConfirm={(value) => void release(value)}
        busy={mover.busy !== null}
        error={wrong ?? mover.problem?.detail ?? null}
      >
        This says that the money is on its way, {date(bookDate(new Date()))}. Confirm the settlement when the
        bank has moved it.
      </ConfirmMoney>
    );
  return (
    <Modal opened onClose={onClose} title={`Release by ${payment.method}`}>
      <FormGrid onSubmit={() => (reference.trim() ? setAsking(true) : setMissing(true))}>
        <TextInput
          label={payment.method === 'wire' ? 'Number of the wire' : 'Number of the check'}
          value={reference}
          maxLength={60}
          error={missing && !reference.trim() ? 'Write its number.' : undefined}
          onChange={(event) => setReference(event.currentTarget.value)}
          data-autofocus
        />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit">Go on</Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
