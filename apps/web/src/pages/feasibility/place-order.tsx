import { addBusinessDays, type CivilDate } from '@connect/domain/calendar';
import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { bookDate, count, date } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Button, Select, Textarea } from '@mantine/core';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { ProblemNote } from '../../components/loaded.tsx';
import { PartyPicker, type Picked, ProjectPicker } from '../../components/pickers.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { useDraft } from '../../state/use-draft.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Order, OrderType } from './types.ts';

type Draft = {
  project: Picked | null;
  type: string | null;
  consultant: Picked | null;
  dueDate: string | null;
  feeCents: number | null;
  instructions: string;
};

/** Orders a report from a consultant; the due day follows from the type until another is set. */
export function PlaceOrder({ project = null, onClose }: { project?: Picked | null; onClose: () => void }) {
  const types = useRecord('/v1/consultant-order-types').data?.items ?? [];
  const empty: Draft = {
    project,
    type: null,
    consultant: null,
    dueDate: null,
    feeCents: null,
    instructions: '',
  };
  const draft = useDraft<Draft>(`order.${project?.id ?? 'any'}`, empty);
  const { value, set } = draft;
  const type = types.find((each) => each.type === value.type);
  const { submit, busy, problem } = useSubmit(
    (body: object, { idempotencyKey }) =>
      api.post<Order>('/v1/consultant-orders' as string, { body, idempotencyKey }) as Promise<Order>,
  );
  const place = async () => {
    const order = await submit({
      projectId: value.project?.id ?? '',
      type: value.type ?? '',
      consultantId: value.consultant?.id ?? '',
      ...(value.dueDate ? { dueDate: value.dueDate } : {}),
      ...(value.feeCents === null ? {} : { feeCents: value.feeCents }),
      instructions: value.instructions,
    });
    if (!order) return;
    draft.clear();
    await refreshAll();
    toast({
      tone: 'ok',
      title: `${order.typeLabel} ordered`,
      children: `${order.consultant.name} has an e-mail. Due ${date(order.dueDate)}.`,
    });
    onClose();
  };
  const missing = (picked: unknown, text: string, pointer: string) =>
    problem && !picked ? text : problem?.field(pointer);
  return (
    <FormDrawer onClose={onClose} title="Order a report">
      <FormGrid label="Order a report" onSubmit={() => void place()}>
        {project ? null : (
          <ProjectPicker
            label="Project"
            placeholder="Part of the address"
            value={value.project}
            onChange={(picked) => set({ project: picked })}
            error={missing(value.project, 'Choose a project.', '/projectId')}
          />
        )}
        <Select
          label="Report"
          placeholder="Survey, title, arborist"
          data={types.map((each) => ({ value: each.type, label: each.label }))}
          value={value.type}
          onChange={(next) => set({ type: next })}
          error={missing(value.type, 'Choose a report.', '/type')}
          data-autofocus={project ? true : undefined}
        />
        <PartyPicker
          label="Consultant"
          description="Sees this order and nothing else."
          placeholder="Part of the name"
          value={value.consultant}
          onChange={(picked) => set({ consultant: picked })}
          error={missing(value.consultant, 'Choose who does it.', '/consultantId')}
        />
        <Half>
          <DateInput
            label="Due"
            description={dueWords(type)}
            value={value.dueDate}
            onChange={(dueDate) => set({ dueDate })}
            error={problem?.field('/dueDate')}
          />
        </Half>
        <Half>
          <MoneyInput
            label="Fee"
            value={value.feeCents}
            onChange={(feeCents) => set({ feeCents })}
            error={problem?.field('/feeCents')}
          />
        </Half>
        <Textarea
          label="Instructions"
          description="What to look at in particular."
          autosize
          minRows={3}
          maxLength={5000}
          value={value.instructions}
          onChange={(event) => set({ instructions: event.currentTarget.value })}
          error={problem?.field('/instructions')}
        />
        <ProblemNote problem={problem} />
        <FormActions faults={problem?.errors.length ?? 0}>
          {draft.restored ? (
            <Button variant="subtle" onClick={draft.clear}>
              Begin again
            </Button>
          ) : null}
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            Order{type ? ` ${type.label.toLowerCase()}` : ''}
          </Button>
        </FormActions>
      </FormGrid>
    </FormDrawer>
  );
}

/* The same calendar as the server's, bank holidays included. */
function dueWords(type: OrderType | undefined): string {
  if (!type) return 'Left empty, it follows from the report.';
  const due = addBusinessDays(bookDate(new Date()) as CivilDate, type.slaBusinessDays);
  return `Left empty: ${date(due, { year: false })}, after ${count(type.slaBusinessDays, 'business day')}.`;
}
