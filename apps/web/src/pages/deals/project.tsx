import { FactStrip } from '@connect/ui/fact-strip';
import { LotOutline } from '@connect/ui/lot-outline';
import { Notice, PageHeader, PageTabs } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { StageRail } from '@connect/ui/stage-rail';
import { StatusTag } from '@connect/ui/status-tag';
import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { useCan, useUser } from '../../state/session.ts';
import { useNow } from '../../state/use-now.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { stageWords } from '../partners-agent/agent-leads.tsx';
import styles from './deals.module.css';
import { loanFacts } from './loan-facts.tsx';
import { ProjectActions } from './project-actions.tsx';
import { ProjectNext } from './project-next.tsx';
import { ProjectOverviewTab } from './project-overview.tsx';
import { PROJECT_TABS } from './project-tabs.tsx';
import { stageRail } from './stages.ts';
import type { Project } from './types.ts';

const BuilderProject = lazy(() =>
  import('../partners-builder/builder-project.tsx').then((m) => ({ default: m.BuilderProject })),
);

/** A deal as one story: stage, next act, facts, and a tab for each part of it. */
export function ProjectPage() {
  const { id } = usePathParams<{ id: string }>();
  const { role } = useUser();
  const project = useRecord('/v1/projects/{id}', { id });
  return (
    <Loaded query={project} failed="This project could not be loaded">
      {(record) =>
        role === 'builder' ? (
          <Suspense>
            <BuilderProject project={record} />
          </Suspense>
        ) : (
          <ProjectStory project={record} />
        )
      }
    </Loaded>
  );
}

const OVER: readonly string[] = ['closed', 'pass', 'withdrawn'];

function ProjectStory({ project }: { project: Project }) {
  usePageTitle(project.address, 'Projects');
  const can = useCan();
  const { role } = useUser();
  const now = useNow(3600);
  const reads = can('read:reports');
  const report = useRecord('/v1/reports/projects/{id}', { id: project.id }, { enabled: reads });
  const overview = report.data;
  const wanted = useRouterState({ select: (state) => (state.location.search as { tab?: string }).tab });
  const tabs = PROJECT_TABS.filter(
    (tab) => can(tab.needs) && (!tab.withLoan || !reads || Boolean(overview?.loan) || tab.key === wanted),
  );
  const tab = tabs.find(({ key }) => key === wanted);
  const list =
    role === 'agent' ? { label: 'My leads', href: '/leads' } : { label: 'Projects', href: '/projects' };
  return (
    <>
      <PageHeader
        crumbs={[list, { label: project.number ?? project.address }]}
        picture={<LotOutline outline={project.lotOutline} />}
        title={project.unit ? `${project.address}, ${project.unit}` : project.address}
        status={
          OVER.includes(project.stage) ? (
            <StatusTag kind="project" state={project.stage} variant="tag" />
          ) : undefined
        }
        facts={factsOf(project)}
        actions={<ProjectActions project={project} />}
      />
      <div className={styles.rail}>
        <StageRail stages={stageRail(project, now)} />
      </div>
      {role === 'agent' ? <Notice>{stageWords(project)}</Notice> : null}
      {overview?.next ? <ProjectNext project={project} overview={overview} next={overview.next} /> : null}
      {overview?.loan ? (
        <div className={styles.kpi}>
          <FactStrip label="Loan" facts={loanFacts(overview.loan)} />
        </div>
      ) : null}
      {tabs.length ? (
        <div className={styles.tabs}>
          <PageTabs
            label="Parts of the project"
            current={tab?.key ?? 'overview'}
            tabs={[
              { key: 'overview', label: 'Overview', href: `/projects/${project.id}` },
              ...tabs.map(({ key, label, count }) => ({
                key,
                label,
                href: `/projects/${project.id}?tab=${key}`,
                count: overview && count ? count(overview.counts) || null : null,
              })),
            ]}
          />
        </div>
      ) : (
        <div className={styles.section} />
      )}
      {tab ? (
        <Suspense
          fallback={
            <Panel>
              <LinesSkeleton />
            </Panel>
          }
        >
          <tab.Component project={project} />
        </Suspense>
      ) : (
        <ProjectOverviewTab
          project={project}
          overview={overview}
          problem={reads && !overview ? report.error : null}
          waiting={reads && report.isPending}
          onRetry={() => void report.refetch()}
        />
      )}
    </>
  );
}

const factsOf = (project: Project) => [
  ...(project.number ? [<b key="number">{project.number}</b>] : []),
  `${project.city}, ${project.state} ${project.zip}`,
  ...(project.builder ? [project.builder.name] : project.agent ? [project.agent.name] : []),
  ...(project.summary ? [project.summary] : []),
];
