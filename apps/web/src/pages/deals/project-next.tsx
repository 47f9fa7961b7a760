import { NextAction } from '@connect/ui/next-action';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { useMove } from '../../state/use-move.ts';
import type { Overview, Project } from './types.ts';
import { useDraw } from './use-draw.ts';
import { useTake } from './use-take.ts';

type Next = NonNullable<Overview['next']>;
type Props = { project: Project; overview: Overview; next: Next };

/** What brings the deal on now: the act itself, or what unblocks it. */
export function ProjectNext({ project, overview, next }: Props) {
  const router = useRouter();
  const open = (href: string) => void router.navigate({ href });
  const take = useTake(project);
  const mover = useMove<Project>('projects', project, { done: 'Done' });
  const [asking, setAsking] = useState<Project['moves'][number] | null>(null);
  const told = useDrawReason(overview, next);

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
  const here = action?.href === `${location.pathname}${location.search}`;
  return (
    <>
      <NextAction
        action={next.title}
        reason={told.reason}
        blocked={told.blocked}
        {...(action && !here
          ? { move: { label: action.label, onClick: start, loading: take.busy || mover.busy !== null } }
          : {})}
        {...(next.unblock
          ? { unblock: { label: next.unblock.label, onClick: () => open(next.unblock!.href) } }
          : told.blocked && action?.href
            ? { unblock: { label: 'See what holds it', onClick: () => open(action.href!) } }
            : {})}
      />
      {asking ? null : <ProblemNote problem={mover.problem ?? take.problem} />}
      <ReasonDialog asking={asking} mover={mover} data={undefined} onClose={() => setAsking(null)} />
    </>
  );
}

/* The draw itself knows best whether it can be approved, and why not. */
function useDrawReason(overview: Overview, next: Next): Pick<Next, 'reason' | 'blocked'> {
  const inReview = overview.draw?.state === 'review' && next.title.startsWith('approve draw');
  const draw = useDraw(inReview ? overview.draw!.id : null);
  const moves =
    draw.data?.moves.filter(({ action }) => action === 'approve' || action === 'first_approve') ?? [];
  const open = moves.find(({ allowed }) => allowed);
  const held = moves.find(({ action, allowed }) => action === 'approve' && !allowed);
  if (!inReview || open || !held?.reason) return next;
  return { reason: held.reason, blocked: true };
}
