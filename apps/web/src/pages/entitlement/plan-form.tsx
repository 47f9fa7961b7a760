import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { MoneyInput } from '@connect/ui/money-input';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { useDraft } from '../../state/use-draft.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Plan } from './types.ts';

const NUMBERS = [
  ['heatedSquareFeet', 'Heated area, sq ft', '2090'],
  ['stories', 'Stories', '3'],
  ['bedrooms', 'Bedrooms', '4'],
  ['bathrooms', 'Baths', '2.5'],
  ['widthFeet', 'Width, ft', '24.5'],
  ['depthFeet', 'Depth, ft', '38'],
] as const;
type NumberField = (typeof NUMBERS)[number][0];
type Draft = Record<NumberField, string> & {
  number: string;
  name: string;
  architect: string;
  hardCostCents: number | null;
  note: string;
};

/** Adds a plan set, or changes its facts. */
export function PlanForm({ plan, onClose }: { plan: Plan | null; onClose: () => void }) {
  const navigate = useNavigate();
  const draft = useDraft<Draft>(`plan.${plan ? `${plan.id}.${plan.version}` : 'new'}`, draftOf(plan));
  const { value, set } = draft;
  const { submit, busy, problem } = useSubmit((body: object, { idempotencyKey }) =>
    plan
      ? api.patch<Plan>('/v1/plans/{id}', { path: { id: plan.id }, ifMatch: plan.version, body })
      : api.post<Plan>('/v1/plans' as string, { body, idempotencyKey }),
  );
  const save = async () => {
    const saved = await submit({
      number: value.number.trim(),
      name: value.name.trim(),
      ...Object.fromEntries(NUMBERS.map(([field]) => [field, numberOf(value[field])])),
      architect: value.architect.trim() || null,
      hardCostCents: value.hardCostCents,
      note: value.note.trim() || null,
    });
    if (!saved) return;
    draft.forget();
    await refreshAll();
    toast({ tone: 'ok', title: plan ? 'Plan changed' : `${saved.number} added` });
    if (plan) onClose();
    else void navigate({ href: `/plans/${saved.id}` });
  };
  const text = (field: 'number' | 'name' | 'architect', label: string, more = {}) => (
    <TextInput
      label={label}
      value={value[field]}
      error={problem?.field(`/${field}`)}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
      {...more}
    />
  );
  const title = plan ? 'Change the plan' : 'Add a plan';
  return (
    <FormDrawer title={title} onClose={onClose}>
      <FormGrid label={title} onSubmit={() => void save()}>
        <Half>{text('number', 'Number', { placeholder: 'S-2090-B', 'data-autofocus': true })}</Half>
        <Half>{text('architect', 'Architect')}</Half>
        {text('name', 'Name')}
        {NUMBERS.map(([field, label, placeholder]) => (
          <Half key={field}>
            <TextInput
              label={label}
              placeholder={placeholder}
              inputMode="decimal"
              value={value[field]}
              error={problem?.field(`/${field}`)}
              onChange={(event) => set({ [field]: event.currentTarget.value })}
            />
          </Half>
        ))}
        <MoneyInput
          label="Hard cost"
          description="What building it costs, as an estimate."
          value={value.hardCostCents}
          error={problem?.field('/hardCostCents')}
          onChange={(hardCostCents) => set({ hardCostCents })}
        />
        <Textarea
          label="Note"
          description="Stays with us; partners do not see it."
          autosize
          minRows={2}
          value={value.note}
          error={problem?.field('/note')}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
        <ProblemNote problem={problem} />
        <FormActions faults={problem?.errors.length ?? 0}>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            {plan ? 'Save' : 'Add the plan'}
          </Button>
        </FormActions>
      </FormGrid>
    </FormDrawer>
  );
}

/* What is no number goes as it is: the server says what is wrong with it. */
function numberOf(text: string): number | string {
  const plain = text.replace(/,/g, '').trim();
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : plain;
}

const draftOf = (plan: Plan | null): Draft => ({
  number: plan?.number ?? '',
  name: plan?.name ?? '',
  architect: plan?.architect ?? '',
  hardCostCents: plan?.hardCostCents ?? null,
  note: plan?.note ?? '',
  heatedSquareFeet: plan ? String(plan.heatedSquareFeet) : '',
  stories: plan ? String(plan.stories) : '',
  bedrooms: plan ? String(plan.bedrooms) : '',
  bathrooms: plan ? String(plan.bathrooms) : '',
  widthFeet: plan ? String(plan.widthFeet) : '',
  depthFeet: plan ? String(plan.depthFeet) : '',
});
