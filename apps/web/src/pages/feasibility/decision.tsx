import { date, moment } from '@connect/ui/format';
import { type Move, MoveButton } from '@connect/ui/move-button';
import { Panel } from '@connect/ui/panel';
import { Mark, StatusTag } from '@connect/ui/status-tag';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { useMove } from '../../state/use-move.ts';
import { share } from '../deals/share.ts';
import styles from './feasibility.module.css';
import type { OrderRow, ProformaRow, Project } from './types.ts';

const DECIDED: Record<string, string> = { go: 'Decided GO', pass: 'Passed', withdraw: 'Withdrawn' };

/** What speaks for and against the deal, and the decision: open, blocked with its reason, or taken. */
export function Decision({
  project,
  orders,
  proformas,
}: {
  project: Project;
  orders: readonly OrderRow[];
  proformas: readonly ProformaRow[];
}) {
  const moves = project.moves.filter(({ action }) => action === 'go' || action === 'pass');
  const taken = [...project.stages].reverse().find(({ action }) => action in DECIDED);
  const undecided = project.stage === 'lead' || project.stage === 'feasibility';
  if (!undecided && taken)
    return (
      <Panel title="Decision" aside={<StatusTag kind="project" state={taken.stage} variant="tag" />}>
        <p>
          {DECIDED[taken.action]} on {date(taken.effectiveDate)}
          {taken.reason ? <>: “{taken.reason}”</> : '.'}
        </p>
        <p className="label">Recorded {moment(taken.at)}</p>
      </Panel>
    );
  const blocked = moves.find((move) => !move.allowed);
  return (
    <Panel title="Decision" note={project.decisionDue ? `Due ${date(project.decisionDue)}` : undefined}>
      <ul className={styles.checks}>
        <Reports orders={orders} />
        <Return proformas={proformas} />
      </ul>
      {moves.length ? (
        <Decide project={project} moves={moves} />
      ) : (
        <p className="label">
          {project.stage === 'lead' ? 'GO is decided in feasibility.' : 'Acquisitions decides.'}
        </p>
      )}
      {blocked?.reason ? <p className="label">{blocked.reason}</p> : null}
    </Panel>
  );
}

/* The page's one primary button is its next step above; here both decisions weigh the same. */
function Decide({ project, moves }: { project: Project; moves: readonly Move[] }) {
  const mover = useMove<Project>('projects', project, { done: 'The decision is recorded' });
  const [asking, setAsking] = useState<Move | null>(null);
  return (
    <div className={styles.decide}>
      {['go', 'pass'].flatMap((action) => {
        const move = moves.find((each) => each.action === action);
        return move ? (
          <MoveButton
            key={action}
            variant="default"
            blocked={!move.allowed}
            reason={move.reason}
            loading={mover.busy === action}
            onClick={() => {
              mover.reset();
              setAsking(move);
            }}
          >
            {move.label}
          </MoveButton>
        ) : (
          []
        );
      })}
      <ReasonDialog asking={asking} mover={mover} data={undefined} onClose={() => setAsking(null)} />
    </div>
  );
}

function Reports({ orders }: { orders: readonly OrderRow[] }) {
  const wanted = orders.filter(({ state }) => state !== 'cancelled');
  const accepted = wanted.filter(({ state }) => state === 'accepted').length;
  const late = wanted.filter((order) => order.late).length;
  const clear = wanted.length > 0 && accepted === wanted.length;
  return (
    <li>
      <Mark icon={clear ? IconCircleCheck : IconAlertTriangle} tone={clear ? 'ok' : 'look'}>
        Reports
      </Mark>
      <span>
        {wanted.length === 0
          ? 'None ordered.'
          : `${accepted} of ${wanted.length} accepted${late ? `, ${late} late` : ''}.`}
      </span>
    </li>
  );
}

function Return({ proformas }: { proformas: readonly ProformaRow[] }) {
  const base = proformas.find((row) => row.base);
  return (
    <li>
      <Mark icon={base ? IconCircleCheck : IconAlertTriangle} tone={base ? 'ok' : 'look'}>
        Proforma
      </Mark>
      <span>
        {base ? (
          <>
            <a href={`/proformas/${base.id}`} style={{ textDecoration: 'underline', textUnderlineOffset: 3 }}>
              {base.name}
            </a>
            , version {base.latestVersion}: {share(base.returnOnCost)} on cost, IRR {share(base.irr)},
            viability {base.viabilityScore} of 100.
          </>
        ) : (
          'None saved. GO needs one.'
        )}
      </span>
    </li>
  );
}
