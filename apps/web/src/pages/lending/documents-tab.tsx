import { EmptyState } from '@connect/ui/empty-state';
import { bookDate, date } from '@connect/ui/format';
import { Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { IconFiles } from '@tabler/icons-react';
import { FileRows, fileSize } from '../../components/file-rows.tsx';
import { QueryError } from '../../components/loaded.tsx';
import { UploadDrop } from '../../components/upload-drop.tsx';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { EnvelopePanel } from './envelope-panel.tsx';
import styles from './lending.module.css';
import type { LoanTabProps } from './loan-props.ts';
import { PaperPanel } from './paper-panel.tsx';

/** The loan documents and how far each is: signed by link, or on paper with its facts; and every other file of the loan. */
export function DocumentsTab({ loan }: LoanTabProps) {
  const can = useCan();
  const envelopeIds = [...new Set(loan.documents.flatMap(({ envelopeId }) => envelopeId ?? []))];
  const papers = loan.documents.filter(({ method }) => method === 'paper');
  const files = useList('/v1/documents', { filters: { loanId: loan.id }, limit: 100 });
  return (
    <Stacked>
      {envelopeIds.map((id) => (
        <EnvelopePanel key={id} id={id} />
      ))}
      {papers.map((paper) => (
        <PaperPanel
          key={paper.id}
          loan={loan}
          paper={paper}
          first={papers.find(({ state }) => state === 'open') === paper}
        />
      ))}
      <Panel title="All files" flush>
        {files.problem ? (
          <QueryError problem={files.problem} failed="The files could not be loaded" onRetry={files.retry} />
        ) : files.items.length ? (
          <FileRows
            files={files.items.map((file) => ({
              ...file,
              note: `${fileSize(file.sizeBytes)}, ${file.createdByName}, ${date(bookDate(file.createdAt))}`,
            }))}
          />
        ) : files.loading ? null : (
          <EmptyState icon={IconFiles} title="No files yet">
            Loan documents appear here when they are sent; anything else about the loan can be added below.
          </EmptyState>
        )}
        {can('write:documents') ? (
          <div className={styles.pad}>
            <UploadDrop
              label="Add files"
              fields={{ subjectType: 'loan', subjectId: loan.id, kind: 'other' }}
            />
          </div>
        ) : null}
      </Panel>
    </Stacked>
  );
}
