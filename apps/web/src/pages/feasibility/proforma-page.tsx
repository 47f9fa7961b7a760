import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Modal, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { useDraft } from '../../state/use-draft.ts';
import { refreshAll } from '../../state/use-move.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { type ProformaDraft, ProformaEditor } from './proforma-editor.tsx';
import { bodyOf, type TypedInput, typedFrom } from './proforma-input.ts';
import type { Proforma } from './types.ts';

/** One scenario of a project: its last version open for typing, the versions before beside it. */
export function ProformaPage() {
  const { id } = usePathParams<{ id: string }>();
  const proforma = useRecord('/v1/proformas/{id}', { id });
  return (
    <Loaded query={proforma} failed="This proforma could not be loaded">
      {/* A saved version is typed over anew; a draft on the device survives that. */}
      {(record) => <Editing key={`${record.id} ${record.latestVersion}`} proforma={record} />}
    </Loaded>
  );
}

function Editing({ proforma }: { proforma: Proforma }) {
  usePageTitle(`${proforma.name}, ${proforma.projectAddress}`, proforma.name);
  const can = useCan();
  const draft = useDraft<ProformaDraft>(`proforma.${proforma.id}`, {
    name: proforma.name,
    note: '',
    input: typedFrom(proforma.input),
    basedOn: proforma.latestVersion,
  });
  const [naming, setNaming] = useState(false);
  const patch = (body: object) =>
    api.patch<Proforma>('/v1/proformas/{id}', {
      path: { id: proforma.id },
      ifMatch: proforma.version,
      body,
    });
  const saver = useSubmit(patch);
  const baser = useSubmit(patch);
  const { name, note, input } = draft.value;
  const save = async () => {
    const saved = await saver.submit({
      input: bodyOf(input),
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(name.trim() === proforma.name ? {} : { name: name.trim() }),
    });
    if (!saved) return;
    draft.forget();
    await refreshAll();
    toast({ tone: 'ok', title: `Version ${saved.latestVersion} saved` });
  };
  const makeBase = async () => {
    if (!(await baser.submit({ base: true }))) return;
    await refreshAll();
    toast({
      tone: 'ok',
      title: `${proforma.name} counts now`,
      children: 'Its return and score stand on the project.',
    });
  };
  const writes = can('write:proformas');
  return (
    <>
      <ProformaEditor
        draft={draft}
        proforma={proforma}
        project={{ id: proforma.projectId, address: proforma.projectAddress }}
        readOnly={!writes}
        saver={saver}
        onSave={() => void save()}
        extra={
          writes ? (
            <>
              {proforma.base ? null : (
                <Button variant="default" loading={baser.busy} onClick={() => void makeBase()}>
                  Make this the one that counts
                </Button>
              )}
              <Button variant="default" onClick={() => setNaming(true)}>
                Save as a scenario
              </Button>
            </>
          ) : null
        }
      />
      <ProblemNote problem={baser.problem} />
      {naming ? (
        <AnotherScenario
          projectId={proforma.projectId}
          input={input}
          onClose={() => setNaming(false)}
          onSaved={draft.forget}
        />
      ) : null}
    </>
  );
}

/* What is typed becomes a scenario of its own; this one stays as it was saved. */
function AnotherScenario({
  projectId,
  input,
  onClose,
  onSaved,
}: {
  projectId: string;
  input: TypedInput;
  onClose: () => void;
  onSaved: () => void;
}) {
  const [name, setName] = useState('');
  const navigate = useNavigate();
  const { submit, busy, problem } = useSubmit((body: object, { idempotencyKey }) =>
    api.post<Proforma>('/v1/proformas' as string, { body, idempotencyKey }),
  );
  const save = async () => {
    const saved = await submit({ projectId, name: name.trim(), input: bodyOf(input) });
    if (!saved) return;
    onSaved();
    await refreshAll();
    void navigate({ href: `/proformas/${saved.id}` });
  };
  return (
    <Modal opened onClose={onClose} title="Save as a scenario">
      <FormGrid onSubmit={() => void save()}>
        <TextInput
          label="Name"
          placeholder="One house, lower price"
          maxLength={80}
          value={name}
          error={problem?.field('/name')}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            Save the scenario
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
