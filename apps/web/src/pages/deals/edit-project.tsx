import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { MoneyInput } from '@connect/ui/money-input';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { useWhole } from '../../state/use-whole.ts';
import type { StaffMember } from './deal-views.ts';
import type { Project } from './types.ts';

type Facts = {
  ownerId: string | null;
  builderId: string | null;
  decisionDue: string | null;
  expectedClose: string | null;
  askCents: number | null;
  summary: string;
  neighborhood: string;
  zoning: string;
  parcelNumber: string;
  lotSquareFeet: string;
};

const factsOf = (project: Project): Facts => ({
  ownerId: project.ownerId,
  builderId: project.builder?.id ?? null,
  decisionDue: project.decisionDue,
  expectedClose: project.expectedClose,
  askCents: project.askCents,
  summary: project.summary ?? '',
  neighborhood: project.neighborhood ?? '',
  zoning: project.zoning ?? '',
  parcelNumber: project.parcelNumber ?? '',
  lotSquareFeet: project.lotSquareFeet?.toString() ?? '',
});

/** Who has the deal, who builds, and the facts of the lot. Only what was changed is sent. */
export function EditDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const [before] = useState(() => factsOf(project)); // what others change meanwhile is not ours to send
  const [facts, setFacts] = useState(before);
  const set = (change: Partial<Facts>) => setFacts((now) => ({ ...now, ...change }));
  const staff = useWhole<StaffMember>('/v1/staff');
  const { submit, busy, problem } = useSubmit((body: Record<string, unknown>) =>
    api.patch<Project>('/v1/projects/{id}', { path: { id: project.id }, ifMatch: project.version, body }),
  );
  const square = facts.lotSquareFeet.replaceAll(',', '').trim();
  const squareFault =
    square && !/^[1-9]\d{0,8}$/.test(square) ? 'Whole square feet, such as 5,000.' : undefined;
  const refused = (name: string) => problem?.field(`/${name}`);
  const save = async () => {
    if (squareFault) return;
    const body = changed(before, facts);
    if (Object.keys(body).length === 0) return onClose();
    if ((await submit(body)) === undefined) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'Facts changed' });
    onClose();
  };
  const text = (name: 'summary' | 'neighborhood' | 'zoning' | 'parcelNumber' | 'lotSquareFeet') => ({
    value: facts[name],
    error: refused(name),
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  return (
    <Modal opened onClose={onClose} title={`Facts of ${project.address}`} size={640}>
      <FormGrid onSubmit={() => void save()}>
        <Half>
          <Select
            label="Owner"
            clearable
            searchable
            data={(staff.data?.items ?? []).map(({ id, displayName }) => ({ value: id, label: displayName }))}
            value={facts.ownerId}
            error={refused('ownerId')}
            onChange={(ownerId) => set({ ownerId })}
          />
        </Half>
        <Half>
          <BuilderSelect
            current={project.builder}
            value={facts.builderId}
            error={refused('builderId')}
            onChange={(builderId) => set({ builderId })}
          />
        </Half>
        <Half>
          <DateInput
            label="Decision due"
            value={facts.decisionDue}
            error={refused('decisionDue')}
            onChange={(decisionDue) => set({ decisionDue })}
          />
        </Half>
        <Half>
          <DateInput
            label="Expected close"
            value={facts.expectedClose}
            error={refused('expectedClose')}
            onChange={(expectedClose) => set({ expectedClose })}
          />
        </Half>
        <Half>
          <MoneyInput
            label="Asking price"
            value={facts.askCents}
            error={refused('askCents')}
            onChange={(askCents) => set({ askCents })}
          />
        </Half>
        <Half>
          <TextInput label="Neighborhood" maxLength={100} {...text('neighborhood')} />
        </Half>
        <TextInput
          label="What is built"
          description="Such as: two houses, 4,180 sq ft."
          maxLength={200}
          {...text('summary')}
        />
        <Half>
          <TextInput label="Zoning" maxLength={40} {...text('zoning')} />
        </Half>
        <Half>
          <TextInput label="Parcel number" maxLength={40} {...text('parcelNumber')} />
        </Half>
        <Half>
          <TextInput
            label="Lot, square feet"
            inputMode="numeric"
            maxLength={11}
            {...text('lotSquareFeet')}
            error={squareFault ?? refused('lotSquareFeet')}
          />
        </Half>
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Save facts
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}

/* Empty text is a fact taken back. */
function changed(before: Facts, after: Facts): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const name of Object.keys(after) as (keyof Facts)[]) {
    if (after[name] === before[name]) continue;
    const value = after[name];
    if (name === 'lotSquareFeet') body[name] = value ? Number(String(value).replaceAll(',', '')) : null;
    else body[name] = typeof value === 'string' ? value.trim() || null : value;
  }
  return body;
}

type BuilderSelectProps = {
  current: { id: string; name: string } | null;
  value: string | null;
  error?: string | undefined;
  onChange: (id: string | null) => void;
};

/** A contact or entity; from then on it sees the project. */
function BuilderSelect({ current, value, error, onChange }: BuilderSelectProps) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const found = useQuery({
    queryKey: ['search', 'party', asked],
    queryFn: ({ signal }) =>
      api.get<{ items: { type: string; id: string; title: string; subtitle: string }[] }>('/v1/search', {
        query: { q: asked },
        signal,
      }),
    enabled: asked.length >= 2,
  });
  const parties = (found.data?.items ?? []).filter(({ type }) => type === 'contact' || type === 'entity');
  const options = new Map(parties.map(({ id, title }) => [id, title]));
  if (current) options.set(current.id, current.name);
  return (
    <Select
      label="Builder"
      description="Sees the project from then on."
      clearable
      searchable
      nothingFoundMessage={asked.length < 2 ? 'Type a name' : 'No contact or entity of that name'}
      data={[...options].map(([id, name]) => ({ value: id, label: name }))}
      value={value}
      error={error}
      onSearchChange={setText}
      onChange={onChange}
    />
  );
}
