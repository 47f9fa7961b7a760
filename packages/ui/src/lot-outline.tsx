import styles from './lot-outline.module.css';

/** A ring of points in any unit (feet, metres, degrees already projected); it is scaled to fit. */
export type Ring = readonly (readonly [number, number])[];
export type LotOutlineProps = {
  parcel?: Ring | null;
  footprint?: Ring | null;
  size?: number;
  label?: string;
};

/** The parcel, dashed, with the building's footprint, drawn from survey data; an empty dashed square while unknown. */
export function LotOutline({ parcel, footprint, size = 60, label }: LotOutlineProps) {
  const fit = parcel && parcel.length > 2 ? fitter(parcel, 40) : null;
  return (
    <svg
      className={styles.lot}
      width={size}
      height={size}
      viewBox="0 0 60 60"
      role="img"
      aria-label={label ?? (fit ? 'Lot outline from the survey' : 'Lot outline not known yet')}
    >
      <rect width="60" height="60" rx="6" className={styles.ground} />
      {fit ? (
        <polygon points={fit(parcel!)} className={styles.parcel} />
      ) : (
        <rect x="11" y="9" width="38" height="42" className={styles.parcel} />
      )}
      {fit && footprint && footprint.length > 2 ? (
        <polygon points={fit(footprint)} className={styles.footprint} />
      ) : null}
    </svg>
  );
}

/* North is up in survey data and down in SVG, so y is turned over. */
function fitter(ring: Ring, room: number) {
  const xs = ring.map((p) => p[0]);
  const ys = ring.map((p) => p[1]);
  const [left, top] = [Math.min(...xs), Math.max(...ys)];
  const [width, height] = [Math.max(...xs) - left, top - Math.min(...ys)];
  const scale = room / Math.max(width, height, 1e-9);
  const [dx, dy] = [(60 - width * scale) / 2, (60 - height * scale) / 2];
  return (points: Ring) =>
    points
      .map(([x, y]) => `${((x - left) * scale + dx).toFixed(1)},${((top - y) * scale + dy).toFixed(1)}`)
      .join(' ');
}
