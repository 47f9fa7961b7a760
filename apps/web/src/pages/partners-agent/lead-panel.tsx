import { EmptyState } from '@connect/ui/empty-state';
import { bookDate, date } from '@connect/ui/format';
import { LinkRows } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { QueryError } from '../../components/loaded.tsx';
import { type List, useList } from '../../state/use-list.ts';
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

export const NEWEST = { key: 'createdAt', desc: true };

export const SubmitButton = () => (
  <Button component="a" href="/leads/new" leftSection={<IconPlus size={16} stroke={1.75} />}>
    Submit a lead
  </Button>
);

/** The newest few leads as a panel, for the home page. */
export function LeadPanel({ most }: { most: number }) {
  const leads = useList<ProjectRow>('/v1/projects', { sort: NEWEST, limit: most, withTotal: true });
  const more = (leads.total ?? 0) > leads.items.length;
  return (
    <Panel title="My leads" aside={more ? <a href="/leads">All {leads.total}</a> : null} flush>
      <LeadRows leads={leads} />
    </Panel>
  );
}

/** Leads as lines: the address, what became of it, when it was sent. */
export function LeadRows({ leads, narrowed }: { leads: List<ProjectRow>; narrowed?: boolean }) {
  if (leads.problem)
    return (
      <QueryError problem={leads.problem} failed="Your leads could not be loaded" onRetry={leads.retry} />
    );
  if (leads.loading) return <LinesSkeleton />;
  if (leads.items.length === 0)
    return narrowed ? (
      <EmptyState icon={IconBolt} title="No lead fits">
        Clear a filter to see more.
      </EmptyState>
    ) : (
      <EmptyState icon={IconBolt} title="No leads yet" actions={<SubmitButton />}>
        A lead is an address and a price. We answer within 20 minutes, seven days a week, and you follow here
        what becomes of it.
      </EmptyState>
    );
  return (
    <LinkRows
      items={leads.items.map((row) => ({
        id: row.id,
        href: `/projects/${row.id}`,
        title: row.address,
        note: `${stageWords(row)} Sent ${date(bookDate(row.createdAt))}.`,
        end: <StatusTag kind="project" state={row.stage} />,
      }))}
    />
  );
}
