import type { FormEvent, ReactNode } from 'react';
import styles from './inputs.module.css';

/** A form in one column; put `<Half>` around two short fields that belong together. Enter submits, the browser stays quiet. */
export function FormGrid({
  children,
  onSubmit,
  label,
}: {
  children: ReactNode;
  onSubmit?: () => void;
  label?: string;
}) {
  return (
    <form
      className={styles.grid}
      noValidate
      aria-label={label}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit?.();
      }}
    >
      {children}
    </form>
  );
}

/** Half the width of a FormGrid. */
export function Half({ children }: { children: ReactNode }) {
  return <div data-half>{children}</div>;
}

/** The buttons of a form, right; `faults` says how many fields want correcting. */
export function FormActions({
  children,
  faults = 0,
  problem,
}: {
  children: ReactNode;
  faults?: number;
  problem?: ReactNode;
}) {
  const text = problem ?? (faults ? `${faults} ${faults === 1 ? 'field' : 'fields'} to correct` : null);
  return (
    <div className={styles.actions}>
      <span className={styles.problem} role="alert">
        {text}
      </span>
      {children}
    </div>
  );
}
