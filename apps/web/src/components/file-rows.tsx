import { words } from '@connect/ui/format';
import { StatusTag } from '@connect/ui/status-tag';
import { IconDownload, IconFile, IconFileTypePdf, IconPhoto } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { canOpen, downloadDocument, openDocument } from '../state/documents.ts';
import styles from './file-rows.module.css';
import { Thumbnail } from './thumbnail.tsx';

export type FileRow = {
  id: string;
  title: string;
  mediaType: string;
  /** stored, scanning, ready or quarantined. */
  state: string;
  fileName?: string;
  kind?: string;
  /** "2.1 MB, Sample Survey Co, Nov 20, 2026". */
  note?: ReactNode;
  hasThumbnail?: boolean;
  /** Why nobody may have it. */
  quarantineReason?: string | null;
};

/** Documents as rows: picture, name, what it is; opened by a click, saved by the arrow. What is not served says why. */
export function FileRows({
  files,
  onDetails,
}: {
  files: readonly FileRow[];
  onDetails?: (id: string) => void;
}) {
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.id}>
          <span className={styles.picture}>
            {file.hasThumbnail ? <Thumbnail id={file.id} /> : <FileIcon mediaType={file.mediaType} />}
          </span>
          <span className={styles.text}>
            <span className={styles.title}>
              <Title file={file} />
            </span>
            <span className="label">
              {file.kind ? `${words(file.kind)}. ` : ''}
              {file.note}
            </span>
            {file.state === 'quarantined' ? (
              <span className={styles.why}>
                {file.quarantineReason ?? 'The scan found something in it.'} Nobody can open it. Send a clean
                copy.
              </span>
            ) : null}
          </span>
          {file.state === 'ready' ? null : <StatusTag kind="document" state={file.state} />}
          {onDetails ? (
            <button type="button" className={styles.more} onClick={() => onDetails(file.id)}>
              Versions
              <span className={styles.hidden}> of {file.title}</span>
            </button>
          ) : null}
          {file.state === 'ready' ? (
            <button
              type="button"
              className={styles.save}
              aria-label={`Download ${file.title}`}
              onClick={() => void downloadDocument(file.id, file.fileName ?? file.title)}
            >
              <IconDownload size={18} stroke={1.75} aria-hidden="true" />
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Title({ file }: { file: FileRow }) {
  if (file.state !== 'ready' || !canOpen(file.mediaType)) return file.title;
  return (
    <button type="button" className={styles.open} onClick={() => void openDocument(file.id)}>
      {file.title}
    </button>
  );
}

/** The kind of a file as a picture. */
export function FileIcon({ mediaType, size = 20 }: { mediaType: string; size?: number }) {
  const Glyph =
    mediaType === 'application/pdf' ? IconFileTypePdf : mediaType.startsWith('image/') ? IconPhoto : IconFile;
  return <Glyph size={size} stroke={1.75} aria-hidden="true" />;
}

/** Bytes as people say them: `482 KB`, `2.1 MB`. */
export const fileSize = (bytes: number): string =>
  bytes < 1000
    ? `${bytes} B`
    : bytes < 1_000_000
      ? `${Math.round(bytes / 1000)} KB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;
