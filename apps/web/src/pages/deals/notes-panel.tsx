import { moment } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { useList } from '../../state/use-list.ts';
import styles from './deals.module.css';

type Note = { id: string; body: string; authorName: string | null; createdAt: string };

/** Internal notes, newest first; nothing is shown where there are none. */
export function NotesPanel({ projectId }: { projectId: string }) {
  const notes = useList<Note>('/v1/projects/{id}/notes', { path: { id: projectId }, limit: 5 });
  if (notes.items.length === 0) return null;
  return (
    <Panel title="Notes" note="Staff read these; partners never do.">
      <ul className={styles.notes}>
        {notes.items.map((note) => (
          <li key={note.id} className={styles.note}>
            <p className={styles.noteText}>{note.body}</p>
            <p className="label">
              {note.authorName ?? 'Automatic'}, {moment(note.createdAt)}
            </p>
          </li>
        ))}
      </ul>
      {notes.hasMore ? (
        <button type="button" className={styles.more} onClick={notes.more} disabled={notes.loadingMore}>
          Show older notes
        </button>
      ) : null}
    </Panel>
  );
}
