import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { ProblemNote } from '../../components/loaded.tsx';
import { type Picked, ProjectPicker } from '../../components/pickers.tsx';
import { api } from '../../state/api.ts';
import { useDraft } from '../../state/use-draft.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { PERMIT_TYPES } from './permit-words.ts';
import type { Permit } from './types.ts';

type Draft = {
  project: Picked | null;
  type: string | null;
  description: string;
  jurisdiction: string;
  targetDate: string | null;
};

/** Plans a permit for a project; it opens in planning, with its checklist of tasks. */
export function PlanPermit({ project = null, onClose }: { project?: Picked | null; onClose: () => void }) {
  const navigate = useNavigate();
  const empty: Draft = { project, type: null, description: '', jurisdiction: '', targetDate: null };
  const draft = useDraft<Draft>(`permit.${project?.id ?? 'any'}`, empty);
  const { value, set } = draft;
  const { submit, busy, problem } = useSubmit((body: object, { idempotencyKey }) =>
    api.post<Permit>('/v1/permits' as string, { body, idempotencyKey }),
  );
  const plan = async () => {
    const permit = await submit({
      projectId: value.project?.id ?? '',
      type: value.type ?? '',
      ...(value.description.trim() ? { description: value.description.trim() } : {}),
      ...(value.jurisdiction.trim() ? { jurisdiction: value.jurisdiction.trim() } : {}),
      ...(value.targetDate ? { targetDate: value.targetDate } : {}),
    });
    if (!permit) return;
    draft.clear();
    await refreshAll();
    void navigate({ href: `/permits/${permit.id}` });
  };
  return (
    <FormDrawer title="Plan a permit" onClose={onClose}>
      <FormGrid label="Plan a permit" onSubmit={() => void plan()}>
        {project ? null : (
          <ProjectPicker
            label="Project"
            placeholder="Part of the address"
            value={value.project}
            onChange={(picked) => set({ project: picked })}
            error={problem && !value.project ? 'Choose a project.' : problem?.field('/projectId')}
          />
        )}
        <Select
          label="Type"
          data={PERMIT_TYPES}
          value={value.type}
          onChange={(type) => set({ type })}
          error={problem && !value.type ? 'Choose a type.' : problem?.field('/type')}
        />
        <TextInput
          label="For"
          description="Where a project has several of one type: North house."
          maxLength={200}
          value={value.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
          error={problem?.field('/description')}
        />
        <TextInput
          label="Authority"
          description="Left empty: the one of the project’s market."
          maxLength={120}
          value={value.jurisdiction}
          onChange={(event) => set({ jurisdiction: event.currentTarget.value })}
          error={problem?.field('/jurisdiction')}
        />
        <DateInput
          label="Target"
          description="When we count on having it."
          value={value.targetDate}
          onChange={(targetDate) => set({ targetDate })}
          error={problem?.field('/targetDate')}
        />
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            Plan the permit
          </Button>
        </FormActions>
      </FormGrid>
    </FormDrawer>
  );
}
