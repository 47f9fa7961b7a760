import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button } from '@mantine/core';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { useDraft } from '../../state/use-draft.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { CorrectionFields, correctionBody, EMPTY_CORRECTION } from './correction-fields.tsx';

/** Logs one more correction of the review that the city has returned. */
export function NewCorrection({ permitId, onClose }: { permitId: string; onClose: () => void }) {
  const draft = useDraft(`correction.${permitId}`, EMPTY_CORRECTION);
  const { submit, busy, problem } = useSubmit((body: object, { idempotencyKey }) =>
    api.post<{ id: string }>('/v1/corrections' as string, { body, idempotencyKey }),
  );
  const add = async () => {
    if (!(await submit({ permitId, ...correctionBody(draft.value) }))) return;
    draft.clear();
    await refreshAll();
    toast({ tone: 'ok', title: 'Correction logged' });
    onClose();
  };
  return (
    <FormDrawer title="Add a correction" onClose={onClose}>
      <FormGrid label="Add a correction" onSubmit={() => void add()}>
        <CorrectionFields
          facts={draft.value}
          onChange={draft.set}
          fault={(pointer) => problem?.field(pointer)}
        />
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            Add the correction
          </Button>
        </FormActions>
      </FormGrid>
    </FormDrawer>
  );
}
