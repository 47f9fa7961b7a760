import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { MoneyInput } from '@connect/ui/money-input';
import { PercentInput } from '@connect/ui/percent-input';
import { Button, Modal, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { BankLine } from './types.ts';

type Facts = {
  name: string;
  bankName: string;
  commitmentCents: number | null;
  outstandingCents: number | null;
  reserveCents: number | null;
  advanceRate: string | null;
  maturesOn: string | null;
};

/** A bank line as agreed with the bank: a new one, or the facts of one that is there. */
export function BankLineForm({ line, onClose }: { line?: BankLine; onClose: () => void }) {
  const router = useRouter();
  const [facts, setFacts] = useState<Facts>({
    name: line?.name ?? '',
    bankName: line?.bankName ?? '',
    commitmentCents: line?.commitmentCents ?? null,
    outstandingCents: line?.outstandingCents ?? 0,
    reserveCents: line?.reserveCents ?? 0,
    advanceRate: line?.advanceRate ?? null,
    maturesOn: line?.maturesOn ?? null,
  });
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Facts>) => setFacts((old) => ({ ...old, ...part }));
  const save = useSubmit((body: Facts, { idempotencyKey }) =>
    line
      ? api.patch('/v1/bank-lines/{id}', { path: { id: line.id }, ifMatch: line.version, body })
      : api.post('/v1/bank-lines', { idempotencyKey, body }),
  );
  const fault = (name: keyof Facts, text: string) =>
    tried && (facts[name] === null || facts[name] === '') ? text : save.problem?.field(`/${name}`);
  const submit = async () => {
    setTried(true);
    const { maturesOn: _, ...asked } = facts;
    if (Object.values(asked).some((value) => value === null || value === '')) return;
    const saved = await save.submit(facts);
    if (!saved) return;
    await refreshAll();
    onClose();
    if (!line) void router.navigate({ href: `/bank-line/${saved.id}` });
  };
  return (
    <Modal opened onClose={onClose} title={line ? `Change ${line.name}` : 'Add a bank line'}>
      <FormGrid onSubmit={() => void submit()}>
        <Half>
          <TextInput
            label="Name"
            maxLength={100}
            value={facts.name}
            error={fault('name', 'Name the line.')}
            onChange={(event) => set({ name: event.currentTarget.value })}
            data-autofocus
          />
        </Half>
        <Half>
          <TextInput
            label="Bank"
            maxLength={100}
            value={facts.bankName}
            error={fault('bankName', 'Name the bank.')}
            onChange={(event) => set({ bankName: event.currentTarget.value })}
          />
        </Half>
        <Half>
          <MoneyInput
            label="Commitment"
            value={facts.commitmentCents}
            error={fault('commitmentCents', 'Enter the commitment.')}
            onChange={(commitmentCents) => set({ commitmentCents })}
          />
        </Half>
        <Half>
          <MoneyInput
            label="Outstanding"
            description="What we owe the bank."
            value={facts.outstandingCents}
            error={fault('outstandingCents', 'Enter an amount, 0 for none.')}
            onChange={(outstandingCents) => set({ outstandingCents })}
          />
        </Half>
        <Half>
          <PercentInput
            label="Advance rate"
            value={facts.advanceRate}
            error={fault('advanceRate', 'Enter the share the bank lends.')}
            onChange={(advanceRate) => set({ advanceRate })}
          />
        </Half>
        <Half>
          <MoneyInput
            label="Reserves"
            description="The bank takes them off."
            value={facts.reserveCents}
            error={fault('reserveCents', 'Enter an amount, 0 for none.')}
            onChange={(reserveCents) => set({ reserveCents })}
          />
        </Half>
        <DateInput
          label="Matures"
          value={facts.maturesOn}
          onChange={(maturesOn) => set({ maturesOn })}
          error={save.problem?.field('/maturesOn')}
        />
        <ProblemNote problem={save.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={save.busy}>
            {line ? 'Save' : 'Add'}
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
