import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { words } from '@connect/ui/format';
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { ProblemNote } from '../../components/loaded.tsx';
import { PartyPicker, type Picked, ProjectPicker, StaffPicker } from '../../components/pickers.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { useDraft } from '../../state/use-draft.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Task } from './types.ts';

const ROLES = [
  'acquisitions',
  'design',
  'entitlement',
  'servicing',
  'accounting',
  'inspector',
  'manager',
  'admin',
].map((value) => ({ value, label: words(value) }));

type Draft = {
  title: string;
  note: string;
  dueDate: string | null;
  assignee: Picked | null;
  assigneeRole: string | null;
  party: Picked | null;
  project: Picked | null;
};

/** Opens a task for a person, a role or an outside party; or changes one that is open. */
export function TaskForm({
  task,
  project = null,
  onClose,
}: {
  task: Task | null;
  project?: Picked | null;
  onClose: () => void;
}) {
  const draft = useDraft<Draft>(
    `task.${task ? `${task.id}.${task.version}` : (project?.id ?? 'new')}`,
    draftOf(task, project),
  );
  const { value, set } = draft;
  const { submit, busy, problem } = useSubmit((body: object, { idempotencyKey }) =>
    task
      ? api.patch<Task>('/v1/tasks/{id}', { path: { id: task.id }, ifMatch: task.version, body })
      : api.post<Task>('/v1/tasks' as string, { body, idempotencyKey }),
  );
  const save = async () => {
    const shared = {
      title: value.title.trim(),
      assigneeId: value.assignee?.id ?? null,
      assigneeRole: value.assigneeRole,
      partyId: value.party?.id ?? null,
    };
    const note = value.note.trim();
    const saved = await submit(
      task
        ? { ...shared, note: note || null, dueDate: value.dueDate }
        : {
            ...shared,
            ...(note ? { note } : {}),
            ...(value.dueDate ? { dueDate: value.dueDate } : {}),
            ...(value.project ? { subject: { type: 'project', id: value.project.id } } : {}),
          },
    );
    if (!saved) return;
    draft.clear();
    await refreshAll();
    toast({ tone: 'ok', title: task ? 'Task changed' : 'Task opened' });
    onClose();
  };
  const title = task ? 'Change the task' : 'New task';
  return (
    <FormDrawer title={title} onClose={onClose}>
      <FormGrid label={title} onSubmit={() => void save()}>
        <TextInput
          label="Task"
          placeholder="Call the title company"
          maxLength={200}
          value={value.title}
          error={problem?.field('/title')}
          onChange={(event) => set({ title: event.currentTarget.value })}
          data-autofocus
        />
        <Textarea
          label="Note"
          autosize
          minRows={2}
          maxLength={5000}
          value={value.note}
          error={problem?.field('/note')}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
        {task || project ? null : (
          <ProjectPicker
            label="About"
            placeholder="A project, by part of its address"
            value={value.project}
            error={problem?.field('/subject/id')}
            onChange={(picked) => set({ project: picked })}
          />
        )}
        <Half>
          <DateInput
            label="Due"
            value={value.dueDate}
            error={problem?.field('/dueDate')}
            onChange={(dueDate) => set({ dueDate })}
          />
        </Half>
        <Half>
          <StaffPicker
            label="With"
            placeholder="A member of staff"
            value={value.assignee}
            error={problem?.field('/assigneeId')}
            onChange={(assignee) => set({ assignee })}
          />
        </Half>
        <Half>
          <Select
            label="Or whoever of"
            placeholder="A role"
            clearable
            data={ROLES}
            value={value.assigneeRole}
            error={problem?.field('/assigneeRole')}
            onChange={(assigneeRole) => set({ assigneeRole })}
          />
        </Half>
        <Half>
          <PartyPicker
            label="Or a partner"
            placeholder="Sees the task"
            value={value.party}
            error={problem?.field('/partyId')}
            onChange={(party) => set({ party })}
          />
        </Half>
        <ProblemNote problem={problem} />
        <FormActions faults={problem?.errors.length ?? 0}>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            {task ? 'Save' : 'Open the task'}
          </Button>
        </FormActions>
      </FormGrid>
    </FormDrawer>
  );
}

const draftOf = (task: Task | null, project: Picked | null): Draft => ({
  title: task?.title ?? '',
  note: task?.note ?? '',
  dueDate: task?.dueDate ?? null,
  assignee: task?.assigneeId ? { id: task.assigneeId, name: task.assigneeName ?? 'Somebody' } : null,
  assigneeRole: task?.assigneeRole ?? null,
  party: task?.partyId ? { id: task.partyId, name: task.partyName ?? 'A partner' } : null,
  project,
});
