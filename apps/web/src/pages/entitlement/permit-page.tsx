import { ClockBar } from '@connect/ui/clock-bar';
import { type Column, DataTable } from '@connect/ui/data-table';
import { count, date, words } from '@connect/ui/format';
import { type Move, MoveButton } from '@connect/ui/move-button';
import { NextAction } from '@connect/ui/next-action';
import { PageHeader, Split, Stacked } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Timeline } from '@connect/ui/timeline';
import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { SubjectDocuments } from '../../components/subject-documents.tsx';
import { useCan } from '../../state/session.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { PermitCorrections } from './permit-corrections.tsx';
import { days, permitTitle } from './permit-words.ts';
import type { Permit } from './types.ts';

const PermitMoveDialog = lazy(() =>
  import('./permit-move.tsx').then((m) => ({ default: m.PermitMoveDialog })),
);
const ChangePermit = lazy(() => import('./change-permit.tsx').then((m) => ({ default: m.ChangePermit })));

/** One permit: whose turn it is, the corrections, the reviews, what happened. */
export function PermitPage() {
  const { id } = usePathParams<{ id: string }>();
  const permit = useRecord('/v1/permits/{id}', { id });
  return (
    <Loaded query={permit} failed="This permit could not be loaded">
      {(record) => <PermitRecord permit={record} />}
    </Loaded>
  );
}

/* Moves that end the permit stand aside; the one that goes on is the next step. */
const ASIDE = new Set(['withdraw', 'deny', 'expire', 'mark_incomplete']);

function PermitRecord({ permit }: { permit: Permit }) {
  const title = permitTitle(permit);
  usePageTitle(`${title}, ${permit.projectAddress}`, title);
  const can = useCan();
  const [moving, setMoving] = useState<Move | null>(null);
  const [changing, setChanging] = useState(false);
  const next = permit.moves.find(({ action }) => !ASIDE.has(action));
  const others = permit.moves.filter((move) => move !== next);
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Permits', href: '/permits' },
          { label: permit.projectAddress, href: `/projects/${permit.projectId}?tab=permits` },
          { label: title },
        ]}
        title={`${title}, ${permit.projectAddress}`}
        status={<StatusTag kind="permit" state={permit.state} variant="tag" />}
        facts={[
          <b key="n">{permit.permitNumber ?? permit.applicationNumber ?? 'No number yet'}</b>,
          permit.jurisdiction,
          <a key="p" href={`/projects/${permit.projectId}`}>
            {permit.projectNumber ?? permit.projectAddress}
          </a>,
        ]}
        actions={others.map((move) => (
          <MoveButton
            key={move.action}
            variant="default"
            blocked={!move.allowed}
            reason={move.reason}
            onClick={() => setMoving(move)}
          >
            {move.label}
          </MoveButton>
        ))}
      />
      <Stacked>
        {next ? <NextStep permit={permit} move={next} onMove={() => setMoving(next)} /> : null}
        <Split
          aside={
            <>
              <PermitFacts permit={permit} onChange={can('write:permits') ? () => setChanging(true) : null} />
              <History permit={permit} />
            </>
          }
        >
          <Stacked>
            <Clock permit={permit} />
            <PermitCorrections permit={permit} />
            <Cycles permit={permit} />
            <SubjectDocuments
              subjectType="permit"
              subjectId={permit.id}
              kind={permit.state === 'corrections' ? 'correction_letter' : 'permit'}
              addLabel={permit.state === 'corrections' ? 'Add the city’s letter' : 'Add a document'}
              readOnly={!can('write:permits')}
            />
          </Stacked>
        </Split>
      </Stacked>
      <Suspense>
        {moving ? <PermitMoveDialog permit={permit} move={moving} onClose={() => setMoving(null)} /> : null}
        {changing ? <ChangePermit permit={permit} onClose={() => setChanging(false)} /> : null}
      </Suspense>
    </>
  );
}

const STEPS: Record<string, { action: string; reason: string }> = {
  submit: { action: 'submit to the city', reason: 'The city’s clock starts with the submission.' },
  mark_complete: { action: 'intake', reason: 'The city checks that everything is there. Record its answer.' },
  start_review: { action: 'review', reason: 'The city has it. Record when its review starts.' },
  request_corrections: {
    action: 'the city’s answer',
    reason: 'In review. Record its corrections, or its approval.',
  },
  resubmit: { action: 'resubmit', reason: 'Every correction is resolved.' },
  approve: { action: 'the city’s answer', reason: 'In review. Record its approval.' },
  issue: { action: 'have it issued', reason: 'Approved. Pay the fees, then record number and expiry.' },
  final: { action: 'final inspection', reason: 'In force. The final draw and the retainage wait for it.' },
  renew: { action: 'renew', reason: 'It has expired.' },
};

function NextStep({ permit, move, onMove }: { permit: Permit; move: Move; onMove: () => void }) {
  const step = STEPS[move.action] ?? { action: move.label.toLowerCase(), reason: '' };
  return (
    <NextAction
      action={step.action}
      reason={move.allowed ? step.reason : (move.reason ?? step.reason)}
      blocked={!move.allowed}
      {...(move.allowed || permit.state !== 'corrections'
        ? {}
        : {
            unblock: {
              label: `Answer ${count(permit.openCorrections, 'correction')}`,
              onClick: () => document.querySelector<HTMLElement>('table button[data-slot="open"]')?.click(),
            },
          })}
      move={{ label: move.label, onClick: onMove }}
    />
  );
}

const DAY = 1440;

function Clock({ permit }: { permit: Permit }) {
  const { cityDays, usDays, clock, clockSince } = permit;
  const words = clock === 'stopped' ? 'Stopped' : clock === 'city' ? 'With the city' : 'With us';
  return (
    <Panel flush>
      <div style={{ padding: '14px 18px' }}>
        <ClockBar
          label={clock === 'stopped' ? 'From planning to the end' : 'Since planning began'}
          minutes={(cityDays + usDays) * DAY}
          parts={[
            { party: 'City', minutes: cityDays * DAY },
            { party: 'Us', minutes: usDays * DAY },
          ].filter(({ minutes }) => minutes > 0)}
        >
          {words}
          {clockSince ? ` since ${date(clockSince)}` : ''}.{' '}
          {permit.targetDate ? `We count on it by ${date(permit.targetDate)}.` : ''}
        </ClockBar>
      </div>
    </Panel>
  );
}

type Cycle = Permit['reviewCycles'][number];
const CYCLES: readonly Column<Cycle>[] = [
  { key: 'number', header: 'Review', cell: (cycle) => `Cycle ${cycle.number}` },
  {
    key: 'outcome',
    header: 'Answer',
    phone: true,
    cell: (cycle) =>
      cycle.outcome ? (
        <StatusTag kind="permit" state={cycle.outcome} label={words(cycle.outcome)} />
      ) : (
        <StatusTag kind="cycle" state="open" />
      ),
  },
  { key: 'submitted', header: 'Submitted', align: 'right', cell: (cycle) => date(cycle.submittedDate) },
  { key: 'returned', header: 'Returned', align: 'right', cell: (cycle) => date(cycle.returnedDate) },
  { key: 'days', header: 'Days', align: 'right', phone: true, cell: (cycle) => days(cycle.days) },
  { key: 'reviewer', header: 'Reviewer', cell: (cycle) => cycle.reviewer ?? '–' },
  {
    key: 'corrections',
    header: 'Corrections',
    align: 'right',
    cell: (cycle) =>
      cycle.openCorrections ? `${cycle.openCorrections} of ${cycle.corrections} open` : cycle.corrections,
  },
];

function Cycles({ permit }: { permit: Permit }) {
  if (permit.reviewCycles.length === 0) return null;
  const newest = [...permit.reviewCycles].sort((a, b) => b.number - a.number);
  return (
    <Panel title="Reviews" flush>
      <DataTable label="Review cycles" columns={CYCLES} rows={newest} rowKey={(cycle) => cycle.id} />
    </Panel>
  );
}

function PermitFacts({ permit, onChange }: { permit: Permit; onChange: (() => void) | null }) {
  return (
    <Panel
      title="Permit"
      aside={
        onChange ? (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPencil size={16} stroke={1.75} />}
            onClick={onChange}
          >
            Change
          </Button>
        ) : null
      }
    >
      <Facts
        items={[
          { label: 'Application', value: permit.applicationNumber ?? '–' },
          { label: 'Permit number', value: permit.permitNumber ?? '–' },
          { label: 'Reviewer', value: permit.reviewer ?? '–' },
          { label: 'Submitted', value: date(permit.submittedDate) },
          { label: 'Approved', value: date(permit.approvedDate) },
          { label: 'Issued', value: date(permit.issuedDate) },
          { label: 'Expires', value: date(permit.expiresDate) },
          { label: 'Finaled', value: date(permit.finaledDate) },
          { label: 'Target', value: date(permit.targetDate) },
        ]}
      />
    </Panel>
  );
}

function History({ permit }: { permit: Permit }) {
  const newest = [...permit.history].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <Panel title="History">
      <Timeline
        events={newest.map((change, at) => ({
          id: `${at} ${change.at}`,
          at: change.at,
          text: (
            <>
              {words(change.state)}
              {change.reason ? <>: “{change.reason}”</> : null}
            </>
          ),
          by: `${change.actorName}, effective ${date(change.effectiveDate)}`,
        }))}
      />
    </Panel>
  );
}
