import { money } from '@connect/ui/format';
import { LotOutline } from '@connect/ui/lot-outline';
import { Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { useRecord } from '../../state/use-record.ts';
import type { ProjectRow } from '../deals/types.ts';
import { RequestDraw } from '../servicing/request-draw.tsx';
import type { DrawRow, LoanRow, Waiver } from '../servicing/types.ts';
import styles from './builder-home.module.css';
import { DRAWABLE, drawWords, loanWords, stageWords, UNDER_WAY } from './words.ts';

export type CardProps = {
  project: Pick<ProjectRow, 'id' | 'address' | 'city' | 'stage'>;
  loans: readonly LoanRow[];
  draws: readonly DrawRow[];
  waivers: readonly Waiver[];
  /** On the project's own page, where the address stands above already. */
  bare?: boolean;
  /** The one card of the page whose button is the primary. */
  first?: boolean;
};

/** One project in plain words: where it stands, the next thing to do, the draw that is open. */
export function ProjectCard({ project, loans, draws, waivers, bare, first }: CardProps) {
  const loan = loans.find(({ state }) => DRAWABLE.includes(state)) ?? loans[0];
  const draft = draws.find(({ state }) => state === 'draft');
  const open = draws.find(({ state }) => UNDER_WAY.includes(state));
  return (
    <Panel>
      {bare ? null : (
        <div className={styles.head}>
          <Lot projectId={project.id} />
          <div>
            <h2>
              <a href={`/projects/${project.id}`}>{project.address}</a>
            </h2>
            <p className="sub">{stageWords(project.stage)}</p>
          </div>
        </div>
      )}
      <div className={styles.next}>
        <Next loan={loan} draft={draft} open={open} waivers={waivers} first={bare || first} />
      </div>
      <dl className={styles.facts}>
        {loan ? (
          <div>
            <dt>Loan {loan.number}</dt>
            <dd>
              <a href={`/loans/${loan.id}`}>{money(loan.amountCents, { cents: false })}</a>
              <span className="label">{loanWords(loan.state)}</span>
            </dd>
          </div>
        ) : null}
        {loan?.principalCents ? (
          <div>
            <dt>Principal</dt>
            <dd>{money(loan.principalCents)}</dd>
          </div>
        ) : null}
        {open ? (
          <div>
            <dt>Draw {open.number}</dt>
            <dd>
              <a href={`/draws/${open.id}/request`}>{money(open.requestedCents)}</a>
              <StatusTag kind="draw" state={open.state} />
            </dd>
          </div>
        ) : null}
      </dl>
    </Panel>
  );
}

/* A list does not bring the lots of its projects along; with it the project's own page is there at once. */
function Lot({ projectId }: { projectId: string }) {
  const project = useRecord('/v1/projects/{id}', { id: projectId });
  return <LotOutline outline={project.data?.lotOutline} size={48} />;
}

type NextProps = {
  loan: LoanRow | undefined;
  draft: DrawRow | undefined;
  open: DrawRow | undefined;
  waivers: readonly Waiver[];
  first: boolean | undefined;
};

/* The one thing that the builder can do now; else what the project waits for. */
function Next({ loan, draft, open, waivers, first }: NextProps) {
  const variant = first ? 'filled' : 'default';
  const missing = open ? waivers.filter(({ drawId }) => drawId === open.id).length : 0;
  if (open && missing)
    return (
      <>
        <p>
          <b>{missing === 1 ? 'One waiver is missing' : `${missing} waivers are missing`}</b> for draw{' '}
          {open.number}. Payment waits for {missing === 1 ? 'it' : 'them'}.
        </p>
        <Button component="a" href={`/draws/${open.id}/request`} variant={variant}>
          Upload {missing === 1 ? 'the waiver' : 'waivers'}
        </Button>
      </>
    );
  if (open)
    return (
      <>
        <p>
          <b>Draw {open.number}.</b> {drawWords(open)}.
        </p>
        <Button component="a" href={`/draws/${open.id}/request`} variant="default">
          Open the draw
        </Button>
      </>
    );
  if (draft)
    return (
      <>
        <p>
          <b>Your draw request is not sent yet.</b>{' '}
          {draft.requestedCents ? `${money(draft.requestedCents)} so far.` : ''}
        </p>
        <Button component="a" href={`/draws/${draft.id}/request`} variant={variant}>
          Finish the request
        </Button>
      </>
    );
  if (loan && DRAWABLE.includes(loan.state))
    return (
      <>
        <p>
          <b>Ready for a draw.</b> Ask for money as the work advances.
        </p>
        <RequestDraw loan={loan} variant={variant} />
      </>
    );
  if (loan?.state === 'documents_out')
    return (
      <p>
        <b>Sign your loan documents.</b> The link is in your e-mail.
      </p>
    );
  return <p className="sub">{loan ? `${loanWords(loan.state)}.` : 'Nothing is waiting for you.'}</p>;
}
