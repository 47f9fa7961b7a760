import { EmptyState } from '@connect/ui/empty-state';
import { bookDate, date } from '@connect/ui/format';
import { LinkRows, PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { QueryError } from '../../components/loaded.tsx';
import { useList } from '../../state/use-list.ts';
import type { ProjectRow } from '../deals/types.ts';

/** How far a lead has come, as an agent would say it. */
export function stageWords(row: Pick<ProjectRow, 'stage' | 'ownerName' | 'answeredAt'>): string {
  switch (row.stage) {
    case 'lead':
      return row.answeredAt
        ? `${row.ownerName ?? 'Somebody'} has it and will call you.`
        : 'We have it. Somebody answers within 20 minutes.';
    case 'feasibility':
      return 'We are looking into it: survey, title and trees.';
    case 'go':
      return 'We are going ahead. Permits are under way.';
    case 'funded':
    case 'servicing':
      return 'It is being built.';
    case 'closed':
      return 'It is built and closed.';
    case 'pass':
      return 'We passed on it.';
    default:
      return 'It was withdrawn.';
  }
}

/** An agent's own leads, newest first, each with its stage in plain words. */
export function AgentLeads() {
  return (
    <>
      <PageHeader title="My leads" actions={<SubmitButton />} />
      <LeadPanel />
    </>
  );
}

export const SubmitButton = () => (
  <Button component="a" href="/leads/new" leftSection={<IconPlus size={16} stroke={1.75} />}>
    Submit a lead
  </Button>
);

/** The leads as a panel; the home page shows the newest few. */
export function LeadPanel({ most }: { most?: number }) {
  const leads = useList<ProjectRow>('/v1/projects', {
    sort: { key: 'createdAt', desc: true },
    limit: most ?? 50,
    withTotal: true,
  });
  const more = (leads.total ?? 0) > leads.items.length;
  return (
    <Panel
      title={most ? 'My leads' : undefined}
      aside={most && more ? <a href="/leads">All {leads.total}</a> : null}
      flush
      footer={
        !most && leads.hasMore ? (
          <Button variant="default" onClick={leads.more} loading={leads.loadingMore}>
            Load more
          </Button>
        ) : null
      }
    >
      {leads.problem ? (
        <QueryError problem={leads.problem} failed="Your leads could not be loaded" onRetry={leads.retry} />
      ) : leads.loading ? (
        <LinesSkeleton />
      ) : leads.items.length ? (
        <LinkRows
          items={leads.items.map((row) => ({
            id: row.id,
            href: `/projects/${row.id}`,
            title: row.address,
            note: `${stageWords(row)} Sent ${date(bookDate(row.createdAt))}.`,
            end: <StatusTag kind="project" state={row.stage} />,
          }))}
        />
      ) : (
        <EmptyState icon={IconBolt} title="No leads yet" actions={<SubmitButton />}>
          A lead is an address and a price. We answer within 20 minutes, seven days a week, and you follow
          here what becomes of it.
        </EmptyState>
      )}
    </Panel>
  );
}
