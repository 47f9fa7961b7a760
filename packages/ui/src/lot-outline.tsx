import styles from './lot-outline.module.css';

/** A ring of corners in any unit (feet, metres, degrees already projected); it is scaled to fit. */
type Ring = readonly (readonly number[])[];
export type LotOutlineProps = {
  outline?: { parcel: Ring; footprint: Ring | null } | null | undefined;
  size?: number;
  label?: string;
};

/** The parcel, dashed, with the building's footprint, drawn from survey data; an empty dashed square while unknown. */
export function LotOutline({ outline, size = 60, label }: LotOutlineProps) {
  const fit = outline && outline.parcel.length > 2 ? fitter(outline.parcel, 44) : null;
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
      {outline?.footprint && fit ? (
        <polygon points={fit(outline.footprint)} className={styles.footprint} />
      ) : null}
      {outline && fit ? (
        <polygon points={fit(outline.parcel)} className={styles.parcel} />
      ) : (
        <rect x="11" y="9" width="38" height="42" className={styles.parcel} />
      )}
    </svg>
  );
}

/* North is up in survey data and down in SVG, so y is turned over. */
function fitter(ring: Ring, room: number) {
  const xs = ring.map((corner) => corner[0]!);
  const ys = ring.map((corner) => corner[1]!);
  const [left, top] = [Math.min(...xs), Math.max(...ys)];
  const [width, height] = [Math.max(...xs) - left, top - Math.min(...ys)];
  const scale = room / Math.max(width, height, 1e-9);
  const [dx, dy] = [(60 - width * scale) / 2, (60 - height * scale) / 2];
  return (points: Ring) =>
    points
      .map(([x, y]) => `${((x! - left) * scale + dx).toFixed(1)},${((top - y!) * scale + dy).toFixed(1)}`)
      .join(' ');
}
