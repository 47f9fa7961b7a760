import { LotOutline } from '@connect/ui/lot-outline';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useRecord } from '../../state/use-record.ts';
import styles from './feasibility.module.css';

const LotDialog = lazy(() => import('../deals/lot-dialog.tsx').then((m) => ({ default: m.LotDialog })));

/** Beside an accepted survey: the lot, drawn from it. */
export function SurveyedLot({ projectId }: { projectId: string }) {
  const project = useRecord('/v1/projects/{id}', { id: projectId });
  const [drawing, setDrawing] = useState(false);
  if (!project.data) return null;
  const drawn = project.data.lotOutline;
  return (
    <Panel title="Lot">
      <div className={styles.lot}>
        <LotOutline outline={drawn} size={96} />
        <div>
          <p className="sub">{drawn ? 'As it is drawn on every page of the deal.' : 'Not drawn yet.'}</p>
          <Button variant="default" mt={8} onClick={() => setDrawing(true)}>
            {drawn ? 'Change the outline' : 'Draw the lot from the survey'}
          </Button>
        </div>
      </div>
      {drawing ? (
        <Suspense fallback={null}>
          <LotDialog project={project.data} onClose={() => setDrawing(false)} />
        </Suspense>
      ) : null}
    </Panel>
  );
}
