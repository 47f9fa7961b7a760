import { Button, Modal, PasswordInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { CodeInput } from './code-input.tsx';
import styles from './confirm-money.module.css';
import { money } from './format.ts';
import { MoveButton } from './move-button.tsx';

export type ConfirmFact = {
  key: string;
  label: ReactNode;
  value: ReactNode;
  tone?: 'look';
  strong?: boolean;
};
export type ConfirmMoneyProps = {
  opened: boolean;
  onClose: () => void;
  /** "Release ACH 2026-11-23-1?" */
  title: string;
  /** What it does, and the cut-off: "The bank takes the file at 2:30 PM. After that a payment can be returned, not stopped." */
  children: ReactNode;
  /** Payees, control total, approvers, changed bank details. */
  facts: readonly ConfirmFact[];
  /** The button is verb and amount: "Release $214,306.75". */
  verb: string;
  amountCents: number;
  /** The code from the authenticator, or the password of those who have none. */
  proof: 'code' | 'password';
  onConfirm: (proof: string) => void;
  busy?: boolean;
  /** "This code is not right. Use the newest one." */
  error?: ReactNode;
};

/** The last look before money moves: total, payees, approvers, changed bank details, and a proof of who asks. */
export function ConfirmMoney(props: ConfirmMoneyProps) {
  const { opened, onClose, title, children, facts, verb, amountCents } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} withCloseButton={false}>
      <p className={styles.words}>{children}</p>
      <dl className={styles.facts}>
        {facts.map((fact) => (
          <div key={fact.key}>
            <dt>{fact.label}</dt>
            <dd data-tone={fact.tone} data-strong={fact.strong || undefined}>
              {fact.tone ? <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" /> : null}
              {fact.value}
            </dd>
          </div>
        ))}
      </dl>
      {opened ? (
        <ProofForm
          proof={props.proof}
          onProof={props.onConfirm}
          onCancel={onClose}
          busy={props.busy}
          error={props.error}
          button={`${verb} ${money(amountCents)}`}
          note="We ask each time money moves."
        />
      ) : null}
    </Modal>
  );
}

export type ProofFormProps = {
  proof: 'code' | 'password';
  onProof: (proof: string) => void;
  onCancel: () => void;
  button: string;
  note?: string;
  busy?: boolean;
  error?: ReactNode;
};

/** Asks for the 6-digit code or the password; the button opens when it is complete. */
export function ProofForm({ proof, onProof, onCancel, button, note, busy, error }: ProofFormProps) {
  const [value, setValue] = useState('');
  const noteId = useId();
  const complete = proof === 'code' ? value.length === 6 : value.length > 0;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (complete && !busy) onProof(value);
      }}
    >
      {proof === 'code' ? (
        <>
          <div className={styles.label}>Code from your authenticator app</div>
          <CodeInput
            label="Code from your authenticator app"
            value={value}
            onChange={setValue}
            invalid={Boolean(error)}
            describedBy={noteId}
            autoFocus
          />
        </>
      ) : (
        <PasswordInput
          label="Your password"
          autoComplete="current-password"
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          error={Boolean(error)}
          aria-describedby={noteId}
          data-autofocus
        />
      )}
      <p
        className={styles.note}
        id={noteId}
        data-error={error ? true : undefined}
        role={error ? 'alert' : undefined}
      >
        {error ?? note}
      </p>
      <div className={styles.buttons}>
        <Button variant="default" onClick={onCancel}>
          Not yet
        </Button>
        <MoveButton type="submit" blocked={!complete} reasonId={noteId} loading={busy}>
          {button}
        </MoveButton>
      </div>
    </form>
  );
}
