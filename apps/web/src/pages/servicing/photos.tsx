import { Modal } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useFile } from '../../components/use-file.ts';
import styles from './photos.module.css';

/** Small pictures of stored photos; one opens large, and says which it is. */
export function Photos({
  ids,
  label,
  size = 'small',
}: {
  ids: readonly string[];
  label: string;
  size?: 'small' | 'large';
}) {
  const [open, setOpen] = useState<number | null>(null);
  if (ids.length === 0) return null;
  return (
    <div className={styles.photos} data-size={size}>
      {ids.map((id, at) => (
        <button
          key={id}
          type="button"
          className={styles.photo}
          onClick={() => setOpen(at)}
          aria-label={`Photo ${at + 1} of ${ids.length}, ${label}`}
        >
          <Thumbnail id={id} />
        </button>
      ))}
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={`${label}, photo ${(open ?? 0) + 1} of ${ids.length}`}
        size="xl"
      >
        {open === null ? null : <Large id={ids[open]!} label={label} />}
      </Modal>
    </div>
  );
}

function Thumbnail({ id }: { id: string }) {
  const file = useFile(`/v1/documents/${id}/thumbnail`);
  if (file.failed) return <IconPhotoOff size={20} stroke={1.5} aria-hidden="true" />;
  return file.url ? <img src={file.url} alt="" /> : null;
}

function Large({ id, label }: { id: string; label: string }) {
  const file = useFile(`/v1/documents/${id}/content`);
  if (file.failed) return <p className="sub">{file.failed}</p>;
  return file.url ? (
    <img src={file.url} alt={label} className={styles.large} />
  ) : (
    <div className={styles.waiting} />
  );
}
