import { Mark } from '@connect/ui/status-tag';
import { IconCircleCheck, IconProgress } from '@tabler/icons-react';
import type { MonthEnd } from './types.ts';

/** Running, or done with what was set aside. */
export const RunMark = ({ run }: { run: MonthEnd }) =>
  run.state === 'running' ? (
    <Mark icon={IconProgress} tone="move" variant="tag">
      Running
    </Mark>
  ) : (
    <Mark icon={IconCircleCheck} tone={run.setAside.length ? 'look' : 'ok'} variant="tag">
      {run.setAside.length ? `Done, ${run.setAside.length} set aside` : 'Done'}
    </Mark>
  );
