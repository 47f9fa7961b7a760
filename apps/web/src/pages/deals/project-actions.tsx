import { MoveMenuItem } from '@connect/ui/move-menu-item';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconNote } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { useCan } from '../../state/session.ts';
import { useMove } from '../../state/use-move.ts';
import { sayMoved } from './say-moved.ts';
import type { Project } from './types.ts';

const NoteDialog = lazy(() => import('./note-dialog.tsx').then((m) => ({ default: m.NoteDialog })));
const EditDialog = lazy(() => import('./edit-project.tsx').then((m) => ({ default: m.EditDialog })));

type Move = Project['moves'][number];

/** Add note, change facts, and the moves that are not the next step. */
export function ProjectActions({ project }: { project: Project }) {
  const can = useCan();
  const [opened, setOpened] = useState<'note' | 'edit' | null>(null);
  const [asking, setAsking] = useState<Move | null>(null);
  const mover = useMove<Project>('projects', project, { onDone: sayMoved });
  const start = (move: Move) => {
    mover.reset();
    setAsking(move);
  };
  const writes = can('write:projects');
  if (!writes && !can('write:notes')) return null;
  return (
    <>
      {can('write:notes') ? (
        <Button
          variant="default"
          leftSection={<IconNote size={16} stroke={1.75} />}
          onClick={() => setOpened('note')}
        >
          Add note
        </Button>
      ) : null}
      {writes ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} stroke={1.75} />}>
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setOpened('edit')}>Change facts</Menu.Item>
            {project.moves.map((move) => (
              <MoveMenuItem key={move.action} move={move} onMove={() => start(move)} />
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <Suspense fallback={null}>
        {opened === 'note' ? <NoteDialog projectId={project.id} onClose={() => setOpened(null)} /> : null}
        {opened === 'edit' ? <EditDialog project={project} onClose={() => setOpened(null)} /> : null}
      </Suspense>
      <ReasonDialog asking={asking} mover={mover} data={undefined} onClose={() => setAsking(null)} />
    </>
  );
}
