import { EmptyState } from '@connect/ui/empty-state';
import { ErrorState } from '@connect/ui/error-state';
import { LotOutline } from '@connect/ui/lot-outline';
import { OfflineBar } from '@connect/ui/offline-bar';
import { Notice, Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { STATUS, type StatusKind } from '@connect/ui/status';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconCash, IconInfoCircle } from '@tabler/icons-react';

/** Empty, error, loading, offline, and every state's icon, word and colour. */
export function StatesSection() {
  return (
    <Stacked>
      <OfflineBar
        title="No signal since 12:58 PM. Only on this iPad: 1 visit, 5 lines, 9 photos."
        note="All saved here. It goes out by itself when you are back online."
        action={<Button variant="default">Show what is here</Button>}
      />
      <Notice icon={<IconInfoCircle size={18} stroke={1.75} />} action={<a href="#set">Set a provider</a>}>
        <b>Text messages stop here.</b> No text provider is set, so texts stay on this page.
      </Notice>
      <Notice tone="look">One paper from draw 4 is missing.</Notice>
      <Panel flush>
        <EmptyState
          icon={IconCash}
          title="No draws yet"
          actions={
            <>
              <Button>Make the December set</Button>
              <Button variant="default">Invite a builder</Button>
            </>
          }
          ready={[
            { key: '1', title: '1 construction loan is active', note: 'L-0147, 2401 24th Ave E.' },
            { key: '2', title: 'Its builder has no sign-in yet', note: <a href="#i">Send invitation</a> },
            { key: '3', title: '2 inspectors are on duty', note: 'Seattle north and south.' },
          ]}
        >
          A draw appears here when a builder asks for money, or when you make the monthly set for all active
          construction loans.
        </EmptyState>
      </Panel>
      <Panel flush>
        <ErrorState
          title="Received payments could not be loaded"
          requestId="01J8-7QK2-V3ME"
          at="2026-11-23T18:42:18Z"
          onRetry={() => undefined}
        >
          The database did not answer in 5 seconds. Nothing was changed and nothing is lost. The rest of this
          page is current.
        </ErrorState>
      </Panel>
      <Panel title="Loading">
        <LinesSkeleton />
      </Panel>
      <Panel title="Lot outline, not known">
        <LotOutline />
      </Panel>
      {(Object.keys(STATUS) as StatusKind[]).map((kind) => (
        <Panel key={kind} title={kind}>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: '8px 20px' }}>
            {Object.keys(STATUS[kind]).map((state) => (
              <StatusTag key={state} kind={kind} state={state} variant={state.length % 2 ? 'tag' : 'plain'} />
            ))}
          </div>
        </Panel>
      ))}
    </Stacked>
  );
}
