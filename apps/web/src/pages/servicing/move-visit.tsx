import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { bookDate } from '@connect/ui/format';
import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Inspection } from './types.ts';
import { useInspectors } from './use-inspectors.ts';

/** Another day or another inspector, while the visit has not begun. */
export function MoveVisit({ visit, onClose }: { visit: Inspection; onClose: () => void }) {
  const inspectors = useInspectors();
  const [inspectorId, setInspector] = useState<string | null>(visit.inspectorId);
  const [day, setDay] = useState<string | null>(visit.scheduledFor);
  const { submit, busy, problem } = useSubmit((body: object) =>
    api.patch('/v1/inspections/{id}', { path: { id: visit.id }, ifMatch: visit.version, body }),
  );
  const save = async () => {
    if (!inspectorId || !day) return;
    const done = await submit({
      ...(day === visit.scheduledFor ? {} : { scheduledFor: day }),
      ...(inspectorId === visit.inspectorId ? {} : { inspectorId }),
    });
    if (done === undefined) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'The visit is moved' });
    onClose();
  };
  const known = inspectors.some(({ value }) => value === visit.inspectorId);
  return (
    <Modal opened onClose={onClose} title="Change day or inspector">
      <FormGrid onSubmit={() => void save()}>
        <Select
          label="Inspector"
          data={[
            ...(known ? [] : [{ value: visit.inspectorId, label: visit.inspectorName ?? 'Now' }]),
            ...inspectors,
          ]}
          value={inspectorId}
          onChange={setInspector}
          allowDeselect={false}
          error={problem?.field('/inspectorId')}
        />
        <DateInput
          label="Day of the visit"
          value={day}
          onChange={setDay}
          min={bookDate(new Date())}
          error={problem?.field('/scheduledFor') ?? (day ? undefined : 'Choose the day.')}
        />
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
