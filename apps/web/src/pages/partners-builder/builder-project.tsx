import { money } from '@connect/ui/format';
import { LotOutline } from '@connect/ui/lot-outline';
import { PageHeader, Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { usePageTitle } from '../../app/page-title.ts';
import type { Project } from '../deals/types.ts';
import { StatementsPanel } from '../servicing/statements-panel.tsx';
import { useBuilderBook } from './builder-home.tsx';
import styles from './draw-form.module.css';
import { ProjectCard } from './project-card.tsx';
import { drawWords, stageWords } from './words.ts';

/** A project as its builder needs it: where it stands, the next thing to do, draws and statements. */
export function BuilderProject({ project }: { project: Project }) {
  usePageTitle(project.address, 'Project');
  const { loans, draws, waivers } = useBuilderBook();
  const own = draws.items.filter(({ projectId }) => projectId === project.id);
  const loan = loans.items.find(({ projectId }) => projectId === project.id);
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'My projects', href: '/projects' }, { label: project.number ?? project.address }]}
        picture={<LotOutline outline={project.lotOutline} />}
        title={project.unit ? `${project.address}, ${project.unit}` : project.address}
        facts={[
          ...(project.number ? [<b key="number">{project.number}</b>] : []),
          `${project.city}, ${project.state} ${project.zip}`,
          stageWords(project.stage),
        ]}
      />
      <Stacked>
        <ProjectCard
          bare
          project={project}
          loans={loans.items.filter(({ projectId }) => projectId === project.id)}
          draws={own}
          waivers={waivers.items}
        />
        {own.length ? (
          <Panel title="Draws" flush>
            <ul className={styles.rows}>
              {own.map((draw) => (
                <li key={draw.id}>
                  <span className={styles.rowText}>
                    <b>
                      <a href={`/draws/${draw.id}/request`}>
                        {draw.number ? `Draw ${draw.number}` : 'Draft'}
                      </a>
                    </b>
                    <span className="label">{drawWords(draw)}</span>
                  </span>
                  <StatusTag kind="draw" state={draw.state} />
                  <span className={styles.sum}>{money(draw.proposedCents ?? draw.requestedCents)}</span>
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
        {loan ? <StatementsPanel title="Statements" filters={{ loanId: loan.id }} /> : null}
      </Stacked>
    </>
  );
}
