import { Menu } from '@mantine/core';
import { useState } from 'react';
import { ReasonDialog } from '../../components/move-bar.tsx';
import type { UseMove } from '../../state/use-move.ts';
import { MoreButton } from './more-button.tsx';
import type { Deal } from './types.ts';

const PASS = { action: 'pass', label: 'Pass', to: 'pass', allowed: true, needsReason: true };

/** The rarer acts of a lead, opened at once: whoever loads this has asked for it. */
export function LeadMore({ lead, mover }: { lead: Deal; mover: UseMove<Deal> }) {
  const [passing, setPassing] = useState(false);
  return (
    <>
      <Menu position="bottom-end" defaultOpened>
        <Menu.Target>
          <MoreButton lead={lead} />
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
    </>
  );
}
