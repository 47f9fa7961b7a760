import { time } from '@connect/ui/format';
import { Button, Modal } from '@mantine/core';
import { IconCamera, IconTrash } from '@tabler/icons-react';
import { type ChangeEvent, useMemo, useRef, useState } from 'react';
import { useAppState } from '../../app/state.ts';
import { keepPhoto, removePhoto } from '../../outbox/keep.ts';
import type { Line, Photo } from '../../visits/model.ts';
import { NoPicture, shrink } from '../../visits/picture.ts';
import styles from './line-photos.module.css';
import { usePicture } from './use-picture.ts';

type Props = { visitId: string; line: Line; round: number };

/** The photos of a line; each is on the disk before its picture appears here. */
export function LinePhotos({ visitId, line, round }: Props) {
  const photos = usePhotosOf(visitId, line.id, round);
  const [open, setOpen] = useState<string | null>(null);
  const { add, busy, fault } = useCamera(visitId, line.id);
  const camera = useRef<HTMLInputElement>(null);
  const library = useRef<HTMLInputElement>(null);
  const shown = photos.find((photo) => photo.id === open);
  return (
    <div>
      <ul className={styles.photos} aria-label={`Photos of ${line.name}`}>
        <li>
          <button type="button" className={styles.take} onClick={() => camera.current?.click()}>
            <IconCamera size={26} stroke={1.5} aria-hidden="true" />
            {busy ? 'Saving' : 'Take photo'}
          </button>
        </li>
        {photos.map((photo) => (
          <li key={photo.id}>
            <button
              type="button"
              className={styles.photo}
              onClick={() => setOpen(photo.id)}
              aria-label={`Photo of ${line.name}, ${time(photo.takenAt)}`}
            >
              <Picture photo={photo} />
              <span>{time(photo.takenAt)}</span>
            </button>
          </li>
        ))}
      </ul>
      <input
        ref={camera}
        className={styles.file}
        type="file"
        accept="image/*"
        capture="environment"
        tabIndex={-1}
        aria-label={`Take a photo of ${line.name}`}
        onChange={add}
      />
      <input
        ref={library}
        className={styles.file}
        type="file"
        accept="image/*"
        multiple
        tabIndex={-1}
        aria-label={`Choose photos of ${line.name}`}
        onChange={add}
      />
      <button type="button" className={styles.choose} onClick={() => library.current?.click()}>
        Choose from the library
      </button>
      {fault ? (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      ) : null}
      <Modal
        opened={shown !== undefined}
        onClose={() => setOpen(null)}
        size="xl"
        title={shown ? `${line.name}, ${time(shown.takenAt)}` : ''}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {shown ? (
          <div className={styles.large}>
            <Picture photo={shown} />
            <Button
              variant="default"
              leftSection={<IconTrash size={20} stroke={1.75} />}
              onClick={() => {
                setOpen(null);
                void removePhoto(shown.id);
              }}
            >
              Take this photo out
            </Button>
          </div>
        ) : null}
      </Modal>
    </div>
  );
}

function usePhotosOf(visitId: string, lineId: string, round: number): Photo[] {
  const photos = useAppState((state) => state.photos);
  return useMemo(
    () =>
      [...photos.values()]
        .filter((photo) => photo.visitId === visitId && photo.lineId === lineId && photo.round === round)
        .sort((a, b) => a.takenAt.localeCompare(b.takenAt)),
    [photos, visitId, lineId, round],
  );
}

function useCamera(visitId: string, lineId: string) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    setBusy(true);
    setFault(null);
    try {
      for (const file of files) {
        const kept = await keepPhoto(visitId, lineId, await shrink(file));
        if (!kept) setFault('This photo was not kept: the storage of this device is full.');
      }
    } catch (error) {
      setFault(error instanceof NoPicture ? error.message : 'This photo was not kept. Take it once more.');
    } finally {
      setBusy(false);
      input.value = '';
    }
  };
  return { add: (event: ChangeEvent<HTMLInputElement>) => void add(event), busy, fault };
}

function Picture({ photo }: { photo: Photo }) {
  const url = usePicture(photo.id);
  return url ? (
    <img src={url} alt="" width={photo.width || undefined} height={photo.height || undefined} />
  ) : null;
}
