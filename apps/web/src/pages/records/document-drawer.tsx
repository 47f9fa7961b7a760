import { moment, words } from '@connect/ui/format';
import { Notice } from '@connect/ui/page';
import { Facts } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconDownload, IconExternalLink, IconShieldX } from '@tabler/icons-react';
import { fileSize } from '../../components/file-rows.tsx';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { UploadDrop } from '../../components/upload-drop.tsx';
import { canOpen, downloadDocument, openDocument } from '../../state/documents.ts';
import { useCan } from '../../state/session.ts';
import { useRecord } from '../../state/use-record.ts';
import { About } from './about.tsx';
import styles from './documents.module.css';
import type { DocumentRecord } from './types.ts';

/** One document: what it is, every version of it, and a place for the next. */
export function DocumentDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const document = useRecord('/v1/documents/{id}', { id });
  return (
    <FormDrawer title={document.data?.title ?? 'Document'} onClose={onClose}>
      <Loaded query={document} failed="This document could not be loaded" waiting={<LinesSkeleton />}>
        {(record) => <Details document={record} />}
      </Loaded>
    </FormDrawer>
  );
}

function Details({ document }: { document: DocumentRecord }) {
  const can = useCan();
  const ready = document.state === 'ready';
  return (
    <>
      <StatusTag kind="document" state={document.state} variant="tag" />
      {document.state === 'quarantined' ? (
        <div className={styles.why}>
          <Notice tone="hold" icon={<IconShieldX size={18} stroke={1.75} />}>
            {document.quarantineReason ?? 'The scan found something in it.'} Nobody can open or download it.
            Ask for a clean copy and add it below as the next version.
          </Notice>
        </div>
      ) : null}
      {ready ? (
        <div className={styles.buttons}>
          {canOpen(document.mediaType) ? (
            <Button
              leftSection={<IconExternalLink size={16} stroke={1.75} />}
              onClick={() => void openDocument(document.id)}
            >
              Open
            </Button>
          ) : null}
          <Button
            variant={canOpen(document.mediaType) ? 'default' : 'filled'}
            leftSection={<IconDownload size={16} stroke={1.75} />}
            onClick={() => void downloadDocument(document.id, document.fileName)}
          >
            Download
          </Button>
        </div>
      ) : null}
      <Facts
        items={[
          { label: 'Kind', value: words(document.kind) },
          {
            label: 'About',
            value: (
              <About type={document.subjectType} id={document.subjectId} projectId={document.projectId} />
            ),
          },
          { label: 'File', value: document.fileName },
          { label: 'Size', value: fileSize(document.sizeBytes) },
          ...(document.width && document.height
            ? [{ label: 'Picture', value: `${document.width} × ${document.height}` }]
            : []),
          ...(document.takenAt ? [{ label: 'Taken', value: document.takenAt.replace('T', ' ') }] : []),
          { label: 'Added by', value: document.createdByName },
          { label: 'Added', value: moment(document.createdAt) },
          ...(document.sensitive ? [{ label: 'Sensitive', value: 'Each download is on record' }] : []),
        ]}
      />
      <section className={styles.versions} aria-label="Versions">
        <h3>Versions</h3>
        <ul>
          {document.versions.map((version) => (
            <li key={version.number} className={styles.version}>
              <span>
                <b>Version {version.number}</b> {version.fileName}
                <span className="label" style={{ display: 'block' }}>
                  {fileSize(version.sizeBytes)}, {version.createdByName}, {moment(version.createdAt)}
                </span>
              </span>
              {version.state === 'ready' ? (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`Download version ${version.number}`}
                  onClick={() => void downloadDocument(document.id, version.fileName, version.number)}
                >
                  Download
                </Button>
              ) : (
                <StatusTag kind="document" state={version.state} />
              )}
            </li>
          ))}
        </ul>
      </section>
      {can('write:documents') && document.kind !== 'certificate' && document.kind !== 'payment_file' ? (
        <div className={styles.upload}>
          <UploadDrop
            label="Add the next version"
            hint="The versions before stay as they are."
            multiple={false}
            path={`/v1/documents/${document.id}/versions`}
            fields={{}}
          />
        </div>
      ) : null}
    </>
  );
}
