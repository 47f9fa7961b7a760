import styles from './progress.module.css';

/** How far a run is: what is done of the whole, as a bar. */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  return (
    <span
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
    >
      <span style={{ width: `${total ? (done * 100) / total : 0}%` }} />
    </span>
  );
}
