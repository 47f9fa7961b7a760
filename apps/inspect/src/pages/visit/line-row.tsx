import { touch } from '../../outbox/keep.ts';
import type { Line, VisitRecord } from '../../visits/model.ts';
import { percentOf } from '../../visits/percent.ts';
import { setLineNote, setPercent } from '../../visits/record.ts';
import { LinePhotos } from './line-photos.tsx';
import { LineSlider } from './line-slider.tsx';
import { Stepper } from './stepper.tsx';
import styles from './visit.module.css';

type Props = {
  visitId: string;
  line: Line;
  record: VisitRecord;
  active: boolean;
  onActivate: (lineId: string | null) => void;
};

const now = () => new Date().toISOString();

/** A budget line: the percentage in one touch, the rest unfolds. */
export function LineRow({ visitId, line, record, active, onActivate }: Props) {
  const percent = percentOf(line, record);
  const note = record.lines[line.id]?.note ?? '';
  const set = (value: number) => void touch(visitId, setPercent(line.id, value, now()));
  return (
    <li className={styles.line} data-active={active || undefined} id={`line-${line.id}`}>
      <div className={styles.lineHead}>
        <button
          type="button"
          className={styles.lineName}
          aria-expanded={active}
          onClick={() => onActivate(active ? null : line.id)}
        >
          <b>{line.name}</b>
          <span>
            Last {line.lastPercent}%{note && !active ? ', with a note' : ''}
          </span>
        </button>
        <Stepper line={line} percent={percent} onChange={set} />
      </div>
      {active ? (
        <div className={styles.detail}>
          <LineSlider line={line} percent={percent} onChange={set} />
          <LinePhotos visitId={visitId} line={line} round={record.round} />
          <textarea
            className={styles.note}
            aria-label={`Note on ${line.name}`}
            placeholder="Note"
            maxLength={2000}
            value={note}
            onChange={(event) => void touch(visitId, setLineNote(line.id, event.currentTarget.value, now()))}
          />
        </div>
      ) : null}
    </li>
  );
}
