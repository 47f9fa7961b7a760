import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Modal, NumberInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import styles from './lending.module.css';
import type { LoanFormProps } from './loan-props.ts';
import type { LoanParty } from './types.ts';

const signerOf = (party: LoanParty) => (party.kind === 'entity' ? party.signerName : party.name) ?? '–';

/** Sends loan agreement and guaranties for signature, and draws up note and deed of trust for paper. */
export function SendForm({ loan, mover, onClose }: LoanFormProps) {
  const [message, setMessage] = useState('');
  const [days, setDays] = useState(14);
  const submit = async () => {
    const data = { validDays: days, ...(message.trim() ? { message: message.trim() } : {}) };
    if (await mover.move({ action: 'send_documents', data })) onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Send the loan documents">
      <p className="sub" style={{ marginBottom: 12 }}>
        Loan agreement and guaranty go out by e-mail with a link for each signer. Note and deed of trust are
        drawn up as PDF to be signed on paper.
      </p>
      <dl className={styles.split} style={{ marginBottom: 16 }}>
        {loan.parties.map((party) => (
          <div key={`${party.role}${party.partyId}`}>
            <dt>{party.role === 'borrower' ? 'Borrower' : 'Guarantor'}</dt>
            <dd>
              {signerOf(party)}
              {party.kind === 'entity' && party.signerName !== party.name ? ` for ${party.name}` : ''}
            </dd>
          </div>
        ))}
      </dl>
      <FormGrid onSubmit={() => void submit()}>
        <Textarea
          label="Message to the signers"
          autosize
          minRows={2}
          maxLength={2000}
          value={message}
          error={mover.problem?.field('/data/message')}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
        <NumberInput
          label="Days to sign"
          description="After that the links expire; you can send new ones."
          min={1}
          max={90}
          allowDecimal={false}
          value={days}
          error={mover.problem?.field('/data/validDays')}
          onChange={(value) => setDays(Number(value) || 1)}
        />
        <ProblemNote problem={mover.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={mover.busy !== null}>
            Send documents
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
