import { EmptyState } from '@connect/ui/empty-state';
import { bookDate, date } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { IconFiles } from '@tabler/icons-react';
import { useCan } from '../state/session.ts';
import { useList } from '../state/use-list.ts';
import styles from './file-rows.module.css';
import { FileRows, fileSize } from './file-rows.tsx';
import { QueryError } from './loaded.tsx';
import { UploadDrop } from './upload-drop.tsx';

export type SubjectDocumentsProps = {
  subjectType: string;
  subjectId: string;
  /** The kind under which what is added here is filed. */
  kind: string;
  /** "Add the plan set". */
  addLabel?: string;
  title?: string;
  readOnly?: boolean;
};

/** The documents of one record, and a place to add more. */
export function SubjectDocuments(props: SubjectDocumentsProps) {
  const { subjectType, subjectId, kind, addLabel = 'Add a document', title = 'Documents', readOnly } = props;
  const can = useCan();
  const documents = useList('/v1/documents', { filters: { subjectType, subjectId } });
  return (
    <Panel title={title} flush>
      {documents.problem ? (
        <QueryError
          problem={documents.problem}
          failed="The documents could not be loaded"
          onRetry={documents.retry}
        />
      ) : documents.loading ? (
        <LinesSkeleton lines={2} />
      ) : documents.items.length ? (
        <FileRows
          files={documents.items.map((file) => ({
            ...file,
            note: `${fileSize(file.sizeBytes)}, ${file.createdByName}, ${date(bookDate(file.createdAt))}`,
          }))}
        />
      ) : readOnly || !can('write:documents') ? (
        <EmptyState icon={IconFiles} title="No document yet">
          What is filed about this record appears here.
        </EmptyState>
      ) : null}
      {readOnly || !can('write:documents') ? null : (
        <div className={styles.add}>
          <UploadDrop label={addLabel} fields={{ subjectType, subjectId, kind }} />
        </div>
      )}
    </Panel>
  );
}
