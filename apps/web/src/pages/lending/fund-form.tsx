import { ConfirmMoney } from '@connect/ui/confirm-money';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { date, money } from '@connect/ui/format';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { prove, useProofKind } from '../../state/step-up.ts';
import { asProblem } from '../../state/use-submit.ts';
import { ActDate, today } from './act-date.tsx';
import styles from './lending.module.css';
import type { LoanFormProps } from './loan-props.ts';
import { ScanField } from './scan-field.tsx';

const EMPTY = { escrowAgent: '', escrowNumber: '', wireReference: '', instructionsReference: '' };

/** The wire to escrow: its facts first, then the last look with total, payee and a proof of who asks. */
export function FundForm({ loan, mover, onClose }: LoanFormProps) {
  const [form, setForm] = useState(EMPTY);
  const [on, setOn] = useState<string | null>(today());
  const [instructionsId, setInstructionsId] = useState<string | null>(null);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const proof = useProofKind();
  const advance = loan.budget.initialAdvanceCents;
  const fee = Math.min(loan.originationFeeCents, advance);
  const set = (name: keyof typeof EMPTY) => (text: string) => {
    setForm((old) => ({ ...old, [name]: text }));
    setMissing((old) => ({ ...old, [name]: '' }));
  };
  const field = (name: keyof typeof EMPTY, pointer: string) =>
    missing[name] || mover.problem?.field(pointer) || undefined;

  const look = () => {
    const faults: Record<string, string> = {};
    if (!form.escrowAgent.trim()) faults.escrowAgent = 'Name the escrow company.';
    if (!form.wireReference.trim()) faults.wireReference = 'Enter the reference of the wire.';
    if (!instructionsId && !form.instructionsReference.trim())
      faults.instructionsReference = 'Add the written instructions, or say where they are.';
    setMissing(faults);
    if (Object.keys(faults).length === 0 && on) setConfirming(true);
  };
  const fund = async (value: string) => {
    setBusy(true);
    setRefused(null);
    try {
      await prove(value);
    } catch (error) {
      setRefused(asProblem(error).detail);
      return setBusy(false);
    }
    const done = await mover.move({
      action: 'fund',
      data: {
        effectiveDate: on,
        amountCents: advance,
        wireReference: form.wireReference.trim(),
        escrowAgent: form.escrowAgent.trim(),
        ...(form.escrowNumber.trim() ? { escrowNumber: form.escrowNumber.trim() } : {}),
        ...(instructionsId ? { escrowInstructionsDocumentId: instructionsId } : {}),
        ...(form.instructionsReference.trim()
          ? { escrowInstructionsReference: form.instructionsReference.trim() }
          : {}),
      },
    });
    setBusy(false);
    if (done) onClose();
    else setConfirming(false);
  };

  if (confirming)
    return (
      <ConfirmMoney
        opened
        onClose={() => setConfirming(false)}
        title={`Fund ${loan.number}?`}
        verb="Wire"
        amountCents={advance - fee}
        proof={proof}
        onConfirm={(value) => void fund(value)}
        busy={busy}
        error={refused}
        facts={[
          { key: 'payee', label: 'Payee', value: form.escrowAgent },
          ...(form.escrowNumber ? [{ key: 'number', label: 'Escrow number', value: form.escrowNumber }] : []),
          { key: 'advance', label: 'Initial advance: land and fees', value: money(advance) },
          { key: 'fee', label: 'Origination fee, kept back', value: money(-fee) },
          { key: 'wire', label: 'Wire', value: money(advance - fee), strong: true },
          { key: 'reference', label: 'Wire reference', value: form.wireReference },
          { key: 'date', label: 'Settles', value: date(on) },
        ]}
      >
        This records the wire to escrow for {loan.address}. Interest starts on the settlement date. What is
        posted can be reversed, not undone.
      </ConfirmMoney>
    );
  return (
    <Modal opened onClose={onClose} title={`Fund ${loan.number}`}>
      <dl className={styles.split} style={{ marginBottom: 16 }}>
        <div>
          <dt>Initial advance: land and fees of the budget</dt>
          <dd>{money(advance)}</dd>
        </div>
        <div>
          <dt>Origination fee, kept back</dt>
          <dd>{money(-fee)}</dd>
        </div>
        <div data-strong>
          <dt>Wire to escrow</dt>
          <dd data-strong>{money(advance - fee)}</dd>
        </div>
      </dl>
      <FormGrid onSubmit={look}>
        <TextInput
          label="Escrow company"
          value={form.escrowAgent}
          error={field('escrowAgent', '/data/escrowAgent')}
          onChange={(event) => set('escrowAgent')(event.currentTarget.value)}
          data-autofocus
        />
        <Half>
          <TextInput
            label="Escrow number"
            value={form.escrowNumber}
            error={field('escrowNumber', '/data/escrowNumber')}
            onChange={(event) => set('escrowNumber')(event.currentTarget.value)}
          />
        </Half>
        <Half>
          <TextInput
            label="Wire reference"
            value={form.wireReference}
            error={field('wireReference', '/data/wireReference')}
            onChange={(event) => set('wireReference')(event.currentTarget.value)}
          />
        </Half>
        <ScanField
          label="Escrow instructions"
          description="The written instructions, as a file."
          loanId={loan.id}
          kind="correspondence"
          title={`Escrow instructions ${loan.number}`}
          onStored={setInstructionsId}
          error={mover.problem?.field('/data/escrowInstructionsDocumentId')}
        />
        <TextInput
          label="Or where the instructions are"
          value={form.instructionsReference}
          error={field('instructionsReference', '/data/escrowInstructionsReference')}
          onChange={(event) => set('instructionsReference')(event.currentTarget.value)}
        />
        <ActDate
          label="Settlement date"
          value={on}
          onChange={setOn}
          since={loan.lastActOn}
          error={mover.problem?.field('/data/effectiveDate')}
        />
        <ProblemNote problem={mover.problem} />
        <FormActions faults={Object.values(missing).filter(Boolean).length}>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit">Go on to the last look</Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
