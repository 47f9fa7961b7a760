import type { ApiProblem } from '@connect/api-client';
import { Split, Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { QueryError } from '../../components/loaded.tsx';
import { useCan } from '../../state/session.ts';
import { BuiltPanel } from './built-panel.tsx';
import { DrawPanel } from './draw-panel.tsx';
import { LotPanel } from './lot-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { PermitsPanel } from './permits-panel.tsx';
import { ProjectTimeline } from './project-timeline.tsx';
import type { Overview, Project } from './types.ts';

type Props = {
  project: Project;
  overview: Overview | undefined;
  problem: ApiProblem | null;
  waiting: boolean;
  onRetry: () => void;
};

/** What the deal looks like now, beside what happened. */
export function ProjectOverviewTab({ project, overview, problem, waiting, onRetry }: Props) {
  const can = useCan();
  return (
    <Split aside={<ProjectTimeline project={project} />}>
      <Stacked>
        {problem ? (
          <Panel flush>
            <QueryError problem={problem} failed="Draws and permits could not be loaded" onRetry={onRetry} />
          </Panel>
        ) : null}
        {waiting ? (
          <Panel>
            <LinesSkeleton />
          </Panel>
        ) : null}
        {overview?.draw ? <DrawPanel draw={overview.draw} /> : null}
        {overview?.progress.length ? <BuiltPanel lines={overview.progress} draw={overview.draw} /> : null}
        {overview?.permits.length ? <PermitsPanel permits={overview.permits} projectId={project.id} /> : null}
        <LotPanel project={project} />
        {can('read:notes') ? <NotesPanel projectId={project.id} /> : null}
      </Stacked>
    </Split>
  );
}
