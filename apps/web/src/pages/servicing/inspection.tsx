import { EmptyState } from '@connect/ui/empty-state';
import { date, moment } from '@connect/ui/format';
import { LotOutline } from '@connect/ui/lot-outline';
import { Notice, PageHeader, Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCalendarEvent, IconClipboardCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { MoveBar } from '../../components/move-bar.tsx';
import { useCan, useUser } from '../../state/session.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { InspectionReport } from './inspection-report.tsx';
import { MoveVisit } from './move-visit.tsx';
import type { Inspection } from './types.ts';

/** One visit: when, by whom, and the report line by line with its photos. Staff accept it or send it back. */
export function InspectionPage() {
  const { id } = usePathParams<{ id: string }>();
  const visit = useRecord('/v1/inspections/{id}', { id });
  return (
    <Loaded query={visit} failed="This inspection could not be loaded">
      {(record) => <Visit visit={record} />}
    </Loaded>
  );
}

function Visit({ visit }: { visit: Inspection }) {
  usePageTitle(`Inspection, ${visit.address}`, 'Inspection');
  const can = useCan();
  const { role } = useUser();
  const [moving, setMoving] = useState(false);
  const judge = can('review:draws');
  const begun = !['scheduled'].includes(visit.state);
  const reports = visit.reports.toReversed();
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Inspections', href: '/inspections' },
          { label: `${visit.loanNumber}, visit ${visit.number}` },
        ]}
        picture={<LotOutline outline={visit.lotOutline} size={52} />}
        title={visit.unit ? `${visit.address}, ${visit.unit}` : visit.address}
        status={<StatusTag kind="inspection" state={visit.state} variant="tag" />}
        facts={[
          role === 'inspector' ? (
            `Draw ${visit.drawNumber}, ${visit.loanNumber}`
          ) : (
            <span key="draw">
              <a href={`/draws/${visit.drawId}`}>Draw {visit.drawNumber}</a> of{' '}
              <a href={`/loans/${visit.loanId}`}>{visit.loanNumber}</a>
            </span>
          ),
          visit.builderName ?? visit.borrowerName ?? '',
          `${visit.inspectorName ?? 'Nobody'}, ${date(visit.scheduledFor)}`,
          ...(visit.lastVisitOn ? [`Visit before ${date(visit.lastVisitOn)}`] : []),
        ].filter(Boolean)}
        actions={
          <>
            {judge && !begun ? (
              <Button
                variant="default"
                leftSection={<IconCalendarEvent size={16} stroke={1.75} />}
                onClick={() => setMoving(true)}
              >
                Change day or inspector
              </Button>
            ) : null}
            {judge ? (
              <MoveBar resource="inspections" record={visit} actions={['accept', 'return']} done="Saved" />
            ) : null}
            {role === 'inspector' && !['submitted', 'accepted', 'cancelled'].includes(visit.state) ? (
              <Button component="a" href={`/inspect/visits/${visit.id}`}>
                Open in the inspection app
              </Button>
            ) : null}
          </>
        }
      />
      <Stacked>
        {visit.reason ? (
          <Notice tone="look" icon={<IconArrowBackUp size={18} stroke={1.75} />}>
            {visit.state === 'cancelled' ? 'Cancelled: ' : 'Returned: '}
            {visit.reason}
          </Notice>
        ) : null}
        {reports.map((report, at) => (
          <InspectionReport key={report.id} visit={visit} report={report} newest={at === 0} />
        ))}
        {reports.length === 0 ? (
          <Panel flush>
            <EmptyState
              icon={IconClipboardCheck}
              title={
                visit.state === 'in_progress'
                  ? `${visit.linesSet} of ${visit.lineCount} lines set`
                  : 'No report yet'
              }
            >
              {visit.startedAt
                ? `${visit.inspectorName} began ${moment(visit.startedAt)}. The report appears here when it is submitted; it may come late, where there is no signal.`
                : `${visit.inspectorName} visits the site ${date(visit.scheduledFor)}. The report appears here when it is submitted, with photos line by line.`}
            </EmptyState>
          </Panel>
        ) : null}
      </Stacked>
      {moving ? <MoveVisit visit={visit} onClose={() => setMoving(false)} /> : null}
    </>
  );
}
