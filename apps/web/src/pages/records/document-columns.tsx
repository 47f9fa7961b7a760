import type { Column } from '@connect/ui/data-table';
import { bookDate, date, words } from '@connect/ui/format';
import { StatusTag } from '@connect/ui/status-tag';
import { FileIcon, fileSize } from '../../components/file-rows.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { About } from './about.tsx';
import styles from './documents.module.css';
import type { DocumentRow } from './types.ts';

/** Columns of documents; inside a project the address goes without saying. */
export const documentColumns = (addresses: Map<string, string> | null): readonly Column<DocumentRow>[] => [
  {
    key: 'title',
    header: 'Document',
    sort: 'title',
    cell: (row) => (
      <span className={styles.title}>
        <span className={styles.picture}>
          {row.hasThumbnail ? (
            <Thumbnail id={row.id} size={28} />
          ) : (
            <FileIcon mediaType={row.mediaType} size={18} />
          )}
        </span>
        <span>{row.title}</span>
      </span>
    ),
    csv: (row) => row.title,
  },
  { key: 'kind', header: 'Kind', cell: (row) => words(row.kind), csv: (row) => row.kind },
  {
    key: 'about',
    header: 'About',
    cell: (row) => (
      <About
        type={row.subjectType}
        id={row.subjectId}
        projectId={row.projectId}
        address={addresses?.get(row.projectId ?? '')}
      />
    ),
    csv: (row) => row.subjectType,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (row) => <StatusTag kind="document" state={row.state} />,
    csv: (row) => row.state,
  },
  {
    key: 'version',
    header: 'Version',
    align: 'right',
    cell: (row) => row.latest,
    csv: (row) => row.latest,
  },
  {
    key: 'size',
    header: 'Size',
    align: 'right',
    cell: (row) => fileSize(row.sizeBytes),
    csv: (row) => row.sizeBytes,
  },
  { key: 'by', header: 'Added by', cell: (row) => row.createdByName, csv: (row) => row.createdByName },
  {
    key: 'added',
    header: 'Added',
    align: 'right',
    sort: 'createdAt',
    phone: true,
    cell: (row) => date(bookDate(row.createdAt)),
    csv: (row) => bookDate(row.createdAt),
  },
];
