import { initials } from './format.ts';
import styles from './person.module.css';

/** A person's initials; a dashed circle when nobody has it. */
export function Person({
  name,
  size = 24,
  hidden,
}: {
  name: string | null | undefined;
  size?: number;
  /** The name stands beside it, or is said by the control around it. */
  hidden?: boolean;
}) {
  return (
    <span
      className={styles.person}
      data-nobody={!name || undefined}
      style={{ width: size, height: size }}
      {...(hidden
        ? { 'aria-hidden': true }
        : { role: 'img', title: name ?? 'Nobody', 'aria-label': name ?? 'Nobody' })}
    >
      {name ? initials(name) : '–'}
    </span>
  );
}
