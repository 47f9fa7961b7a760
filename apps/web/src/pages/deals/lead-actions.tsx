import { Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { toast } from '../../state/toasts.ts';
import { useMove } from '../../state/use-move.ts';
import styles from './deals.module.css';
import type { Deal } from './types.ts';
import { useTake } from './use-take.ts';

const PASS = { action: 'pass', label: 'Pass', to: 'pass', allowed: true, needsReason: true };

/** What is done with a lead from the queue: take it, start feasibility, pass. */
export function LeadActions({ lead }: { lead: Deal }) {
  const [passing, setPassing] = useState(false);
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
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-sm" variant="default" aria-label={`More for ${lead.address}`}>
            <IconDots size={16} stroke={1.75} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {lead.answeredAt ? null : (
            <Menu.Item onClick={() => void mover.move({ action: 'start_feasibility' })}>
              Start feasibility
            </Menu.Item>
          )}
          <Menu.Item onClick={() => setPassing(true)}>Pass</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ReasonDialog
        asking={passing ? PASS : null}
        mover={mover}
        data={undefined}
        onClose={() => setPassing(false)}
      />
    </span>
  );
}
