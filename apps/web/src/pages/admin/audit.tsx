import { EVENT_NAMES, EVENT_SUBJECTS } from '@connect/api-client/schema';
import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { moment, words } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { VisuallyHidden } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { useWhole } from '../../state/use-whole.ts';
import styles from './admin.module.css';
import { AuditDetail, type AuditEvent, recordHref } from './audit-detail.tsx';

const view = (id: string, name: string, filters: View['state']['filters']): View => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort: null, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('all', 'Everything', {}),
  view('refused', 'Refusals', { name: 'access.refused' }),
  view('failed', 'Failed sign-ins', { name: 'sign-in.failed' }),
  view('revealed', 'Reveals', { name: 'sensitive.revealed' }),
  view('exported', 'Exports', { name: 'list.exported' }),
];
const SUBJECTS = EVENT_SUBJECTS.map((value) => ({ value, label: words(value) }));
/* As the column writes them. */
const EVENTS = EVENT_NAMES.map((value) => ({ value, label: value }));

/** Who did what, when, and what it was before: newest first. Nothing here can be changed by anybody. */
export function AuditPage() {
  usePageTitle('Audit trail', 'Audit');
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const list = useSavedList({ key: 'audit', views: VIEWS });
  const staff = useWhole<{ id: string; displayName: string }>('/v1/staff');
  const events = useList<AuditEvent>('/v1/audit-events', { filters: list.filters });
  const toggle = (id: string) =>
    setOpened((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const columns: readonly Column<AuditEvent>[] = [
    ...COLUMNS,
    {
      key: 'more',
      header: '',
      align: 'right',
      cell: (event) => (
        <button
          type="button"
          className={styles.more}
          aria-expanded={opened.has(event.id)}
          onClick={() => toggle(event.id)}
        >
          {opened.has(event.id) ? 'Close' : 'Details'}
          <VisuallyHidden> of {event.title}</VisuallyHidden>
        </button>
      ),
    },
  ];
  return (
    <>
      <PageHeader title="Audit trail" />
      <SavedViews {...list.viewProps} />
      <FilterBar
        filters={[
          { key: 'from', label: 'From', kind: 'date', pinned: true },
          { key: 'to', label: 'Through', kind: 'date', pinned: true },
          {
            key: 'actorId',
            label: 'Who',
            kind: 'choice',
            any: 'Anyone',
            pinned: true,
            options: (staff.data?.items ?? []).map(({ id, displayName }) => ({
              value: id,
              label: displayName,
            })),
          },
          { key: 'subjectType', label: 'Record', kind: 'choice', options: SUBJECTS, pinned: true },
          { key: 'name', label: 'Event', kind: 'choice', options: EVENTS },
        ]}
        values={list.filters}
        onChange={list.setFilters}
        aside="Newest first"
      />
      <Panel flush>
        <DataTable
          label="Audit trail"
          columns={columns}
          rowKey={(event) => event.id}
          detail={(event) => (opened.has(event.id) ? <AuditDetail event={event} /> : null)}
          {...tableProps(events, list, 'The audit trail')}
          exportAs={() =>
            void exportList({
              path: '/v1/audit-events',
              name: 'audit-trail',
              columns: COLUMNS,
              filters: list.filters,
            })
          }
          empty={
            <EmptyState icon={IconHistory} title="No event fits">
              Every change, sign-in, refusal, export and reveal is kept here. Clear a filter to see more.
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}

const COLUMNS: readonly Column<AuditEvent>[] = [
  { key: 'at', header: 'When', cell: (event) => moment(event.at), csv: (event) => event.at },
  {
    key: 'title',
    header: 'What',
    phone: true,
    cell: (event) => {
      const href = recordHref(event);
      const title = event.title.charAt(0).toUpperCase() + event.title.slice(1);
      return href ? <a href={href}>{title}</a> : title;
    },
    csv: (event) => event.title,
  },
  {
    key: 'actor',
    header: 'Who',
    phone: true,
    cell: (event) => event.actorName,
    csv: (event) => event.actorName,
  },
  {
    key: 'role',
    header: 'Role',
    cell: (event) => event.actorRole.replaceAll('_', ' '),
    csv: (event) => event.actorRole,
  },
  { key: 'name', header: 'Event', cell: (event) => event.name, csv: (event) => event.name },
  { key: 'ip', header: 'Address', cell: (event) => event.ip ?? '–', csv: (event) => event.ip },
];
