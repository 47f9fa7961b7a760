import styles from './brand.module.css';

/** The mark: a lot with a house on it. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" className={styles.mark}>
      <rect x="1" y="1" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <path d="M5.5 19V9.6L10.2 6l4.7 3.6V19Z" fill="currentColor" />
    </svg>
  );
}

/** The mark with the product's name. */
export function Brand({ name = 'Connect', short = false }: { name?: string; short?: boolean }) {
  return (
    <span className={styles.brand}>
      <BrandMark />
      {short ? null : <span>{name}</span>}
    </span>
  );
}
