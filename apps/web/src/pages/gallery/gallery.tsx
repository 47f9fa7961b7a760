import { Stacked } from '@connect/ui/page';
import { usePageTitle } from '../../app/page-title.ts';
import { ChartsSection } from './charts-section.tsx';
import { DrawSection } from './draw-section.tsx';
import { FormsSection } from './forms-section.tsx';
import { ListSection } from './list-section.tsx';
import { ProjectSection } from './project-section.tsx';
import { ShellSection } from './shell-section.tsx';
import { StatesSection } from './states-section.tsx';

const SECTIONS = {
  shell: ShellSection,
  project: ProjectSection,
  draw: DrawSection,
  list: ListSection,
  charts: ChartsSection,
  forms: FormsSection,
  states: StatesSection,
} as const;

/** Every shared component in its states; development only. `?only=list` shows one section. */
export function GalleryPage() {
  usePageTitle('Gallery');
  const only = new URLSearchParams(location.search).get('only');
  const shown = Object.entries(SECTIONS).filter(([name]) => !only || name === only);
  return (
    <main style={{ maxWidth: 1160, margin: '0 auto', padding: '20px 16px 60px' }}>
      <Stacked>
        {shown.map(([name, Section]) => (
          <div key={name} data-section={name}>
            <Section />
          </div>
        ))}
      </Stacked>
    </main>
  );
}
