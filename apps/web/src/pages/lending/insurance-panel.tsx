import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { date, money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Facts, Panel } from '@connect/ui/panel';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { ScanField } from './scan-field.tsx';
import type { Loan } from './types.ts';

const KINDS = [
  { value: 'builders_risk', label: 'Builder’s risk' },
  { value: 'liability', label: 'Liability' },
];
const kindName = (kind: string) => KINDS.find(({ value }) => value === kind)?.label ?? kind;
const ENDED = ['released', 'declined', 'cancelled'];

/** The policies of the property. */
export function InsurancePanel({ loan }: { loan: Loan }) {
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const writes = can('write:loans') && !ENDED.includes(loan.state);
  return (
    <Panel
      title="Insurance"
      aside={
        writes ? (
          <Button size="xs" variant="default" onClick={() => setAdding(true)}>
            Note a policy
          </Button>
        ) : null
      }
    >
      {loan.insurance.length ? (
        <Facts
          items={loan.insurance.map((policy) => ({
            id: policy.id,
            label: `${kindName(policy.kind)}, ${policy.insurer} ${policy.policyNumber}`,
            value: `${money(policy.coverageCents, { cents: false })} to ${date(policy.expiresOn)}`,
          }))}
        />
      ) : (
        <p className="sub">No policy is on file yet.</p>
      )}
      {adding ? <PolicyForm loan={loan} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

type Policy = {
  kind: string;
  insurer: string;
  policyNumber: string;
  coverageCents: number | null;
  effectiveOn: string | null;
  expiresOn: string | null;
  documentId: string | null;
};

function PolicyForm({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const [policy, setPolicy] = useState<Policy>({
    kind: loan.product === 'land' ? 'liability' : 'builders_risk',
    insurer: '',
    policyNumber: '',
    coverageCents: null,
    effectiveOn: null,
    expiresOn: null,
    documentId: null,
  });
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Policy>) => setPolicy((old) => ({ ...old, ...part }));
  const saver = useSubmit((body: Policy, { idempotencyKey }) =>
    api.post('/v1/loans/{id}/insurance', {
      path: { id: loan.id },
      idempotencyKey,
      body: { ...body, documentId: body.documentId ?? undefined },
    }),
  );
  const fault = (name: keyof Policy, text: string) =>
    tried && (policy[name] === null || policy[name] === '') ? text : saver.problem?.field(`/${name}`);
  const submit = async () => {
    setTried(true);
    const { documentId: _, ...asked } = policy;
    if (Object.values(asked).some((value) => value === null || value === '')) return;
    if (!(await saver.submit(policy))) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'Policy noted' });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Note a policy">
      <FormGrid onSubmit={() => void submit()}>
        <Select
          label="Kind"
          allowDeselect={false}
          data={KINDS}
          value={policy.kind}
          onChange={(kind) => set({ kind: kind ?? policy.kind })}
        />
        <Half>
          <TextInput
            label="Insurer"
            value={policy.insurer}
            error={fault('insurer', 'Name the insurer.')}
            onChange={(event) => set({ insurer: event.currentTarget.value })}
          />
        </Half>
        <Half>
          <TextInput
            label="Policy number"
            value={policy.policyNumber}
            error={fault('policyNumber', 'Enter the number.')}
            onChange={(event) => set({ policyNumber: event.currentTarget.value })}
          />
        </Half>
        <MoneyInput
          label="Coverage"
          value={policy.coverageCents}
          error={fault('coverageCents', 'Enter the coverage.')}
          onChange={(coverageCents) => set({ coverageCents })}
        />
        <Half>
          <DateInput
            label="From"
            value={policy.effectiveOn}
            error={fault('effectiveOn', 'Enter the first day.')}
            onChange={(effectiveOn) => set({ effectiveOn })}
          />
        </Half>
        <Half>
          <DateInput
            label="Expires"
            value={policy.expiresOn}
            error={fault('expiresOn', 'Enter the last day.')}
            onChange={(expiresOn) => set({ expiresOn })}
          />
        </Half>
        <ScanField
          label="Certificate"
          loanId={loan.id}
          kind="insurance_certificate"
          title={`Insurance certificate ${loan.number}`}
          onStored={(documentId) => set({ documentId })}
          error={saver.problem?.field('/documentId')}
        />
        <ProblemNote problem={saver.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={saver.busy}>
            Note the policy
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
