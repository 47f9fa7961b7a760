import { ClockBar, ClockPair } from '@connect/ui/clock-bar';
import { ConditionList } from '@connect/ui/condition-list';
import { type Column, DataTable } from '@connect/ui/data-table';
import { FactRow, FactStrip } from '@connect/ui/fact-strip';
import { LotOutline } from '@connect/ui/lot-outline';
import { NextAction } from '@connect/ui/next-action';
import { PageHeader, PageTabs, Split, Stacked } from '@connect/ui/page';
import { Panel, PanelRow } from '@connect/ui/panel';
import { ProgressBars } from '@connect/ui/progress-bars';
import { StageRail } from '@connect/ui/stage-rail';
import { StatusTag } from '@connect/ui/status-tag';
import { Timeline } from '@connect/ui/timeline';
import { Button } from '@mantine/core';
import {
  IconBolt,
  IconBuildingBank,
  IconChevronDown,
  IconClipboardCheck,
  IconFlag,
  IconMailForward,
  IconNote,
  IconScissors,
} from '@tabler/icons-react';

type Permit = { name: string; state: string; cycles: number; city: string; us: string; expires: string };
const PERMITS: Permit[] = [
  { name: 'Building', state: 'issued', cycles: 2, city: '61 d', us: '19 d', expires: 'Dec 1, 2027' },
  { name: 'Demolition', state: 'issued', cycles: 1, city: '18 d', us: '4 d', expires: 'Sep 30, 2027' },
  { name: 'Side sewer', state: 'under_review', cycles: 1, city: '23 d', us: '6 d', expires: '–' },
  { name: 'Street use', state: 'corrections', cycles: 2, city: '31 d', us: '9 d', expires: '–' },
];
const COLUMNS: Column<Permit>[] = [
  { key: 'name', header: 'Permit', cell: (permit) => permit.name },
  {
    key: 'state',
    header: 'State',
    cell: (permit) => <StatusTag kind="permit" state={permit.state} />,
    phone: true,
  },
  { key: 'cycles', header: 'Cycles', align: 'right', cell: (permit) => permit.cycles },
  { key: 'city', header: 'With city', align: 'right', cell: (permit) => permit.city },
  { key: 'us', header: 'With us', align: 'right', cell: (permit) => permit.us },
  { key: 'expires', header: 'Expires', align: 'right', cell: (permit) => permit.expires, phone: true },
];
const NOTHING = () => undefined;

/** The project page of the design, out of the shared parts. */
export function ProjectSection() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Projects', href: '#projects' }, { label: 'SEA-2026-0147' }]}
        picture={
          <LotOutline
            outline={{
              parcel: [
                [0, 0],
                [38, 0],
                [38, 42],
                [0, 42],
              ],
              footprint: [
                [7, 12],
                [20, 12],
                [20, 18],
                [31, 18],
                [31, 31],
                [7, 31],
              ],
            }}
          />
        }
        title="2401 24th Ave E"
        facts={[
          <b key="n">SEA-2026-0147</b>,
          'Seattle, WA 98112',
          'Sample Builder LLC',
          'Two houses, 4,180 sq ft',
        ]}
        actions={
          <>
            <Button variant="default" leftSection={<IconNote size={16} stroke={1.75} />}>
              Add note
            </Button>
            <Button variant="default" rightSection={<IconChevronDown size={16} stroke={1.75} />}>
              More
            </Button>
          </>
        }
      />
      <Stacked>
        <StageRail
          stages={[
            { key: 'lead', label: 'Lead', at: 'done', note: 'Nov 12, 2025 · 1 day' },
            { key: 'feasibility', label: 'Feasibility', at: 'done', note: 'Nov 13 · 56 days' },
            { key: 'go', label: 'Go', at: 'done', note: 'Jan 8, 2026 · 158 days' },
            { key: 'funded', label: 'Funded', at: 'done', note: 'Jun 15 · 1 day' },
            { key: 'servicing', label: 'Servicing', at: 'current', note: 'Since Jun 16 · 160 days' },
            { key: 'closed', label: 'Closed', at: 'next', note: 'Expected Apr 2027' },
          ]}
        />
        <NextAction
          action="approve draw 5"
          blocked
          reason="Sample Framing Co. has not signed the unconditional waiver for draw 4. Asked Nov 20."
          unblock={{
            label: 'Remind Sample Framing Co.',
            icon: <IconMailForward size={16} stroke={1.75} />,
            onClick: NOTHING,
          }}
          move={{ label: 'Approve draw 5', onClick: NOTHING }}
        />
        <FactStrip
          facts={[
            { key: 'loan', label: 'Loan L-0147', value: '$1,275,000', note: '9.00% fixed, actual/360' },
            { key: 'principal', label: 'Principal today', value: '$868,920.71', note: '+ $4,711.50 accrued' },
            {
              key: 'drawn',
              label: 'Drawn, of hard cost',
              value: '52.6%',
              note: 'Built 65.8%, inspected Nov 20',
            },
            {
              key: 'reserve',
              label: 'Interest reserve lasts until',
              value: 'Mar 3, 2027',
              note: '23 days before completion',
              tone: 'look',
            },
            { key: 'matures', label: 'Matures', value: 'Jun 15, 2027', note: 'In 204 days' },
            { key: 'ltc', label: 'Loan to cost', value: '85.0%', note: 'To value 64.2%' },
          ]}
        />
        <PageTabs
          current="overview"
          tabs={[
            { key: 'overview', label: 'Overview', href: '#overview' },
            { key: 'feasibility', label: 'Feasibility', href: '#feasibility', count: 3 },
            { key: 'permits', label: 'Permits', href: '#permits', count: 4 },
            { key: 'loan', label: 'Loan', href: '#loan' },
            { key: 'draws', label: 'Draws', href: '#draws', count: 5 },
            { key: 'documents', label: 'Documents', href: '#documents', count: 86 },
          ]}
        />
        <Split
          aside={
            <Panel title="Timeline">
              <Timeline now={new Date('2026-11-23T18:00:00Z')} events={EVENTS} />
            </Panel>
          }
        >
          <Panel
            title="Draw 5"
            flush
            aside={
              <>
                <StatusTag kind="draw" state="review" variant="tag" />
                <a href="#review">Open review</a>
              </>
            }
          >
            <div style={{ padding: '0 18px 14px' }}>
              <FactRow
                facts={[
                  { key: 'r', label: 'Requested', value: '$95,700.00' },
                  { key: 's', label: 'Supported', value: '$84,425.00' },
                  { key: 't', label: 'Retainage', value: '−$8,442.50' },
                  { key: 'p', label: 'Proposed', value: '$75,982.50' },
                ]}
              />
            </div>
            <ConditionList
              narrow
              fold={0}
              conditions={[
                {
                  key: 'w',
                  state: 'holds',
                  name: 'Lien waivers paired',
                  reason: '13 of 14 in. Missing: Sample Framing Co., unconditional, draw 4.',
                  evidence: { label: 'Evidence', href: '#w' },
                },
                {
                  key: 'i',
                  state: 'check',
                  name: 'Inspection supports amounts',
                  reason: 'Roofing and electrical asked above what was inspected; $11,275.00 cut.',
                  evidence: { label: 'Evidence', href: '#i' },
                },
                ...['Title', 'Insurance', 'Permit'].map((name) => ({
                  key: name,
                  state: 'clear' as const,
                  name,
                  reason: 'Current.',
                })),
              ]}
            />
          </Panel>
          <Panel title="Built and drawn" aside="Bar: built. Tick: drawn before draw 5.">
            <ProgressBars
              lines={[
                { key: '1', label: 'Site work', built: 100, drawn: 100 },
                { key: '2', label: 'Foundation and concrete', built: 100, drawn: 100 },
                { key: '3', label: 'Framing and lumber', built: 100, drawn: 90 },
                { key: '4', label: 'Windows and doors', built: 90, drawn: 60 },
                { key: '5', label: 'Roofing and siding', built: 60, drawn: 30 },
                { key: '6', label: 'Landscape and driveway', built: 0 },
              ]}
            />
          </Panel>
          <Panel title="Permits" flush aside={<a href="#permits">All 4</a>}>
            <DataTable
              label="Permits"
              columns={COLUMNS}
              rows={PERMITS}
              rowKey={(permit) => permit.name}
              rowHref={(permit) => `#${permit.name}`}
            />
          </Panel>
          <Panel flush>
            <PanelRow>
              <ClockPair>
                <ClockBar
                  label="Since the builder submitted"
                  minutes={7140}
                  goalMinutes={10080}
                  parts={[
                    { party: 'Us', minutes: 1920 },
                    { party: 'Inspector', minutes: 2700 },
                    { party: 'Builder', minutes: 2520 },
                  ]}
                />
                <ClockBar label="Since the file was complete" minutes={null}>
                  Starts when the last document arrives. Then 2 business days to pay.
                </ClockBar>
              </ClockPair>
            </PanelRow>
          </Panel>
        </Split>
      </Stacked>
    </>
  );
}

const EVENTS = [
  {
    id: '1',
    at: '2026-11-23T16:11:00Z',
    icon: IconScissors,
    text: (
      <>
        Draw 5 cut to <b>$75,982.50</b> after inspection
      </>
    ),
    by: 'Sam Servicing, 8:11 AM',
  },
  {
    id: '2',
    at: '2026-11-20T21:40:00Z',
    icon: IconClipboardCheck,
    text: 'Inspection 5 accepted, 11 lines',
    by: 'Ines Inspector on site 1:40 PM, synced 5:52 PM',
  },
  {
    id: '3',
    at: '2026-11-20T17:30:00Z',
    icon: IconMailForward,
    text: 'Waiver requested from Sample Framing Co.',
    by: 'Automatic, delivered 9:30 AM',
  },
  {
    id: '4',
    at: '2026-11-04T17:30:00Z',
    icon: IconBuildingBank,
    text: (
      <>
        Draw 4 paid: <b>$90,090.00</b>
      </>
    ),
    by: 'Approved by Stella Servicing, paid by Sam Servicing',
  },
  {
    id: '5',
    at: '2026-01-08T17:30:00Z',
    icon: IconFlag,
    text: 'GO. “Clean title, 18.4% return on cost at ask.”',
    by: 'Ada Acquisitions',
  },
  {
    id: '6',
    at: '2025-11-12T17:30:00Z',
    icon: IconBolt,
    text: 'Lead from Sample Realty, answered in 14 min',
    by: 'Ada Acquisitions',
  },
];
