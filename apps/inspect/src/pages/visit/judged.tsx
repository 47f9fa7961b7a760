import { useAppState } from '../../app/state.ts';
import type { Visit, VisitRecord } from '../../visits/model.ts';
import { change, percentOf } from '../../visits/percent.ts';
import styles from './judged.module.css';

/** Every line with its percentage, for reading: last time, now, notes and photos. */
export function Judged({ visit, record }: { visit: Visit; record: VisitRecord }) {
  const photos = useAppState((state) => state.photos);
  const photosOf = (lineId: string) =>
    [...photos.values()].filter(
      (photo) => photo.visitId === visit.id && photo.round === record.round && photo.lineId === lineId,
    ).length;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Last</th>
          <th scope="col">Now</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {visit.lines.map((line) => {
          const percent = percentOf(line, record);
          const note = record.lines[line.id]?.note;
          const pictures = photosOf(line.id);
          return (
            <tr key={line.id}>
              <th scope="row">
                {line.name}
                {note ? <span>{note}</span> : null}
                {pictures ? <span>{pictures === 1 ? '1 photo' : `${pictures} photos`}</span> : null}
              </th>
              <td>{line.lastPercent}%</td>
              <td>
                <b>{percent === null ? '–' : `${percent}%`}</b>
              </td>
              <td data-down={(percent !== null && percent < line.lastPercent) || undefined}>
                {percent === null ? '–' : change(percent, line.lastPercent)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
