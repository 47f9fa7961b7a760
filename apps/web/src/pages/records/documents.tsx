import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { Button } from '@mantine/core';
import { IconFiles, IconUpload } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { projectFilter } from '../../components/record-filters.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useProjectNames } from '../../state/use-project-names.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { documentColumns } from './document-columns.tsx';
import { DOCUMENT_KINDS, subjectName } from './words.ts';

const DocumentDrawer = lazy(() =>
  import('./document-drawer.tsx').then((m) => ({ default: m.DocumentDrawer })),
);
const UploadDrawer = lazy(() => import('./upload-drawer.tsx').then((m) => ({ default: m.UploadDrawer })));

const NEWEST = { key: 'createdAt', desc: true };
const view = (id: string, name: string, filters: View['state']['filters']): View => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort: NEWEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('all', 'All', {}),
  view('photos', 'Photos', { kind: 'photo' }),
  view('quarantined', 'Quarantined', { state: 'quarantined' }),
];
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'createdAt', desc: false, label: 'Oldest first' },
  { key: 'title', desc: false, label: 'Title' },
];
const FILTERS: FilterDef[] = [
  projectFilter({ pinned: true }),
  { key: 'kind', label: 'Kind', kind: 'choice', options: DOCUMENT_KINDS, pinned: true },
  {
    key: 'state',
    label: 'State',
    kind: 'choice',
    pinned: true,
    options: [
      { value: 'ready', label: 'Ready' },
      { value: 'scanning', label: 'Scanning' },
      { value: 'stored', label: 'Stored' },
      { value: 'quarantined', label: 'Quarantined' },
    ],
  },
  {
    key: 'subjectType',
    label: 'About',
    kind: 'choice',
    any: 'Anything',
    pinned: true,
    options: [
      'project',
      'consultant_order',
      'plan',
      'permit',
      'loan',
      'draw',
      'inspection',
      'statement',
      'contact',
      'entity',
    ].map((value) => ({ value, label: subjectName(value) })),
  },
];

/** Every document the user may read. */
export function DocumentsPage() {
  usePageTitle('Documents');
  const can = useCan();
  const list = useSavedList({ key: 'documents', defaults: { sort: NEWEST }, views: VIEWS });
  const documents = useList('/v1/documents', { filters: list.filters, sort: list.sort, withTotal: true });
  const addresses = useProjectNames(documents.items.map((row) => row.projectId));
  const columns = documentColumns(addresses);
  const [openId, setOpenId] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        title="Documents"
        actions={
          can('write:documents') ? (
            <Button leftSection={<IconUpload size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
              Add documents
            </Button>
          ) : null
        }
      />
      {can('read:notes') ? <SavedViews {...list.viewProps} /> : null}
      <FilterBar
        filters={FILTERS}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Documents"
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => setOpenId(row.id)}
          activeKey={openId}
          {...tableProps(documents, list, 'Documents')}
          exportAs={() =>
            void exportList({
              path: '/v1/documents',
              name: 'documents',
              columns,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconFiles} title="No document fits">
              Reports, permits, signed papers and photos appear here, each with every version. Clear a filter
              to see more.
            </EmptyState>
          }
        />
      </Panel>
      <Suspense>
        {openId ? <DocumentDrawer id={openId} onClose={() => setOpenId(null)} /> : null}
        {adding ? <UploadDrawer project={null} onClose={() => setAdding(false)} /> : null}
      </Suspense>
    </>
  );
}
