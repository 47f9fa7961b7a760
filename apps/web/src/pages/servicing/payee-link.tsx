import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Modal, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { useList } from '../../state/use-list.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { useWhole } from '../../state/use-whole.ts';
import { paidBy } from './payment-words.ts';
import styles from './servicing.module.css';
import type { Disbursement, Payee } from './types.ts';

type EntityRow = { id: string; name: string };

/** How a prepared payment will be paid; opens where the payee's entity and the way of paying are set. */
export function PayeeLink({ payment }: { payment: Disbursement }) {
  const can = useCan();
  const [open, setOpen] = useState(false);
  const loose = !payment.payeeLinked || (payment.method !== 'check' && !payment.bankLast4);
  const text = payment.payeeLinked
    ? loose
      ? `${paidBy(payment)}, no bank account`
      : paidBy(payment)
    : 'No contact linked';
  if (!can('release:payments') && !can('review:draws')) return text;
  return (
    <>
      <button
        type="button"
        className={styles.textButton}
        data-look={loose || undefined}
        aria-label={`${text}: change how ${payment.payeeName} is paid`}
        onClick={() => setOpen(true)}
      >
        {loose ? <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" /> : null} {text}
      </button>
      {open ? <PayeeDialog payment={payment} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function PayeeDialog({ payment, onClose }: { payment: Disbursement; onClose: () => void }) {
  const can = useCan();
  const payees = useWhole<Payee>('/v1/loans/{id}/payees', { id: payment.loanId });
  const payee = payees.data?.items.find(({ id }) => id === payment.payeeId);
  const [words, setWords] = useState('');
  const [text] = useDebouncedValue(words, 250);
  const entities = useList<EntityRow>('/v1/entities', { filters: { q: text || undefined }, limit: 20 });
  const [party, setParty] = useState<string | null>(null);
  const [method, setMethod] = useState<string>(payment.method);
  const { submit, busy, problem } = useSubmit(async (change: { party: string | null; method: string }) => {
    if (payee && change.party && change.party !== payee.partyId)
      await api.patch('/v1/payees/{id}' as string, {
        path: { id: payee.id },
        ifMatch: payee.version,
        body: { partyId: change.party },
      });
    if (change.method !== payment.method)
      await api.patch('/v1/disbursements/{id}' as string, {
        path: { id: payment.id },
        ifMatch: payment.version,
        body: { method: change.method },
      });
    return true;
  });
  const save = async () => {
    if ((await submit({ party, method })) === undefined) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${payment.payeeName}: saved` });
    onClose();
  };
  const choices = entities.items.map(({ id, name }) => ({ value: id, label: name }));
  const current = payee?.partyId
    ? [{ value: payee.partyId, label: payee.partyName ?? payment.payeeName }]
    : [];
  return (
    <Modal opened onClose={onClose} title={`How ${payment.payeeName} is paid`}>
      <FormGrid onSubmit={() => void save()}>
        {can('review:draws') ? (
          <Select
            label="Legal entity behind the payee"
            description="Its bank account is paid. Bank accounts are kept with the contact."
            data={[...current, ...choices.filter(({ value }) => value !== payee?.partyId)]}
            value={party ?? payee?.partyId ?? null}
            onChange={setParty}
            searchable
            searchValue={words}
            onSearchChange={setWords}
            filter={({ options }) => options}
            nothingFoundMessage="No entity of this name. Add it among the contacts first."
            error={problem?.field('/partyId')}
          />
        ) : null}
        {can('release:payments') ? (
          <Select
            label="Paid by"
            data={[
              { value: 'ach', label: 'ACH, in the payment file' },
              { value: 'wire', label: 'Wire' },
              { value: 'check', label: 'Check' },
            ]}
            value={method}
            allowDeselect={false}
            onChange={(value) => setMethod(value ?? 'ach')}
            error={problem?.field('/method')}
          />
        ) : null}
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            Save
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
