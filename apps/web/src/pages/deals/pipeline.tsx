import { FilterBar } from '@connect/ui/filter-bar';
import { PageHeader } from '@connect/ui/page';
import { SavedViews } from '@connect/ui/saved-views';
import { Button, SegmentedControl } from '@mantine/core';
import { IconLayoutKanban, IconPlus, IconTable } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { usePageTitle } from '../../app/page-title.ts';
import { api } from '../../state/api.ts';
import { useCan, useUser } from '../../state/session.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { useWhole } from '../../state/use-whole.ts';
import { ALL_OPEN, dealFilters, dealViews, SORTS, type StaffMember, URGENT } from './deal-views.ts';
import styles from './deals.module.css';
import { PipelineBoard } from './pipeline-board.tsx';
import { PipelineTable } from './pipeline-table.tsx';

/** Every open deal with what it waits for, as a board or a table. */
export function PipelinePage() {
  usePageTitle('Pipeline');
  const user = useUser();
  const can = useCan();
  const list = useSavedList({
    key: 'pipeline',
    defaults: { sort: URGENT, layout: 'board' },
    views: dealViews(user.id),
  });
  const staff = useWhole<StaffMember>('/v1/staff');
  const counts = useViewCounts(list.views);
  const board = list.layout === 'board';
  return (
    <>
      <PageHeader
        title="Pipeline"
        actions={
          <>
            <SegmentedControl
              aria-label="Layout"
              value={board ? 'board' : 'table'}
              onChange={list.setLayout}
              data={[
                { value: 'board', label: <Choice icon={IconLayoutKanban} word="Board" /> },
                { value: 'table', label: <Choice icon={IconTable} word="Table" /> },
              ]}
            />
            {can('submit:leads') ? (
              <Button component="a" href="/leads/new" leftSection={<IconPlus size={16} stroke={1.75} />}>
                New lead
              </Button>
            ) : null}
          </>
        }
      />
      <SavedViews
        {...list.viewProps}
        views={list.views.map((view) => ({ ...view, count: counts.get(view.id) ?? null }))}
      />
      <FilterBar
        filters={dealFilters(staff.data?.items ?? [])}
        values={list.filters}
        onChange={list.setFilters}
        {...(board
          ? { aside: 'Most urgent first' }
          : { sorts: SORTS, sort: list.sort, onSort: list.setSort })}
      />
      {board ? <PipelineBoard filters={list.filters} /> : <PipelineTable list={list} />}
    </>
  );
}

function Choice({ icon: Glyph, word }: { icon: typeof IconTable; word: string }) {
  return (
    <span className={styles.choice}>
      <Glyph size={16} stroke={1.75} aria-hidden="true" />
      {word}
    </span>
  );
}

/* A count that cannot be had is left out. */
function useViewCounts(views: readonly { id: string; state: { filters: object } }[]): Map<string, number> {
  const answers = useQueries({
    queries: views.map(({ state }) => ({
      queryKey: ['list', '/v1/reports/deals', 'count', state.filters],
      queryFn: () =>
        api.get<{ total?: number }>('/v1/reports/deals' as string, {
          query: { stage: ALL_OPEN, ...state.filters, limit: 1, withTotal: true },
        }),
      staleTime: 20_000,
      retry: false,
    })),
  });
  return new Map(
    views.flatMap(({ id }, at) => {
      const total = answers[at]?.data?.total;
      return total === undefined ? [] : [[id, total] as const];
    }),
  );
}
