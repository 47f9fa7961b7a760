import { date, words } from '@connect/ui/format';
import styles from './admin.module.css';

export type AuditEvent = {
  id: string;
  at: string;
  name: string;
  title: string;
  subjectType: string | null;
  subjectId: string | null;
  projectId: string | null;
  actorName: string;
  actorRole: string;
  requestId: string;
  ip: string | null;
  effectiveDate: string | null;
  payload: Record<string, unknown>;
};

const PLACES: Record<string, string> = {
  project: 'projects',
  loan: 'loans',
  draw: 'draws',
  permit: 'permits',
  inspection: 'inspections',
  contact: 'contacts',
  entity: 'entities',
  document: 'documents',
  user: 'users',
  consultant_order: 'consultant-orders',
};

/** The page of what an event is about; null where there is none. */
export function recordHref(event: Pick<AuditEvent, 'subjectType' | 'subjectId'>): string | null {
  const place = PLACES[event.subjectType ?? ''];
  return place && event.subjectId ? `/${place}/${event.subjectId}` : null;
}

/* A field as people say it: both `state_since` and `stateSince` are "State since". */
const nameOf = (field: string): string => words(field.replace(/([a-z])([A-Z])/g, '$1_$2'));

type Change = { field: string; before: unknown; after: unknown };

/** What an event changed, field by field; of other events what they tell. Sensitive fields arrive masked. */
export function AuditDetail({ event }: { event: AuditEvent }) {
  const changes = changesOf(event.payload);
  const rest = Object.entries(event.payload).filter(([key]) => key !== 'before' && key !== 'after');
  return (
    <div className={styles.detail}>
      {changes.length ? (
        <table className={styles.changes}>
          <caption>What changed</caption>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.field}>
                <th scope="row">{nameOf(change.field)}</th>
                <td className={styles.before}>{shown(change.before)}</td>
                <td>{shown(change.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <table className={styles.changes}>
        <caption>The event</caption>
        <tbody>
          {[
            ...rest,
            ...(event.effectiveDate ? [['Counts from', date(event.effectiveDate)] as const] : []),
            ['Request', event.requestId] as const,
          ].map(([key, value]) => (
            <tr key={key}>
              <th scope="row">{nameOf(key)}</th>
              <td>{shown(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function changesOf(payload: Record<string, unknown>): Change[] {
  const before = payload.before as Record<string, unknown> | undefined;
  const after = payload.after as Record<string, unknown> | undefined;
  if (!before && !after) return [];
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields].map((field) => ({ field, before: before?.[field], after: after?.[field] }));
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
