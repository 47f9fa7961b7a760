import { Panel } from '@connect/ui/panel';
import { ProgressBars } from '@connect/ui/progress-bars';
import type { Overview } from './types.ts';

/** Hard-cost lines: how far each is built, and how much of it was drawn. */
export function BuiltPanel({ lines, draw }: { lines: Overview['progress']; draw: Overview['draw'] }) {
  const inspected = lines.some(({ builtPercent }) => builtPercent !== null);
  return (
    <Panel
      title="Built and drawn"
      aside={
        <span className="label">
          {inspected
            ? `Bar: built. Tick: drawn${draw?.number ? ` before draw ${draw.number}` : ''}.`
            : 'Tick: drawn. Not inspected yet.'}
        </span>
      }
    >
      <ProgressBars
        lines={lines.map((line) => ({
          key: line.budgetLineId,
          label: line.name,
          built: line.builtPercent ?? 0,
          drawn: line.drawnPercent,
        }))}
      />
    </Panel>
  );
}
