import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Entity } from './types.ts';

/** Where an entity is paid. Never kept on the device; the number is typed twice, since a digit sends money elsewhere. */
export function BankForm({ entity, onClose }: { entity: Entity; onClose: () => void }) {
  const [bankName, setBankName] = useState(entity.bankName ?? '');
  const [routingNumber, setRoutingNumber] = useState('');
  const [accountNumber, setAccountNumber] = useState('');
  const [again, setAgain] = useState('');
  const [differs, setDiffers] = useState(false);
  const { submit, busy, problem } = useSubmit((body: object) =>
    api.patch<Entity>('/v1/entities/{id}/bank-account', {
      path: { id: entity.id },
      ifMatch: entity.version,
      body,
    }),
  );
  const save = async () => {
    setDiffers(accountNumber !== again);
    if (accountNumber !== again) return;
    const saved = await submit({ bankName: bankName.trim(), routingNumber, accountNumber });
    if (!saved) return;
    await refreshAll();
    toast({
      tone: 'ok',
      title: 'Account changed',
      children: `Paid at ${saved.bankName} •••• ${saved.bankAccountLast4} from now on.`,
    });
    onClose();
  };
  const digits = { inputMode: 'numeric' as const, autoComplete: 'off' };
  return (
    <Modal opened onClose={onClose} title={`Where ${entity.name} is paid`}>
      <FormGrid label="Bank account" onSubmit={() => void save()}>
        <TextInput
          label="Bank"
          value={bankName}
          error={problem?.field('/bankName')}
          onChange={(event) => setBankName(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label="Routing number"
          description="Nine digits."
          maxLength={9}
          {...digits}
          value={routingNumber}
          error={problem?.field('/routingNumber')}
          onChange={(event) => setRoutingNumber(event.currentTarget.value.trim())}
        />
        <TextInput
          label="Account number"
          {...digits}
          value={accountNumber}
          error={problem?.field('/accountNumber')}
          onChange={(event) => setAccountNumber(event.currentTarget.value.trim())}
        />
        <TextInput
          label="Account number again"
          {...digits}
          value={again}
          error={differs ? 'The two numbers differ. Type both anew from the bank letter.' : undefined}
          onChange={(event) => setAgain(event.currentTarget.value.trim())}
        />
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            Save the account
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
