import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { date } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Person } from '@connect/ui/person';
import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { PartyPicker, type Picked } from '../../components/pickers.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { today } from './act-date.tsx';
import styles from './lending.module.css';
import type { LoanTabProps } from './loan-props.ts';
import { isOpen, type Loan } from './types.ts';

/** Who borrows, who guarantees, who signs for them. */
export function PartiesTab({ loan }: LoanTabProps) {
  const can = useCan();
  const [editing, setEditing] = useState(false);
  const writes = isOpen(loan) && can('write:loans');
  if (editing) return <PartiesForm loan={loan} onClose={() => setEditing(false)} />;
  return (
    <Panel
      title="Parties"
      flush
      aside={
        writes ? (
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            Change parties
          </Button>
        ) : null
      }
    >
      <ul className={styles.people}>
        {loan.parties.map((party) => (
          <li key={`${party.role}${party.partyId}`}>
            <Person name={party.name} size={32} hidden />
            <div>
              <b className={styles.key}>{party.name}</b>
              <p className="label">
                {party.role === 'borrower' ? 'Borrower' : 'Guarantor'}
                {party.signerName
                  ? `, signed for by ${party.signerName}${party.signerTitle ? `, ${party.signerTitle}` : ''}`
                  : ''}
              </p>
            </div>
            {party.role === 'borrower' ? (
              <span data-end className="small">
                {party.goodStandingOn
                  ? `Good standing of ${date(party.goodStandingOn)}`
                  : 'No certificate of good standing'}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type Guarantor = { key: string; party: Picked | null };

function PartiesForm({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const first = loan.parties.find(({ role }) => role === 'borrower');
  const [borrower, setBorrower] = useState<Picked | null>(first ? picked(first) : null);
  const [standing, setStanding] = useState<string | null>(first?.goodStandingOn ?? null);
  const [guarantors, setGuarantors] = useState<Guarantor[]>(
    loan.parties
      .filter(({ role }) => role === 'guarantor')
      .map((party) => ({ key: party.partyId, party: picked(party) })),
  );
  const [tried, setTried] = useState(false);
  const save = useSubmit((body: Record<string, unknown>) =>
    api.put('/v1/loans/{id}/parties', { path: { id: loan.id }, ifMatch: loan.version, body }),
  );
  const submit = async () => {
    setTried(true);
    if (!borrower) return;
    const done = await save.submit({
      borrower: { partyId: borrower.id, ...(standing ? { goodStandingOn: standing } : {}) },
      guarantors: guarantors.flatMap(({ party }) => (party ? [{ partyId: party.id }] : [])),
    });
    if (!done) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'Parties saved' });
    onClose();
  };
  const change = (key: string, party: Picked | null) =>
    setGuarantors((now) => now.map((each) => (each.key === key ? { ...each, party } : each)));
  return (
    <Panel title="Parties" className={styles.form}>
      <FormGrid onSubmit={() => void submit()} label="Parties">
        <PartyPicker
          label="Borrower"
          description="A legal entity. Its first member signs unless another is named."
          value={borrower}
          onChange={setBorrower}
          error={tried && !borrower ? 'Name the borrower.' : save.problem?.field('/borrower/partyId')}
        />
        <DateInput
          label="Certificate of good standing, dated"
          value={standing}
          onChange={setStanding}
          max={today()}
          error={save.problem?.field('/borrower/goodStandingOn')}
        />
        {guarantors.map(({ key, party }, at) => (
          <PartyPicker
            key={key}
            label={`Guarantor ${at + 1}`}
            description="Clear the field to leave them out."
            value={party}
            onChange={(next) => change(key, next)}
            error={save.problem?.field(`/guarantors/${at}/partyId`)}
          />
        ))}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={16} stroke={1.75} />}
            onClick={() => setGuarantors((now) => [...now, { key: crypto.randomUUID(), party: null }])}
          >
            Add a guarantor
          </Button>
        </Group>
        <ProblemNote problem={save.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={save.busy}>
            Save parties
          </Button>
        </FormActions>
      </FormGrid>
    </Panel>
  );
}

const picked = (party: { partyId: string; name: string }): Picked => ({
  id: party.partyId,
  name: party.name,
});
