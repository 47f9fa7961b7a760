import type { ApiProblem } from '@connect/api-client';
import { newIdempotencyKey } from '@connect/api-client';
import { IconAlertTriangle, IconCircleCheck, IconFile, IconUpload } from '@tabler/icons-react';
import type { DragEvent } from 'react';
import { useId, useRef, useState } from 'react';
import { sendFile } from '../state/send-file.ts';
import { refreshAll } from '../state/use-move.ts';
import { asProblem } from '../state/use-submit.ts';
import styles from './upload-drop.module.css';

export type UploadDropProps = {
  /** What the button says: "Add the report". */
  label: string;
  /** What may be sent, in words: "PDF, up to 100 MB". */
  hint?: string;
  accept?: string;
  multiple?: boolean;
  /** Where the files go and the fields that go with each. */
  path?: string;
  fields: Readonly<Record<string, string>>;
  /** Taps need room: the consultant's page. */
  big?: boolean;
  disabled?: boolean;
  onUploaded?: () => void;
};

type Entry = {
  key: string;
  file: File;
  share: number;
  state: 'sending' | 'done' | 'failed';
  problem: ApiProblem | null;
};

/** Takes files by drag, tap or keyboard and sends them at once, each with its progress; a failed one can be sent again. */
export function UploadDrop(props: UploadDropProps) {
  const { label, hint, accept, multiple = true, path = '/v1/documents', fields, big, disabled } = props;
  const [entries, setEntries] = useState<Entry[]>([]);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const change = (key: string, part: Partial<Entry>) =>
    setEntries((list) => list.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)));

  const send = async (entry: Entry) => {
    change(entry.key, { state: 'sending', problem: null, share: 0 });
    try {
      await sendFile({
        path,
        fields,
        file: entry.file,
        idempotencyKey: entry.key,
        onProgress: (share) => change(entry.key, { share }),
      });
      change(entry.key, { state: 'done', share: 1 });
      await refreshAll();
      props.onUploaded?.();
    } catch (error) {
      change(entry.key, { state: 'failed', problem: asProblem(error) });
    }
  };
  const take = (files: FileList | null) => {
    const fresh = [...(files ?? [])].slice(0, multiple ? undefined : 1).map(
      (file): Entry => ({
        key: newIdempotencyKey(),
        file,
        share: 0,
        state: 'sending',
        problem: null,
      }),
    );
    setEntries((list) => [...list.filter((entry) => entry.state !== 'done'), ...fresh]);
    for (const entry of fresh) void send(entry);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) take(event.dataTransfer.files);
  };
  return (
    <div>
      <label
        htmlFor={id}
        className={styles.drop}
        data-over={over || undefined}
        data-big={big || undefined}
        data-disabled={disabled || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconUpload size={20} stroke={1.75} aria-hidden="true" />
        <span>
          <b>{label}</b>
          <span className={styles.hint}>
            {hint ?? 'Drop files here or choose them. PDF, pictures, DOCX, XLSX.'}
          </span>
        </span>
        <input
          ref={input}
          id={id}
          type="file"
          accept={accept}
          multiple={multiple}
          disabled={disabled}
          aria-label={label}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
      </label>
      {entries.length ? (
        <ul className={styles.entries} aria-live="polite">
          {entries.map((entry) => (
            <Sending key={entry.key} entry={entry} onAgain={() => void send(entry)} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

const ICONS = { sending: IconFile, done: IconCircleCheck, failed: IconAlertTriangle };

function Sending({ entry, onAgain }: { entry: Entry; onAgain: () => void }) {
  const Glyph = ICONS[entry.state];
  const percent = Math.round(entry.share * 100);
  return (
    <li data-state={entry.state}>
      <Glyph size={16} stroke={1.75} aria-hidden="true" />
      <span className={styles.name}>{entry.file.name}</span>
      {entry.state === 'sending' ? (
        <progress max={100} value={percent} aria-label={`${entry.file.name}, sent`} />
      ) : null}
      <span className={styles.said}>
        {entry.state === 'sending' ? `${percent}%` : entry.state === 'done' ? 'Sent' : entry.problem?.detail}
      </span>
      {entry.state === 'failed' ? (
        <button type="button" onClick={onAgain}>
          Send again
        </button>
      ) : null}
    </li>
  );
}
