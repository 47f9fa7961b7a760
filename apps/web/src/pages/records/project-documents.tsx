import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { IconFiles, IconUpload } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { tableProps } from '../../components/table-props.tsx';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { documentColumns } from './document-columns.tsx';
import type { Project } from './types.ts';

const DocumentDrawer = lazy(() =>
  import('./document-drawer.tsx').then((m) => ({ default: m.DocumentDrawer })),
);
const UploadDrawer = lazy(() => import('./upload-drawer.tsx').then((m) => ({ default: m.UploadDrawer })));

const COLUMNS = documentColumns(null);

/** The documents of one project, those of its orders, permits, loan and draws included. */
export function ProjectDocumentsTab({ project }: { project: Project }) {
  const can = useCan();
  const documents = useList('/v1/documents', { filters: { projectId: project.id }, withTotal: true });
  const [openId, setOpenId] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title="Documents"
      flush
      aside={
        can('write:documents') ? (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconUpload size={16} stroke={1.75} />}
            onClick={() => setAdding(true)}
          >
            Add documents
          </Button>
        ) : null
      }
    >
      <DataTable
        label="Documents of the project"
        columns={COLUMNS}
        rowKey={(row) => row.id}
        onOpen={(row) => setOpenId(row.id)}
        activeKey={openId}
        {...tableProps(documents, undefined, 'Documents')}
        empty={
          <EmptyState icon={IconFiles} title="No document yet">
            Reports, permits, signed papers and photos of this project appear here.
          </EmptyState>
        }
      />
      <Suspense>
        {openId ? <DocumentDrawer id={openId} onClose={() => setOpenId(null)} /> : null}
        {adding ? (
          <UploadDrawer
            project={{ id: project.id, name: project.address }}
            onClose={() => setAdding(false)}
          />
        ) : null}
      </Suspense>
    </Panel>
  );
}
