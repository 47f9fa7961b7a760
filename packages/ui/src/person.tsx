import { initials } from './format.ts';
import styles from './person.module.css';

/** A person's initials; a dashed circle when nobody has it. */
export function Person({ name, size = 24 }: { name: string | null | undefined; size?: number }) {
  return (
    <span
      className={styles.person}
      data-nobody={!name || undefined}
      style={{ width: size, height: size }}
      title={name ?? 'Nobody'}
      role="img"
      aria-label={name ?? 'Nobody'}
    >
      {name ? initials(name) : '–'}
    </span>
  );
}
