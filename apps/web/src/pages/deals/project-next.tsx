import { NextAction } from '@connect/ui/next-action';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { useMove } from '../../state/use-move.ts';
import styles from './deals.module.css';
import { HeldDraw } from './held-draw.tsx';
import { sayMoved } from './say-moved.ts';
import type { Overview, Project } from './types.ts';
import { useTake } from './use-take.ts';
import { useWhatHolds } from './use-what-holds.ts';

type Next = NonNullable<Overview['next']>;
type Props = { project: Project; overview: Overview; next: Next };

/** What brings the deal on now: the act itself, or what unblocks it. */
export function ProjectNext({ project, overview, next }: Props) {
  const router = useRouter();
  const open = (href: string) => void router.navigate({ href });
  const take = useTake(project);
  const mover = useMove<Project>('projects', project, { onDone: sayMoved });
  const [asking, setAsking] = useState<Project['moves'][number] | null>(null);
  const held = useWhatHolds(overview, next);

  const action = next.action;
  const start = () => {
    if (!action) return;
    if (action.href) return open(action.href);
    if (action.transition === 'take') return void take.take();
    const move = project.moves.find((each) => each.action === action.transition);
    if (!move) return;
    mover.reset();
    if (move.needsReason) setAsking(move);
    else void mover.move({ action: move.action });
  };
  return (
    <>
      <div className={styles.next}>
        {held ? (
          <HeldDraw action={next.title} held={held} onReview={() => action?.href && open(action.href)} />
        ) : (
          <NextAction
            action={next.title}
            reason={next.reason}
            blocked={next.blocked}
            {...(action
              ? { move: { label: action.label, onClick: start, loading: take.busy || mover.busy !== null } }
              : {})}
            {...(next.unblock
              ? { unblock: { label: next.unblock.label, onClick: () => open(next.unblock!.href) } }
              : {})}
          />
        )}
      </div>
      {asking ? null : <ProblemNote problem={mover.problem ?? take.problem} />}
      <ReasonDialog asking={asking} mover={mover} data={undefined} onClose={() => setAsking(null)} />
    </>
  );
}
