import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { date } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { StatusTag } from '@connect/ui/status-tag';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { MoveBar } from '../../components/move-bar.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { moveOf, refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { type CorrectionFacts, CorrectionFields, correctionBody } from './correction-fields.tsx';
import type { Correction } from './types.ts';

/** One correction: its facts, our answer, and the step that settles it. */
export function CorrectionDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const correction = useRecord('/v1/corrections/{id}', { id });
  const record = correction.data;
  return (
    <FormDrawer
      title={record ? `Correction ${record.cycleNumber}.${record.number}` : 'Correction'}
      onClose={onClose}
    >
      <Loaded query={correction} failed="This correction could not be loaded" waiting={<LinesSkeleton />}>
        {(found) => <Answer key={found.id} correction={found} onClose={onClose} />}
      </Loaded>
    </FormDrawer>
  );
}

function Answer({ correction, onClose }: { correction: Correction; onClose: () => void }) {
  const can = useCan();
  const resolved = correction.state === 'resolved';
  const [facts, setFacts] = useState<CorrectionFacts>({
    discipline: correction.discipline,
    text: correction.text,
    sheetReference: correction.sheetReference ?? '',
    rootCause: correction.rootCause,
    assignee: correction.assigneeId
      ? { id: correction.assigneeId, name: correction.assigneeName ?? 'Somebody' }
      : null,
    dueDate: correction.dueDate,
  });
  const [response, setResponse] = useState(correction.response ?? '');
  const { submit, busy, problem } = useSubmit((body: object) =>
    api.patch<Correction>('/v1/corrections/{id}', {
      path: { id: correction.id },
      ifMatch: correction.version,
      body,
    }),
  );
  const resolve = moveOf(correction.moves, 'resolve');
  const save = async () => {
    const body = resolved
      ? { rootCause: facts.rootCause }
      : { ...correctionBody(facts), response: response.trim() || null };
    if (!(await submit(body))) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'Saved' });
    onClose();
  };
  const settler = useSubmit(async (answer: string) => {
    // What was typed beside the answer is kept too; the resolution itself takes the answer along.
    const saved = await api.patch<Correction>('/v1/corrections/{id}', {
      path: { id: correction.id },
      ifMatch: correction.version,
      body: correctionBody(facts),
    });
    return api.post<Correction>('/v1/corrections/{id}/transitions' as string, {
      path: { id: correction.id },
      ifMatch: saved.version,
      body: { action: 'resolve', data: { response: answer } },
    });
  });
  const settle = async () => {
    const done = await settler.submit(response.trim());
    await refreshAll();
    if (!done) return;
    toast({ tone: 'ok', title: 'Correction resolved' });
    onClose();
  };
  const writes = can('write:permits');
  return (
    <FormGrid label="Correction" onSubmit={() => void save()}>
      <div>
        <StatusTag kind="correction" state={correction.state} variant="tag" />
        {correction.resolvedDate ? <span className="label"> on {date(correction.resolvedDate)}</span> : null}
      </div>
      <CorrectionFields
        facts={facts}
        onChange={(part) => setFacts((before) => ({ ...before, ...part }))}
        fault={(pointer) => problem?.field(pointer)}
        disabled={resolved || !writes}
      />
      <Textarea
        label="Our answer"
        description="What changed, and on which sheet."
        autosize
        minRows={3}
        maxLength={5000}
        readOnly={resolved || !writes}
        value={response}
        error={problem?.field('/response') ?? settler.problem?.field('/data/response')}
        onChange={(event) => setResponse(event.currentTarget.value)}
      />
      <ProblemNote problem={problem ?? settler.problem} />
      {writes ? (
        <FormActions>
          {resolved ? (
            <MoveBar resource="corrections" record={correction} actions={['reopen']} done="Reopened" />
          ) : null}
          <Button type="submit" variant="default" loading={busy}>
            Save
          </Button>
          {resolve ? (
            <MoveButton
              blocked={!response.trim()}
              reason="Write our answer first: what changed, and on which sheet."
              loading={settler.busy}
              onClick={() => void settle()}
            >
              Resolve
            </MoveButton>
          ) : null}
        </FormActions>
      ) : null}
    </FormGrid>
  );
}
