import { date, time } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { statusOf } from '@connect/ui/status';
import { Timeline } from '@connect/ui/timeline';
import type { Loan } from './types.ts';

/** How the loan came to where it is: who moved it, when, from which day it counts, why. */
export function HistoryPanel({ loan }: { loan: Loan }) {
  const moves = loan.history.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <Panel title="History">
      <Timeline
        label="History of the loan"
        events={moves.map((move) => ({
          id: `${move.at}${move.action}`,
          at: move.at,
          icon: statusOf('loan', move.to).icon,
          text: (
            <>
              {move.from ? statusOf('loan', move.to).word : 'Loan made'}
              {move.reason ? `. ${move.reason}` : ''}
            </>
          ),
          by: `${move.actorName ?? 'Automatic'}, ${time(move.at)}, effective ${date(move.effectiveDate)}`,
        }))}
      />
    </Panel>
  );
}
