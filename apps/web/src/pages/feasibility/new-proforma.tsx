import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { ProjectPicker } from '../../components/pickers.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { useDraft } from '../../state/use-draft.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { type ProformaDraft, ProformaEditor } from './proforma-editor.tsx';
import { bodyOf, firstInput } from './proforma-input.ts';
import type { Proforma, Project } from './types.ts';

/** The first version of a scenario, with the lines that every deal has. */
export function NewProformaPage() {
  usePageTitle('New proforma');
  const projectId = useRouterState({
    select: (state) => (state.location.search as Record<string, string | undefined>).projectId,
  });
  const navigate = useNavigate();
  const project = useRecord('/v1/projects/{id}', { id: projectId ?? '' }, { enabled: Boolean(projectId) });
  if (!projectId)
    return (
      <>
        <PageHeader
          crumbs={[{ label: 'Proformas', href: '/proformas' }, { label: 'New' }]}
          title="New proforma"
        />
        <div style={{ maxWidth: 560 }}>
          <Panel>
            <ProjectPicker
              label="Project"
              description="Deals that are not decided yet."
              placeholder="Part of the address"
              stage="lead,feasibility,go"
              value={null}
              onChange={(picked) =>
                picked && void navigate({ href: `/proformas/new?projectId=${picked.id}`, replace: true })
              }
            />
          </Panel>
        </div>
      </>
    );
  return (
    <Loaded query={project} failed="The project could not be loaded">
      {(record) => <Beginning key={record.id} project={record} />}
    </Loaded>
  );
}

function Beginning({ project }: { project: Project }) {
  const navigate = useNavigate();
  const draft = useDraft<ProformaDraft>(`proforma.new.${project.id}`, {
    name: 'At ask',
    note: '',
    input: firstInput(project.askCents),
    basedOn: 0,
  });
  const saver = useSubmit((body: object, { idempotencyKey }) =>
    api.post<Proforma>('/v1/proformas' as string, { body, idempotencyKey }),
  );
  const { name, note, input } = draft.value;
  const save = async () => {
    const saved = await saver.submit({
      projectId: project.id,
      name: name.trim(),
      ...(note.trim() ? { note: note.trim() } : {}),
      input: bodyOf(input),
    });
    if (!saved) return;
    draft.forget();
    await refreshAll();
    toast({ tone: 'ok', title: 'Version 1 saved' });
    void navigate({ href: `/proformas/${saved.id}`, replace: true });
  };
  return (
    <ProformaEditor
      draft={draft}
      proforma={null}
      project={project}
      readOnly={false}
      saver={saver}
      onSave={() => void save()}
    />
  );
}
