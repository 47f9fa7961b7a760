import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './panel.module.css';

export type PanelProps = {
  title?: ReactNode;
  /** Stands right of the title: a status, a link, a switch. */
  aside?: ReactNode;
  /** One quiet line under the title. */
  note?: ReactNode;
  /** Table and list panels run to the edge: the children bring their own padding. */
  flush?: boolean;
  footer?: ReactNode;
  children?: ReactNode;
  id?: string;
  className?: string;
};

/** A surface with a title; hairline, no shadow. */
export function Panel({ title, aside, note, flush, footer, children, id, className }: PanelProps) {
  const titleId = useId();
  return (
    <section
      className={className ? `${styles.panel} ${className}` : styles.panel}
      id={id}
      aria-labelledby={title ? titleId : undefined}
    >
      {title || aside ? (
        <header className={styles.head}>
          <div>
            <h2 id={titleId} className={styles.title}>
              {title}
            </h2>
            {note ? <p className={styles.note}>{note}</p> : null}
          </div>
          {aside ? <div className={styles.aside}>{aside}</div> : null}
        </header>
      ) : null}
      <div className={flush ? undefined : styles.body} data-headless={!(title || aside) || undefined}>
        {children}
      </div>
      {footer ? <footer className={styles.footer}>{footer}</footer> : null}
    </section>
  );
}

/** A band inside a flush panel, between hairlines. */
export function PanelRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** Terms: word left, value right, hairlines between (`dl`). */
export function Facts({ items }: { items: { label: ReactNode; value: ReactNode; id?: string }[] }) {
  return (
    <dl className={styles.facts}>
      {items.map((item, index) => (
        <div key={item.id ?? index}>
          <dt>{item.label}</dt>
          <dd className="num">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
