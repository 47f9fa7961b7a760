import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { toast } from '../../state/toasts.ts';
import { useMove } from '../../state/use-move.ts';
import styles from './deals.module.css';
import { MoreButton } from './more-button.tsx';
import type { Deal } from './types.ts';
import { useTake } from './use-take.ts';

/* A menu with its dialog weighs more than the rest of the home page: it comes when it is asked for. */
const LeadMore = lazy(() => import('./lead-more.tsx').then((m) => ({ default: m.LeadMore })));

/** What is done with a lead from the queue: take it, start feasibility, pass. */
export function LeadActions({ lead }: { lead: Deal }) {
  const [more, setMore] = useState(false);
  const take = useTake(lead);
  const mover = useMove<Deal>('projects', lead, {
    done: false,
    onDone: (_, { action }) =>
      toast({
        tone: 'ok',
        title: action === 'pass' ? `Passed on ${lead.address}` : `Feasibility of ${lead.address} started`,
      }),
  });
  return (
    <span className={styles.actions}>
      {lead.answeredAt ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={mover.busy === 'start_feasibility'}
          onClick={() => void mover.move({ action: 'start_feasibility' })}
          aria-label={`Start feasibility of ${lead.address}`}
        >
          Start feasibility
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          loading={take.busy}
          onClick={() => void take.take()}
          aria-label={`Take ${lead.address}`}
        >
          Take
        </Button>
      )}
      {more ? (
        <Suspense fallback={<MoreButton lead={lead} />}>
          <LeadMore lead={lead} mover={mover} />
        </Suspense>
      ) : (
        <MoreButton lead={lead} onClick={() => setMore(true)} />
      )}
    </span>
  );
}
